'use client'

import { Film, Image as ImageIcon, LoaderCircle } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useVideoOrders } from '@/lib/client/queries/video'
import type { VideoOrder, VideoStart } from '@/lib/domain/api/video'
import type { VideoOrderKind } from '@/lib/domain/video'
import { useVideoAddress } from '../_hooks/use-video-address'
import { useVideoWords } from '../_hooks/use-video-words'

const MAX_SHOWN = 8

/** What the camera was asked for, and whether it has come. */
export function OrderList({
  start,
  kinds,
  empty,
  label,
}: {
  start: VideoStart
  kinds: readonly VideoOrderKind[]
  empty: string
  label: string
}) {
  const t = useTranslations('video.orders')
  const { data, error } = useVideoOrders(start.deviceId)
  const orders = (data?.orders ?? []).filter(({ kind }) => kinds.includes(kind)).slice(0, MAX_SHOWN)
  if (error && !data) return <p className={WORDS}>{t('failed')}</p>
  if (!data) return <p className={WORDS}>{t('loading')}</p>
  if (orders.length === 0) return <p className={WORDS}>{empty}</p>
  return (
    <ul aria-label={label} className="divide-y divide-line border-t border-line">
      {orders.map((order) => (
        <OrderRow key={order.id} order={order} />
      ))}
    </ul>
  )
}

const WORDS = 'border-t border-line px-4 py-3 text-sm text-muted'

function OrderRow({ order }: { order: VideoOrder }) {
  const t = useTranslations('video.orders')
  const words = useVideoWords()
  const { kind, lens, state, fileKey } = order
  const { linkTo } = useVideoAddress()
  const Icon = kind === 'photo' ? ImageIcon : Film
  const askedMs = Date.parse(order.askedAt)
  const what = [
    t(kind),
    words.lens(lens),
    order.seconds === null ? null : t('seconds', { count: order.seconds }),
    order.momentAt === null ? null : words.formats.dateTime(Date.parse(order.momentAt)),
  ]
  return (
    <li className="flex min-h-12 items-center gap-3 px-4 py-2 text-sm">
      {state === 'waiting' ? (
        <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin text-muted" />
      ) : (
        <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      )}
      <div className="min-w-0 grow">
        <p className="truncate font-medium">{what.filter((part) => part !== null).join(' · ')}</p>
        <p className="truncate text-muted">
          <time dateTime={order.askedAt} title={words.formats.exactTime(askedMs)}>
            {words.formats.ago(Date.now() - askedMs)}
          </time>
          {order.askedBy === '' ? null : ` · ${order.askedBy}`}
        </p>
      </div>
      {fileKey !== null ? (
        <a
          {...linkTo({ tab: 'gallery', month: null, day: null, media: 'all', lens: 'all', file: fileKey })}
          className="shrink-0 font-medium text-accent hover:underline"
        >
          {t('open')}
        </a>
      ) : (
        <span className="shrink-0 text-muted">{t(`states.${state}`)}</span>
      )}
    </li>
  )
}

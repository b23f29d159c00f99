'use client'

import { CircleCheck, CircleMinus, CircleX, Clock, type LucideIcon, RotateCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { AlarmName } from '@/lib/client/alarm-names'
import { useFormats } from '@/lib/client/format/use-formats'
import type { DeliveryRow, DeliveryState } from '@/lib/domain/api/notify-log'
import { DeliveryDetails } from './delivery-details'

const LOOKS: Record<DeliveryState, { icon: LucideIcon; tone: string }> = {
  waiting: { icon: Clock, tone: 'text-muted' },
  retrying: { icon: RotateCw, tone: 'text-warning' },
  delivered: { icon: CircleCheck, tone: 'text-success' },
  failed: { icon: CircleX, tone: 'text-danger' },
  dropped: { icon: CircleMinus, tone: 'text-muted' },
}

/** One delivery: when, how it stands, of what, to whom; what was sent and each try fold out. */
export function DeliveryItem({ delivery }: { delivery: DeliveryRow }) {
  const t = useTranslations('notify.log')
  const formats = useFormats()
  const [isOpen, setOpen] = useState(false)
  const { id, way, state, to, createdAt, nextAttemptAt, attempts, httpStatus, lastWords } = delivery
  const { icon: Icon, tone } = LOOKS[state]
  const atMs = Date.parse(createdAt)
  const isGone = to === null
  return (
    <li className="px-4 py-2.5 text-sm" data-delivery={id}>
      <div className="grid gap-x-5 gap-y-0.5 md:grid-cols-[9.5rem_8.5rem_minmax(0,2fr)_minmax(0,1fr)]">
        <time dateTime={createdAt} title={formats.exactTime(atMs)} className="text-muted tabular-nums">
          {formats.dateTime(atMs)}
        </time>
        <span className={classNames('flex items-center gap-1.5 font-medium', tone)}>
          <Icon aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
          {t(`states.${state}`)}
        </span>
        <span className="min-w-0 wrap-anywhere">
          <DeliveryTitle delivery={delivery} />
        </span>
        <span className={classNames('min-w-0 wrap-anywhere', isGone && 'text-muted')}>
          {isGone ? t(way === 'webhook' ? 'goneReceiver' : 'goneBrowser') : <bdi>{to}</bdi>}
        </span>
      </div>
      <p className="mt-0.5 flex flex-wrap gap-x-2 text-muted wrap-anywhere">
        {httpStatus === null ? null : (
          <span className="font-medium text-ink tabular-nums">
            {t('http', { status: String(httpStatus) })}
          </span>
        )}
        {attempts > 0 ? <span>{t('tries', { count: attempts })}</span> : null}
        {nextAttemptAt === null || attempts === 0 ? null : (
          <span>{t('nextTry', { time: formats.dateTime(Date.parse(nextAttemptAt)) })}</span>
        )}
        <span className="min-w-0">{lastWords}</span>
      </p>
      <details className="mt-0.5" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="w-fit cursor-pointer text-xs text-muted hover:text-ink pointer-coarse:min-h-touch pointer-coarse:py-3">
          {t('details')}
          <span className="sr-only">
            : <DeliveryTitle delivery={delivery} />, {formats.dateTime(atMs)}
          </span>
        </summary>
        {isOpen ? <DeliveryDetails delivery={delivery} /> : null}
      </details>
    </li>
  )
}

/** What a delivery told of: "Truck 12 · SOS", or that it was a test. */
export function DeliveryTitle({ delivery: { isTest, vehicle, alarm } }: { delivery: DeliveryRow }) {
  const t = useTranslations('notify.log')
  if (isTest) return t('aTest')
  return (
    <>
      <bdi>{vehicle}</bdi> ·{' '}
      <bdi>
        <AlarmName name={alarm} />
      </bdi>
    </>
  )
}

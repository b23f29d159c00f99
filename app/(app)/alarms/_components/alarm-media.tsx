'use client'

import { ExternalLink, ImageOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/lib/client/format/use-formats'
import { useAlarmMedia } from '@/lib/client/queries/alarms'
import type { AlarmMedium } from '@/lib/domain/api/alarm-inbox'

/** Photos and clips of an alarm, in place. They are fetched from where the vendor keeps them. */
export function AlarmMedia({ alarmId }: { alarmId: string }) {
  const t = useTranslations('alarmInbox.media')
  const query = useAlarmMedia(alarmId, true)
  const { data } = query
  const hasNone = data !== undefined && data.media.length === 0
  return (
    <section aria-label={t('title')}>
      <h3 className="mb-2 text-sm font-semibold">{t('title')}</h3>
      {query.isPending ? (
        <div className="grid grid-cols-2 gap-2" aria-hidden>
          <Skeleton className="h-28 w-full rounded-lg" />
          <Skeleton className="h-28 w-full rounded-lg" />
        </div>
      ) : null}
      {data && data.media.length > 0 ? (
        <ul className="grid grid-cols-2 gap-2 max-sm:grid-cols-1">
          {data.media.map((medium) => (
            <li key={`${medium.url} ${medium.channel} ${medium.blockedHost}`}>
              <Medium medium={medium} />
            </li>
          ))}
        </ul>
      ) : null}
      <p role="status" className="flex items-center gap-2 text-sm text-muted empty:hidden">
        {query.isPending ? <span className="sr-only">{t('loading')}</span> : null}
        {query.isError ? t('failed') : null}
        {data?.isPartial ? t('partial') : null}
        {data && data.awaited.length > 0 ? t('awaited', { count: data.awaited.length }) : null}
        {hasNone && !data.isPartial && data.awaited.length === 0 ? t('none') : null}
        {query.isError || data?.isPartial ? (
          <Button size="sm" disabled={query.isFetching} onClick={() => void query.refetch()}>
            {t('retry')}
          </Button>
        ) : null}
      </p>
    </section>
  )
}

function Medium({ medium }: { medium: AlarmMedium }) {
  const t = useTranslations('alarmInbox.media')
  const formats = useFormats()
  const [isBroken, setBroken] = useState(false)
  const { kind, url, thumbnailUrl, channel, takenAt, blockedHost } = medium
  const name = channel === null ? t(`${kind}Plain`) : t(kind, { channel })
  if (url === null || isBroken)
    return (
      <div className={EMPTY}>
        <ImageOff aria-hidden className="size-5 text-faint" strokeWidth={1.5} />
        <p className="text-balance">
          {name}: {url === null ? t('blocked', { host: blockedHost ?? '' }) : t('broken')}
        </p>
      </div>
    )
  return (
    <figure className="overflow-hidden rounded-lg border border-line bg-sunken">
      {kind === 'photo' ? (
        <a href={url} target="_blank" rel="noreferrer" className="block">
          {/* biome-ignore lint/performance/noImgElement: pictures stay at the vendor, and the server fetches none of them. */}
          <img
            src={url}
            alt={name}
            loading="lazy"
            referrerPolicy="no-referrer"
            onError={() => setBroken(true)}
            className="aspect-video w-full object-cover"
          />
        </a>
      ) : (
        // biome-ignore lint/a11y/useMediaCaption: cameras of vehicles write no captions.
        <video
          src={url}
          poster={thumbnailUrl ?? undefined}
          controls
          preload="none"
          playsInline
          aria-label={name}
          onError={() => setBroken(true)}
          className="aspect-video w-full bg-ink object-contain"
        />
      )}
      <figcaption className="flex items-center justify-between gap-2 px-2.5 py-1.5 text-xs text-muted">
        <span className="min-w-0 truncate">
          {name}
          {takenAt === null ? null : ` · ${formats.time(Date.parse(takenAt))}`}
        </span>
        <a
          href={url}
          target="_blank"
          rel="noreferrer"
          className="flex size-6 shrink-0 items-center justify-center text-accent"
        >
          <ExternalLink aria-hidden className="size-3.5" />
          <span className="sr-only">{t('open')}</span>
        </a>
      </figcaption>
    </figure>
  )
}

const EMPTY =
  'flex aspect-video flex-col items-center justify-center gap-2 rounded-lg border border-line bg-sunken px-4 text-center text-sm text-muted'

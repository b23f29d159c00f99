'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { SeverityIcon } from '@/components/domain/severity-icon'
import { Banner } from '@/components/ui/banner'
import { Skeleton } from '@/components/ui/skeleton'
import { AlarmName } from '@/lib/client/alarm-names'
import { useTimeZone } from '@/lib/client/format/preferences'
import { useVideoEvents } from '@/lib/client/queries/video'
import type { VideoEvent, VideoStart } from '@/lib/domain/api/video'
import { dayKey } from '@/lib/domain/time'
import { monthSpan, thisMonth } from '../_hooks/months'
import type { useVideoAddress } from '../_hooks/use-video-address'
import { useVideoWords } from '../_hooks/use-video-words'
import { FileTile } from './file-grid'
import { Lightbox } from './lightbox'
import { MonthCalendar } from './month-calendar'
import { Notice } from './video-frame'

const MAX_SHOWN = 100

/** Alarms of a month that came with pictures. */
export function EventsTab({
  start,
  addressed: { address, go },
}: {
  start: VideoStart
  addressed: ReturnType<typeof useVideoAddress>
}) {
  const t = useTranslations('video.events')
  const zone = useTimeZone()
  const month = address.month ?? address.day?.slice(0, 7) ?? thisMonth(zone)
  const { data, error, refetch } = useVideoEvents(start.deviceId, monthSpan(month, zone))
  const counts = useMemo(() => (data ? countByDay(data.events, zone) : null), [data, zone])
  const shown = (data?.events ?? []).filter(
    ({ at }) => address.day === null || (at !== null && dayKey(new Date(at), zone) === address.day),
  )
  const files = shown.flatMap((event) => event.files)
  const open = files.findIndex(({ key }) => key === address.file)
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[20rem_minmax(0,1fr)]">
      <MonthCalendar
        month={month}
        counts={counts}
        chosen={address.day}
        onMonth={(next) => go({ month: next, day: null })}
        onDay={(day) => go({ day, month })}
      />
      <div className="grid min-w-0 gap-3">
        <p role="status" className="text-sm text-muted">
          {data ? t('count', { count: shown.length }) : error ? null : t('loading')}
        </p>
        {data?.hasMore || shown.length > MAX_SHOWN ? (
          <Banner tone="warning" title={t('more', { count: MAX_SHOWN })} className="rounded" />
        ) : null}
        {error && !data ? (
          <Notice isAlert title={t('failed')} body={t('failedBody')} onRetry={() => void refetch()} />
        ) : null}
        {!data && !error ? <Skeleton className="h-40 w-full" /> : null}
        {data && shown.length === 0 ? <Notice title={t('none')} body={t('noneBody')} /> : null}
        {shown.length > 0 ? (
          <ul aria-label={t('list')} className="grid gap-3">
            {shown.slice(0, MAX_SHOWN).map((event) => (
              <EventCard
                key={`${event.key} ${event.files[0]?.key}`}
                start={start}
                event={event}
                onOpen={(file) => go({ file })}
              />
            ))}
          </ul>
        ) : null}
      </div>
      {open >= 0 ? (
        <Lightbox
          start={start}
          files={files}
          index={open}
          onMove={(index) => go({ file: files[index]?.key ?? null })}
          onClose={() => go({ file: null })}
        />
      ) : null}
    </div>
  )
}

function EventCard({
  start,
  event,
  onOpen,
}: {
  start: VideoStart
  event: VideoEvent
  onOpen: (file: string) => void
}) {
  const t = useTranslations('video.events')
  const { formats } = useVideoWords()
  const atMs = event.at === null ? null : Date.parse(event.at)
  return (
    <li className="rounded-lg border border-line bg-panel p-3">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5 pb-2">
        <SeverityIcon severity={event.severity} />
        <h3 className="text-sm font-semibold">
          <bdi>
            <AlarmName name={event.name} />
          </bdi>
        </h3>
        <span className="text-sm text-muted">{t(`severities.${event.severity}`)}</span>
        {atMs === null ? null : (
          <time
            dateTime={event.at ?? undefined}
            title={formats.exactTime(atMs)}
            className="ms-auto text-sm text-muted tabular-nums"
          >
            {formats.dateTime(atMs)}
          </time>
        )}
      </div>
      {event.files.length === 0 ? <p className="text-sm text-muted">{t('noFiles')}</p> : null}
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-4">
        {event.files.map((file) => (
          <FileTile key={file.key} start={start} file={file} onOpen={() => onOpen(file.key)} />
        ))}
      </div>
    </li>
  )
}

function countByDay(events: readonly VideoEvent[], zone: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { at } of events) {
    if (at === null) continue
    const day = dayKey(new Date(at), zone)
    counts.set(day, (counts.get(day) ?? 0) + 1)
  }
  return counts
}

'use client'

import { Clock, LogIn, LogOut, type LucideIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/lib/client/format/use-formats'
import { useFenceEvents } from '@/lib/client/queries/fences'
import type { FenceEventRow } from '@/lib/domain/api/fences'
import type { FenceEventKind } from '@/lib/domain/geofence'

const ICONS: Record<FenceEventKind, LucideIcon> = { enter: LogIn, exit: LogOut, dwell: Clock }

/** Who came, went and stayed, the newest first. */
export function FenceEventList({ fenceId }: { fenceId: string }) {
  const t = useTranslations('fences.events')
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useFenceEvents(fenceId)
  const events = data?.pages.flatMap((page) => page.events) ?? []
  return (
    <section aria-labelledby="fence-events" className="space-y-2">
      <h3 id="fence-events" className="text-sm font-semibold">
        {t('title')}
      </h3>
      {data === undefined && !error ? <Skeleton className="h-24 w-full rounded" /> : null}
      {error && data === undefined ? (
        <p role="alert" className="flex items-center gap-2 text-sm text-muted">
          {t('failed')}
          <Button size="sm" onClick={() => void refetch()}>
            {t('retry')}
          </Button>
        </p>
      ) : null}
      {data !== undefined && events.length === 0 ? <p className="text-sm text-muted">{t('none')}</p> : null}
      <ol className="divide-y divide-line">
        {events.map((event) => (
          <Row key={`${event.at} ${event.kind} ${event.deviceId}`} event={event} />
        ))}
      </ol>
      {hasNextPage ? (
        <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </section>
  )
}

function Row({ event }: { event: FenceEventRow }) {
  const t = useTranslations('fences.events')
  const formats = useFormats()
  const { kind, deviceName, plate, at, enteredAt } = event
  const Icon = ICONS[kind]
  const atMs = Date.parse(at)
  const stayMs = atMs - Date.parse(enteredAt)
  return (
    <li className="flex items-start gap-2.5 py-2 text-sm">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
      <span className="min-w-0 grow">
        <bdi className="block truncate font-medium">{plate || deviceName}</bdi>
        <span className="text-muted">
          {kind === 'enter' ? t('enter') : t(kind, { duration: formats.duration(stayMs) })}
        </span>
      </span>
      <time dateTime={at} title={formats.exactTime(atMs)} className="shrink-0 text-muted tabular-nums">
        {formats.dateTime(atMs)}
      </time>
    </li>
  )
}

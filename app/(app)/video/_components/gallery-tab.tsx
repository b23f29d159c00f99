'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { ChoiceGroup } from '@/components/ui/choice-group'
import { Skeleton } from '@/components/ui/skeleton'
import { useTimeZone } from '@/lib/client/format/preferences'
import { useVideoFiles } from '@/lib/client/queries/video'
import type { VideoFile, VideoStart } from '@/lib/domain/api/video'
import { dayKey } from '@/lib/domain/time'
import { monthSpan, thisMonth } from '../_hooks/months'
import type { useVideoAddress } from '../_hooks/use-video-address'
import { LENS_FILTERS, MEDIA_FILTERS, type VideoAddress } from '../_hooks/video-address'
import { FileGrid } from './file-grid'
import { Lightbox } from './lightbox'
import { MonthCalendar } from './month-calendar'
import { Notice } from './video-frame'

/** Photos and clips of a month by days. */
export function GalleryTab({
  start,
  addressed: { address, go },
}: {
  start: VideoStart
  addressed: ReturnType<typeof useVideoAddress>
}) {
  const t = useTranslations('video.gallery')
  const zone = useTimeZone()
  const month = address.month ?? address.day?.slice(0, 7) ?? thisMonth(zone)
  const { data, error, refetch, isFetching } = useVideoFiles(start.deviceId, monthSpan(month, zone))
  const fitting = useMemo(
    () => (data?.files ?? []).filter((file) => isWanted(file, address)),
    [data, address],
  )
  const counts = useMemo(() => (data ? countByDay(fitting, zone) : null), [data, fitting, zone])
  const shown = fitting.filter((file) => address.day === null || dayOf(file, zone) === address.day)
  const open = shown.findIndex(({ key }) => key === address.file)
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[20rem_minmax(0,1fr)]">
      <div className="grid gap-4">
        <MonthCalendar
          month={month}
          counts={counts}
          chosen={address.day}
          onMonth={(next) => go({ month: next, day: null })}
          onDay={(day) => go({ day, month })}
        />
        <div className="flex flex-wrap gap-4">
          <ChoiceGroup
            label={t('media')}
            value={address.media}
            options={MEDIA_FILTERS.map((value) => ({ value, label: t(`filters.${value}`) }))}
            onChange={(media) => go({ media })}
          />
          <ChoiceGroup
            label={t('lens')}
            value={address.lens}
            options={LENS_FILTERS.map((value) => ({ value, label: t(`lenses.${value}`) }))}
            onChange={(lens) => go({ lens })}
          />
        </div>
      </div>
      <div className="grid min-w-0 gap-3">
        <div className="flex min-h-8 flex-wrap items-center gap-3">
          <p role="status" className="grow text-sm text-muted">
            {data ? t('count', { count: shown.length }) : t('loading')}
          </p>
          <Button disabled={isFetching} onClick={() => void refetch()}>
            {t('refresh')}
          </Button>
        </div>
        {data?.hasMore ? <Banner tone="warning" title={t('more')} className="rounded" /> : null}
        {error && !data ? (
          <Notice isAlert title={t('failed')} body={t('failedBody')} onRetry={() => void refetch()} />
        ) : null}
        {!data && !error ? <GridSkeleton /> : null}
        {data && shown.length === 0 ? <Notice title={t('none')} body={t('noneBody')} /> : null}
        <FileGrid start={start} files={shown} label={t('list')} onOpen={(file) => go({ file: file.key })} />
      </div>
      {open >= 0 ? (
        <Lightbox
          start={start}
          files={shown}
          index={open}
          onMove={(index) => go({ file: shown[index]?.key ?? null })}
          onClose={() => go({ file: null })}
        />
      ) : null}
    </div>
  )
}

function isWanted(file: VideoFile, { media, lens }: VideoAddress): boolean {
  if (lens !== 'all' && file.lens !== lens) return false
  if (media === 'event') return file.alarmAt !== null
  return media === 'all' || file.media === media
}

function dayOf({ at }: VideoFile, zone: string): string | null {
  return at === null ? null : dayKey(new Date(at), zone)
}

function countByDay(files: readonly VideoFile[], zone: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const file of files) {
    const day = dayOf(file, zone)
    if (day !== null) counts.set(day, (counts.get(day) ?? 0) + 1)
  }
  return counts
}

function GridSkeleton() {
  return (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-4">
      {['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((key) => (
        <Skeleton key={key} className="aspect-video w-full" />
      ))}
    </div>
  )
}

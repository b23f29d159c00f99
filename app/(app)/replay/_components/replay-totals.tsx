'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { lazy } from 'react'
import { Banner } from '@/components/ui/banner'
import { buttonClasses } from '@/components/ui/button'
import { MenuOpener } from '@/components/ui/menu-opener'
import { useMay } from '@/lib/client/queries/people'
import { untilLoaded } from '@/lib/client/until-loaded'
import type { ReplayChoice } from '../_hooks/replay-address'
import type { ReplayTrack } from '../_hooks/use-replay-tracks'
import { useReplayWords } from './replay-words'

const loadMenu = () => import('./export-menu')
const ExportMenu = lazy(() => untilLoaded(loadMenu).then((module) => ({ default: module.ExportMenu })))

export type ReplayTotalsProps = {
  tracks: readonly ReplayTrack[]
  focus: ReplayTrack
  choice: ReplayChoice
}

/** Distance, times and speeds of the vehicle in focus, and the way to a file of all. */
export function ReplayTotals({ tracks, focus, choice }: ReplayTotalsProps) {
  const t = useTranslations('replay.totals')
  const words = useReplayWords()
  const mayExport = useMay('export')
  const { totals, gaps } = focus.story
  const facts = [
    { key: 'distance', value: words.way(totals.distanceM) },
    { key: 'moving', value: words.span(totals.movingMs) },
    { key: 'idling', value: words.span(totals.idleMs) },
    { key: 'parked', value: words.span(totals.parkedMs) },
    { key: 'top', value: words.speed(totals.topSpeedKph) },
    { key: 'mean', value: words.speed(totals.meanSpeedKph) },
  ] as const
  const trigger = (
    <>
      <Download aria-hidden className="size-4" />
      {t('export')}
    </>
  )
  const look = buttonClasses({ size: 'sm' })
  return (
    <section
      aria-label={t('title', { vehicle: focus.name })}
      className="border-y border-line px-4 py-2.5 max-md:px-3"
    >
      <div className="mb-1.5 flex min-h-7 items-center gap-2">
        <h2 className="min-w-0 grow truncate text-sm font-semibold">
          <bdi>{focus.name}</bdi>
        </h2>
        {mayExport ? (
          <MenuOpener trigger={trigger} triggerClassName={look} preload={loadMenu}>
            <ExportMenu trigger={trigger} triggerClassName={look} tracks={tracks} choice={choice} />
          </MenuOpener>
        ) : null}
      </div>
      <dl className="grid grid-cols-3 gap-x-3 gap-y-1.5">
        {facts.map(({ key, value }) => (
          <div key={key}>
            <dt className="text-xs text-muted">{t(key)}</dt>
            <dd className="font-semibold tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      {gaps.length > 0 ? (
        <p className="mt-1.5 text-xs text-muted">
          {t('gaps', {
            count: gaps.length,
            time: words.span(totals.unknownMs),
            way: words.way(totals.gapDistanceM),
          })}
        </p>
      ) : null}
      {focus.cutAtMs === null ? null : (
        <Banner tone="warning" title={t('cutTitle')} className="-mx-4 mt-2 max-md:-mx-3">
          {t('cutBody', { until: words.dateTime(focus.cutAtMs) })}
        </Banner>
      )}
    </section>
  )
}

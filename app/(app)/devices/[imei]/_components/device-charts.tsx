'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/lib/client/format/use-formats'
import { useDeviceGaps } from '@/lib/client/queries/gaps'
import { useReadings } from '@/lib/client/queries/telemetry'
import { SERIES_KINDS, type Series } from '@/lib/domain/api/telemetry'
import type { GapSpan } from '../_hooks/gap-points'
import type { ShownSpan } from '../_hooks/series-points'
import { ChartsSkeleton } from './device-frame'
import { GapNotes } from './gap-notes'
import { SeriesCard } from './series-card'

const NO_GAPS: readonly GapSpan[] = []

/** A chart for each thing that was told, and one quiet line for what was not. */
export function DeviceCharts({ deviceId, spanMs }: { deviceId: string; spanMs: number }) {
  const t = useTranslations('devicePage')
  const formats = useFormats()
  const { data: gaps = NO_GAPS } = useDeviceGaps(deviceId, spanMs)
  const { data, error, refetch, isPlaceholderData } = useReadings(deviceId, { kinds: SERIES_KINDS, spanMs })
  if (!data) return error ? <Failure onRetry={() => void refetch()} /> : <ChartsSkeleton />
  const missing = SERIES_KINDS.filter((kind) => data.series.every((series) => series.kind !== kind))
  const words = missing.map((kind) => t(`kinds.${kind}`))
  return (
    <section aria-label={t('charts')} aria-busy={isPlaceholderData} className="py-4">
      {error ? (
        <Banner tone="warning" title={t('staleTitle')} className="mb-4 rounded-lg">
          {t('staleBody')}
        </Banner>
      ) : null}
      {data.cutKinds.length > 0 ? <p className="mb-3 text-sm text-muted">{t('cut')}</p> : null}
      <h2 className="sr-only">{t('charts')}</h2>
      <GapNotes gaps={gaps} about="body" className="mb-3 space-y-1" />
      {data.series.length === 0 ? <Nothing /> : <Grid series={data.series} span={data} gaps={gaps} />}
      {words.length === 0 || data.series.length === 0 ? null : (
        <p className="mt-3 text-sm text-muted">{t('missing', { kinds: formats.list(words) })}</p>
      )}
    </section>
  )
}

type GridProps = { series: readonly Series[]; span: ShownSpan; gaps: readonly GapSpan[] }

function Grid({ series, span, gaps }: GridProps) {
  const ordered = SERIES_KINDS.flatMap((kind) => series.filter((each) => each.kind === kind))
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      {ordered.map((each) => (
        <SeriesCard key={`${each.kind} ${each.part} ${each.unit}`} series={each} span={span} gaps={gaps} />
      ))}
    </div>
  )
}

function Nothing() {
  const t = useTranslations('devicePage')
  return (
    <div className="rounded-lg border border-line bg-panel px-4 py-10 text-center">
      <p className="text-base font-semibold">{t('nothingTitle')}</p>
      <p className="mx-auto mt-1 max-w-md text-sm text-muted">{t('nothingBody')}</p>
    </div>
  )
}

function Failure({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations('devicePage')
  return (
    <div
      role="alert"
      className="my-4 flex flex-col items-center gap-3 rounded-lg border border-line bg-panel px-4 py-10 text-center"
    >
      <p className="text-base font-semibold">{t('failureTitle')}</p>
      <p className="max-w-sm text-sm text-balance text-muted">{t('failureBody')}</p>
      <Button variant="primary" onClick={onRetry}>
        {t('retry')}
      </Button>
    </div>
  )
}

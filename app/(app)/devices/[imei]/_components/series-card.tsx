'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { SeriesChart } from '@/components/ui/series-chart'
import { useFormatPreferences } from '@/lib/client/format/preferences'
import { inShownUnit, shownUnit } from '@/lib/client/format/series-unit'
import { useFormats } from '@/lib/client/format/use-formats'
import { useShownTheme } from '@/lib/client/use-shown-theme'
import type { Series, SeriesKind } from '@/lib/domain/api/telemetry'
import { blanksOf, brokenAt, type GapSpan } from '../_hooks/gap-points'
import { onForMs, pointsOf, type ShownSpan } from '../_hooks/series-points'

export type SeriesCardProps = {
  series: Series
  span: ShownSpan
  /** Where nothing could be received. */
  gaps: readonly GapSpan[]
}

/** One series as a chart, in the reader's units. */
export function SeriesCard({ series, span, gaps }: SeriesCardProps) {
  const t = useTranslations('devicePage')
  const tGaps = useTranslations('gaps.device')
  const formats = useFormats()
  const { timeZone } = useFormatPreferences()
  const { value, say } = useUnit(series)
  const spans = useMemo(() => blanksOf(series, gaps), [series, gaps])
  const points = useMemo(
    () => brokenAt(pointsOf({ ...series, value }, span), spans, series.kind === 'ignition'),
    [series, value, span, spans],
  )
  const isLong = span.toMs - span.fromMs > DAY_MS
  const title = t(`kinds.${series.kind}`)
  return (
    <SeriesChart
      {...points}
      fromMs={span.fromMs}
      toMs={span.toMs}
      title={series.part === null ? title : t(`parts.${partKind(series.kind)}`, { part: series.part })}
      hint={series.kind === 'obd' ? t('obdHint') : undefined}
      keysHint={t('keysHint')}
      shape={series.kind === 'ignition' ? 'band' : 'line'}
      isFromZero={series.kind === 'speed'}
      colour={COLOURS[series.kind]}
      facts={useFacts(series, { value, say, toMs: span.toMs })}
      formatTick={say}
      formatValue={say}
      formatTime={(atMs) => (isLong ? withoutSeconds(formats.dateTime(atMs)) : formats.time(atMs))}
      formatMoment={formats.dateTime}
      timeZone={timeZone}
      blanks={useMemo(() => ({ spans, word: tGaps('title') }), [spans, tGaps])}
      group="device-page"
      theme={useShownTheme()}
    />
  )
}

/** "15 Jan, 12:04:31" as "15 Jan, 12:04". */
function withoutSeconds(text: string): string {
  return text.replace(/:\d\d(?!.*:)/, '')
}

const DAY_MS = 24 * 3_600_000

const COLOURS: Record<SeriesKind, string> = {
  speed: '--accent',
  ignition: '--status-moving',
  fuel: '--status-idling',
  temperature: '--danger',
  humidity: '--status-parked',
  battery: '--status-moving',
  batteryVoltage: '--status-expired',
  externalVoltage: '--status-expired',
  obd: '--muted',
}

function partKind(kind: SeriesKind): 'fuel' | 'obd' {
  return kind === 'fuel' ? 'fuel' : 'obd'
}

type InUnits = { value: number[]; say: (value: number) => string }

/** The values in the reader's unit, and how one of them is said. */
function useUnit({ kind, unit, value }: Series): InUnits {
  const t = useTranslations('devicePage')
  const tUnits = useTranslations('units')
  const formats = useFormats()
  const preferences = useFormatPreferences()
  const shown = useMemo(
    () => value.map((each) => inShownUnit(each, unit, preferences)),
    [value, unit, preferences],
  )
  const word = shownUnit(unit, preferences)
  const say = (number: number): string => {
    if (kind === 'ignition') return t(number >= 0.5 ? 'on' : 'off')
    const text = formats.decimal(number)
    return word === null ? text : tUnits(word, { value: text })
  }
  return { value: shown, say }
}

/** Last, lowest and highest; of on and off how it stands and how long it was on. */
function useFacts({ kind, at, count }: Series, { value, say, toMs }: InUnits & { toMs: number }) {
  const t = useTranslations('devicePage')
  const formats = useFormats()
  const last = value.at(-1) ?? 0
  const readings = { label: t('readings'), value: formats.number(count) }
  if (kind === 'ignition') {
    const onMs = onForMs({ at, value }, toMs)
    return [
      { label: t('last'), value: say(last) },
      { label: t('onFor'), value: onMs === 0 ? '–' : formats.duration(onMs) },
      readings,
    ]
  }
  return [
    { label: t('last'), value: say(last) },
    { label: t('lowest'), value: say(value.reduce((a, b) => Math.min(a, b), last)) },
    { label: t('highest'), value: say(value.reduce((a, b) => Math.max(a, b), last)) },
    readings,
  ]
}

'use client'

import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { latePart } from '@/components/ui/late-part'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormatPreferences, useTimeZone } from '@/lib/client/format/preferences'
import { type TracksQuestion, useTrackReadings } from '@/lib/client/queries/tracks'
import type { Player } from '@/lib/client/replay/player'
import { useShownTheme } from '@/lib/client/use-shown-theme'
import { type ChartSeries, chartSeries, cutFromMs } from '../_hooks/chart-series'
import type { ReplayTrack } from '../_hooks/use-replay-tracks'
import { type ChartPoint, ChartReadout } from './chart-readout'
import { useReplayWords } from './replay-words'

const SeriesPlot = latePart(() => import('@/components/ui/series-plot').then((module) => module.SeriesPlot), {
  waiting: () => <Skeleton className="h-33" />,
})

/** Where the plot begins and ends within its canvas, see components/ui/series-plot.tsx. */
const PLOT_START_PX = 62
const PLOT_END_PX = 28
const DAY_MS = 86_400_000

export type ReplayChartProps = { track: ReplayTrack; player: Player; question: TracksQuestion }

/** Speed, fuel or temperature under the map. A line shows where the cursor is, and a click moves it there. */
export function ReplayChart({ track, player, question }: ReplayChartProps) {
  const t = useTranslations('replay.chart')
  const words = useReplayWords()
  const nameInUnit = useNameInUnit()
  const preferences = useFormatPreferences()
  const theme = useShownTheme()
  const zone = useTimeZone()
  const readings = useTrackReadings(track.id, question)
  const all = useMemo(
    () => chartSeries(track.story, readings.data, preferences),
    [track, readings.data, preferences],
  )
  const [chosen, setChosen] = useState('speed')
  const series = all.find(({ key }) => key === chosen) ?? all[0]
  const say = useSay(series?.unit ?? null)
  const blanks = useMemo(() => ({ spans: track.story.gaps, word: t('gap') }), [track, t])
  const hovered = useRef<number | null>(null)
  const [point, setPoint] = useState<ChartPoint | null>(null)
  const [hasKeys, setHasKeys] = useState(false)
  const keysId = useId()
  const { fromMs, toMs } = player.span
  if (series === undefined) return null
  const cutMs = cutFromMs(series, readings.data)
  return (
    <figure className="mt-1">
      <figcaption className="flex flex-wrap items-center gap-x-1">
        <span className="sr-only">{t('title', { vehicle: track.name })}</span>
        {all.map(({ key, kind, part, unit }) => (
          <button
            key={key}
            type="button"
            aria-pressed={key === series.key}
            onClick={() => setChosen(key)}
            className={classNames(TAB, 'pointer-coarse:min-h-touch')}
          >
            {nameInUnit(part === null ? t(kind) : t('fuelPart', { part }), unit)}
          </button>
        ))}
        <ChartReadout
          series={series}
          player={player}
          point={point}
          hasKeys={hasKeys}
          say={say}
          sayTime={words.dateTime}
        />
      </figcaption>
      {cutMs === null ? null : (
        <p className="px-2.5 text-xs text-muted">{t('cut', { from: words.dateTime(cutMs) })}</p>
      )}
      <p id={keysId} className="sr-only">
        {t('keys')}
      </p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the plot within takes the focus and the keys. */}
      <div
        className="relative cursor-crosshair"
        onClick={() => hovered.current !== null && player.seek(hovered.current)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && hovered.current !== null) player.seek(hovered.current)
        }}
      >
        <SeriesPlot
          at={series.at}
          value={series.value}
          blanks={blanks}
          fromMs={fromMs}
          toMs={toMs}
          shape="line"
          colour={series.colour}
          formatTick={say}
          formatTime={(atMs) =>
            toMs - fromMs > DAY_MS ? words.dateTime(atMs).replace(/:\d\d(?!.*:)/, '') : words.time(atMs)
          }
          timeZone={zone}
          isFromZero={series.kind === 'speed'}
          label={t('title', { vehicle: track.name })}
          describedBy={keysId}
          onKeys={setHasKeys}
          group="replay"
          theme={theme}
          onCursor={(next) => {
            hovered.current = next?.atMs ?? null
            setPoint(next)
          }}
        />
        <CursorLine player={player} />
      </div>
    </figure>
  )
}

type Unit = ChartSeries['unit']

/** "Fuel 1 (L)" */
function useNameInUnit() {
  const t = useTranslations('replay.chart')
  const tUnits = useTranslations('units')
  return (what: string, unit: Unit) =>
    unit === null ? what : t('inUnit', { what, unit: tUnits(unit, { value: '' }).trim() })
}

/** "41.5 L", the same function as long as the unit is the same. */
function useSay(unit: Unit) {
  const tUnits = useTranslations('units')
  const { decimal } = useReplayWords()
  return useCallback(
    (value: number) => (unit === null ? decimal(value) : tUnits(unit, { value: decimal(value) })),
    [unit, decimal, tUnits],
  )
}

const TAB =
  'rounded-full px-2.5 py-0.5 text-xs font-medium text-muted hover:bg-sunken hover:text-ink aria-pressed:bg-accent-soft ' +
  'aria-pressed:text-accent'

/** Moved with every frame past React, by transform alone. */
function CursorLine({ player }: { player: Player }) {
  const hostRef = useRef<HTMLDivElement>(null)
  const lineRef = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let widthPx = 0
    const move = () => {
      const { fromMs, toMs } = player.span
      const share = (player.cursorMs - fromMs) / Math.max(1, toMs - fromMs)
      const line = lineRef.current
      if (line) line.style.transform = `translateX(${(share * widthPx).toFixed(1)}px)`
    }
    const observer = new ResizeObserver(([entry]) => {
      widthPx = entry?.contentRect.width ?? 0
      move()
    })
    if (hostRef.current) observer.observe(hostRef.current)
    const leaveMoves = player.onMove(move)
    const leaveChanges = player.onChange(move)
    return () => {
      observer.disconnect()
      leaveMoves()
      leaveChanges()
    }
  }, [player])
  return (
    <div
      ref={hostRef}
      aria-hidden
      className="pointer-events-none absolute top-2 bottom-6"
      style={{ left: PLOT_START_PX, right: PLOT_END_PX }}
    >
      <div ref={lineRef} className="h-full w-0.5 -ms-px bg-ink" />
    </div>
  )
}

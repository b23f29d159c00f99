// What the replay's chart can show of one vehicle, thinned to what a screen can draw and in the reader's units.

import type { FormatPreferences } from '@/lib/client/format/preferences'
import type { Readings, Series } from '@/lib/domain/api/telemetry'
import { downsample } from '@/lib/domain/downsample'
import { valueAt } from '@/lib/domain/track/points'
import type { TrackStory } from '@/lib/domain/track/story'
import { fromCelsius, fromKm } from '@/lib/domain/units'

export type ChartSeries = {
  key: string
  kind: 'speed' | 'fuel' | 'temperature'
  part: number | null
  /** Ascending; null values are gaps. */
  at: readonly number[]
  value: readonly (number | null)[]
  /** Name of a CSS variable. */
  colour: string
}

const MAX_POINTS = 2_000
/** Readings further apart than this share of the whole are not joined. */
const JOINED_SHARE = 1 / 24

/** Speed first, where any was told; then fuel and temperature, where the vehicle tells them. */
export function chartSeries(
  story: TrackStory,
  readings: Readings | undefined,
  { units, temperatureUnit }: Pick<FormatPreferences, 'units' | 'temperatureUnit'>,
): ChartSeries[] {
  const speed = speedSeries(story, (kph) => fromKm(kph, units))
  const others = (readings?.series ?? []).flatMap((series): ChartSeries[] => {
    if (series.kind === 'fuel') return [readingSeries(series, 'fuel', (value) => value)]
    if (series.kind === 'temperature')
      return [readingSeries(series, 'temperature', (celsius) => fromCelsius(celsius, temperatureUnit))]
    return []
  })
  return [...speed, ...others]
}

function speedSeries({ track, gaps }: TrackStory, inUnits: (kph: number) => number): ChartSeries[] {
  const at: number[] = []
  const value: number[] = []
  for (const index of track.good) {
    const kph = valueAt(track.points.speedKph, index)
    if (!Number.isFinite(kph)) continue
    at.push(valueAt(track.points.atMs, index))
    value.push(inUnits(kph))
  }
  if (at.length === 0) return []
  const thinned = downsample({ at, value }, MAX_POINTS)
  const holes = gaps.map(({ fromMs }) => fromMs)
  return [{ key: 'speed', kind: 'speed', part: null, colour: '--accent', ...withHoles(thinned, holes) }]
}

/** The line ends where a gap begins. */
function withHoles(
  { at, value }: { at: readonly number[]; value: readonly number[] },
  holesMs: readonly number[],
): Pick<ChartSeries, 'at' | 'value'> {
  const times: number[] = []
  const values: (number | null)[] = []
  let hole = 0
  at.forEach((atMs, index) => {
    while (hole < holesMs.length && (holesMs[hole] ?? 0) < atMs) {
      const holeMs = (holesMs[hole] ?? 0) + 1
      if (times.length > 0 && holeMs > (times.at(-1) ?? 0)) {
        times.push(holeMs)
        values.push(null)
      }
      hole += 1
    }
    if (atMs <= (times.at(-1) ?? Number.NEGATIVE_INFINITY)) return
    times.push(atMs)
    values.push(value[index] ?? null)
  })
  return { at: times, value: values }
}

function readingSeries(
  series: Series,
  kind: 'fuel' | 'temperature',
  inUnits: (value: number) => number,
): ChartSeries {
  const { at, part } = series
  const joinedMs = ((at.at(-1) ?? 0) - (at[0] ?? 0)) * JOINED_SHARE
  const holes = at.filter((atMs, index) => (at[index + 1] ?? atMs) - atMs > joinedMs)
  return {
    key: `${kind} ${part ?? ''}`,
    kind,
    part,
    colour: kind === 'fuel' ? '--status-idling' : '--danger',
    ...withHoles({ at, value: series.value.map(inUnits) }, holes),
  }
}

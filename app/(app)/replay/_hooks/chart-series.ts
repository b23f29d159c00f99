// What the replay's chart can show of one vehicle, thinned to what a screen can draw and in the reader's units.

import type { FormatPreferences } from '@/lib/client/format/preferences'
import { inShownUnit, shownUnit } from '@/lib/client/format/series-unit'
import type { Readings, Series } from '@/lib/domain/api/telemetry'
import { downsample } from '@/lib/domain/downsample'
import { valueAt } from '@/lib/domain/track/points'
import type { TrackStory } from '@/lib/domain/track/story'

export type ChartSeries = {
  key: string
  kind: 'speed' | 'fuel' | 'temperature'
  part: number | null
  /** Message under `units` that the values are said with; null where the unit is not known. */
  unit: string | null
  /** Ascending; null values are gaps. */
  at: readonly number[]
  value: readonly (number | null)[]
  /** Name of a CSS variable. */
  colour: string
}

const MAX_POINTS = 2_000
/** Readings further apart than this share of the whole are not joined. */
const JOINED_SHARE = 1 / 24

type Units = Pick<FormatPreferences, 'units' | 'temperatureUnit' | 'volumeUnit'>

/** Speed first, where any was told; then fuel and temperature, where the vehicle tells them. */
export function chartSeries(
  story: TrackStory,
  readings: Readings | undefined,
  preferences: Units,
): ChartSeries[] {
  const others = (readings?.series ?? []).flatMap((series): ChartSeries[] => {
    const { kind } = series
    return kind === 'fuel' || kind === 'temperature' ? [readingSeries(series, kind, preferences)] : []
  })
  return [...speedSeries(story, preferences), ...others]
}

/** When a line begins that may lack its oldest readings, as there were more of its kind than could be read; null for a whole one. */
export function cutFromMs({ kind, at }: ChartSeries, readings: Readings | undefined): number | null {
  return kind !== 'speed' && readings?.cutKinds.includes(kind) ? (at[0] ?? null) : null
}

/** What was last told at a moment; null before the first reading and where the line is interrupted. */
export function toldAt({ at, value }: ChartSeries, atMs: number): number | null {
  let low = 0
  let high = at.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((at[middle] ?? 0) <= atMs) low = middle + 1
    else high = middle
  }
  return value[low - 1] ?? null
}

function speedSeries({ track, gaps }: TrackStory, preferences: Units): ChartSeries[] {
  const at: number[] = []
  const value: number[] = []
  for (const index of track.good) {
    const kph = valueAt(track.points.speedKph, index)
    if (!Number.isFinite(kph)) continue
    at.push(valueAt(track.points.atMs, index))
    value.push(inShownUnit(kph, 'kph', preferences))
  }
  if (at.length === 0) return []
  const thinned = downsample({ at, value }, MAX_POINTS)
  const holes = gaps.map(({ fromMs }) => fromMs)
  const unit = shownUnit('kph', preferences)
  return [{ key: 'speed', kind: 'speed', part: null, unit, colour: '--accent', ...withHoles(thinned, holes) }]
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

function readingSeries(series: Series, kind: 'fuel' | 'temperature', preferences: Units): ChartSeries {
  const { at, part, unit } = series
  const joinedMs = ((at.at(-1) ?? 0) - (at[0] ?? 0)) * JOINED_SHARE
  const holes = at.filter((atMs, index) => (at[index + 1] ?? atMs) - atMs > joinedMs)
  return {
    // A sensor that was set to another unit has a line in each.
    key: `${kind} ${part ?? ''} ${unit ?? ''}`,
    kind,
    part,
    unit: shownUnit(unit, preferences),
    colour: kind === 'fuel' ? '--status-idling' : '--danger',
    ...withHoles({ at, value: series.value.map((value) => inShownUnit(value, unit, preferences)) }, holes),
  }
}

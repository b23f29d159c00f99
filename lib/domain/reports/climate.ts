// What the readings of a thermometer tell: extremes, the mean over time, and times outside a band. A reading holds until the
// next, but for 30 minutes at most: after that nothing is known.

import type { TimeSpan } from '../track/spans'
import type { ClimateReading } from './vehicle-data'

/** A time without a pause on one side of the band. */
export type Excursion = TimeSpan & { side: 'above' | 'below'; worstC: number; meanC: number }

export type ClimateSummary = {
  minC: number
  maxC: number
  /** By time. */
  meanC: number
  minMs: number
  maxMs: number
  /** Time that readings hold for. */
  coveredMs: number
  outMs: number
  excursions: Excursion[]
  readings: number
}

/** An end of the band itself is within it; null leaves that side open. */
export type Band = { minC: number | null; maxC: number | null }

const HOLDS_MS = 30 * 60_000

/** Readings within a span, ascending; null without any. */
export function climateSummary(
  readings: readonly ClimateReading[],
  span: TimeSpan,
  band: Band,
): ClimateSummary | null {
  const [first] = readings
  if (first === undefined) return null
  let [min, max] = [first, first]
  let [coveredMs, degreeMs] = [0, 0]
  const excursions: Open[] = []
  readings.forEach((reading, index) => {
    const { atMs, temperatureC } = reading
    if (temperatureC < min.temperatureC) min = reading
    if (temperatureC > max.temperatureC) max = reading
    const untilMs = Math.min(readings[index + 1]?.atMs ?? span.toMs, atMs + HOLDS_MS, span.toMs)
    const heldMs = Math.max(0, untilMs - atMs)
    coveredMs += heldMs
    degreeMs += heldMs * temperatureC
    note(excursions, { ...reading, untilMs: atMs + heldMs, side: sideOf(temperatureC, band) })
  })
  const told = excursions.map(({ degreeMs: sum, ...excursion }) => {
    const ms = excursion.toMs - excursion.fromMs
    return { ...excursion, meanC: ms > 0 ? sum / ms : excursion.worstC }
  })
  return {
    minC: min.temperatureC,
    maxC: max.temperatureC,
    meanC: coveredMs > 0 ? degreeMs / coveredMs : first.temperatureC,
    minMs: min.atMs,
    maxMs: max.atMs,
    coveredMs,
    outMs: told.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0),
    excursions: told,
    readings: readings.length,
  }
}

type Open = Omit<Excursion, 'meanC'> & { degreeMs: number }

function sideOf(temperatureC: number, { minC, maxC }: Band): Excursion['side'] | null {
  if (maxC !== null && temperatureC > maxC) return 'above'
  return minC !== null && temperatureC < minC ? 'below' : null
}

/** Prolongs the last excursion, or begins one. */
function note(
  excursions: Open[],
  { atMs, temperatureC, untilMs, side }: ClimateReading & { untilMs: number; side: Excursion['side'] | null },
): void {
  if (side === null) return
  const degreeMs = (untilMs - atMs) * temperatureC
  const last = excursions.at(-1)
  if (last?.side !== side || last.toMs !== atMs) {
    excursions.push({ fromMs: atMs, toMs: untilMs, side, worstC: temperatureC, degreeMs })
    return
  }
  last.toMs = untilMs
  last.degreeMs += degreeMs
  last.worstC = side === 'above' ? Math.max(last.worstC, temperatureC) : Math.min(last.worstC, temperatureC)
}

// What the levels of a fuel sensor tell: refuels, drains, and what was used. The rules:
// levels are the median of five readings in a row, against slosh. A rise of at least `minChangePercent` of the highest level
// seen, within an hour and without a pause of more than 15 minutes, is a refuel; a fall as large is a drain if the vehicle went
// less than a kilometre meanwhile. A silence between two readings counts as one step, however long, so that what was taken
// overnight is seen. Used is what was there, plus refuelled, less drained, less what is left.

import type { TimeSpan } from '../track/spans'
import type { FuelReading } from './vehicle-data'

export type FuelEvent = TimeSpan & { kind: 'refuel' | 'drain'; before: number; after: number }

/** Of one sensor, in its unit. */
export type FuelSummary = {
  start: number
  end: number
  lowest: number
  highest: number
  events: FuelEvent[]
  refuelled: number
  drained: number
  /** Never below 0: what came without a jump large enough is not seen. */
  used: number
  readings: number
}

export type FuelRule = {
  minChangePercent: number
  /** How far the vehicle went in a span; 0 where that is not known. */
  movedM: (span: TimeSpan) => number
}

const WINDOW = 5
const LONGEST_MS = 3_600_000
const PAUSE_MS = 15 * 60_000
/** Readings go back and forth by this share of the highest level without meaning it. */
const NOISE_SHARE = 0.01
const DRAINED_WITHIN_M = 1_000

/** One sensor's readings, ascending; null without any. */
export function fuelSummary(readings: readonly FuelReading[], rule: FuelRule): FuelSummary | null {
  if (readings.length === 0) return null
  const levels = smoothed(readings.map(({ value }) => value))
  const [start = 0] = levels
  const end = levels.at(-1) ?? start
  const highest = levels.reduce((most, level) => Math.max(most, level), start)
  const lowest = levels.reduce((least, level) => Math.min(least, level), start)
  const events = jumpsOf(readings, { levels, highest, rule })
  const sum = (kind: FuelEvent['kind']) =>
    events.reduce((all, event) => all + (event.kind === kind ? Math.abs(event.after - event.before) : 0), 0)
  const [refuelled, drained] = [sum('refuel'), sum('drain')]
  const used = Math.max(0, start + refuelled - drained - end)
  return { start, end, lowest, highest, events, refuelled, drained, used, readings: readings.length }
}

/** Each value as the median of itself and up to two on either side, as many on one side as on the other. */
export function smoothed(values: readonly number[]): number[] {
  return values.map((_, index) => {
    const reach = Math.min((WINDOW - 1) / 2, index, values.length - 1 - index)
    const near = values.slice(index - reach, index + reach + 1).sort((a, b) => a - b)
    return near[reach] ?? 0
  })
}

type Jumps = { levels: readonly number[]; highest: number; rule: FuelRule }

function jumpsOf(readings: readonly FuelReading[], { levels, highest, rule }: Jumps): FuelEvent[] {
  const leastChange = (rule.minChangePercent / 100) * highest
  const noise = NOISE_SHARE * highest
  const at = (index: number) => readings[index]?.atMs ?? 0
  const level = (index: number) => levels[index] ?? 0
  const events: FuelEvent[] = []
  let index = 0
  while (index < levels.length - 1) {
    const extreme = endOfRun(index, { count: levels.length, at, level, noise })
    const change = level(extreme) - level(index)
    const span = { fromMs: at(index), toMs: at(extreme) }
    const isJump = Math.abs(change) >= leastChange && leastChange > 0
    if (isJump && (change > 0 || rule.movedM(span) < DRAINED_WITHIN_M)) {
      const kind = change > 0 ? 'refuel' : 'drain'
      events.push({ ...span, kind, before: level(index), after: level(extreme) })
      index = extreme
    } else index += 1
  }
  return events
}

type Run = { count: number; at: (index: number) => number; level: (index: number) => number; noise: number }

/** How far levels go one way from a reading on, within the time of one event. */
function endOfRun(from: number, { count, at, level, noise }: Run): number {
  const way = Math.sign(level(from + 1) - level(from))
  let extreme = from + 1
  if (way === 0) return extreme
  for (let next = from + 2; next < count; next++) {
    if (at(next) - at(from) > LONGEST_MS || at(next) - at(extreme) > PAUSE_MS) break
    const further = way * (level(next) - level(extreme))
    if (further > 0) extreme = next
    else if (-further > noise) break
  }
  return extreme
}

// Work patterns: what a group of vehicles does on each of fourteen days, as a chain of drives and stops.
// The pattern fixes routes and therefore distances; each vehicle and date adds its own small delays.

import { below, between, hashText, mix, unit } from './random'
import type { Work } from './roles'
import type { Route } from './route'
import { SHIFT_TIMES, type Shift } from './shift'
import type { Territory } from './territory'

/** Length of the cycle after which a pattern repeats. */
export const CYCLE_DAYS = 14

/** A drive and the stop after it. `slowdown` stretches the free-flow time for the traffic of that hour. */
export type Leg = { readonly route: Route; readonly slowdown: number; readonly stopS: number }

export type PatternDay = {
  readonly legs: readonly Leg[]
  readonly distanceM: number
  /** Per leg free-flow seconds, slowdown, seconds of the stop, metres driven before: side by side, since all days are walked. */
  readonly timing: Float64Array
}

/** Numbers per leg in `timing`. */
export const TIMING_STRIDE = 4

export type Pattern = {
  readonly days: readonly PatternDay[]
  /** Metres driven before day i of the cycle; the last entry is the whole cycle. */
  readonly distanceBeforeM: Float64Array
  /** The drive that ended at the place where the first day begins. */
  readonly homecoming: Leg
}

/** Largest stretch that a vehicle and date may add to drives and to stops; the pattern leaves room for it. */
export const DRIVE_JITTER = 0.06
export const STOP_JITTER = 0.2

type Rule = {
  readonly shortStopS: number
  readonly longStopS: number
  readonly longShare: number
  readonly traffic: number
}

const RULES: Readonly<Record<Work, Rule>> = {
  city: { shortStopS: 195, longStopS: 1800, longShare: 0.08, traffic: 1 },
  scooter: { shortStopS: 180, longStopS: 1500, longShare: 0.08, traffic: 0.5 },
  regional: { shortStopS: 420, longStopS: 2400, longShare: 0.2, traffic: 0.6 },
  haul: { shortStopS: 900, longStopS: 3000, longShare: 0.3, traffic: 0.4 },
  asset: { shortStopS: 900, longStopS: 3600, longShare: 0.5, traffic: 0.5 },
}

/** Builds pattern number `number` of a territory for a kind of work and a shift. */
export function buildPattern(
  territory: Territory,
  input: { work: Work; shift: Shift; number: number },
): Pattern {
  const hash = mix(hashText(`${territory.stops[0]?.key}/${input.work}/${input.shift}`), input.number)
  const days: PatternDay[] = []
  let at = 0
  for (let day = 0; day < CYCLE_DAYS; day++) {
    const tour = tourOf(territory, { ...input, hash: mix(hash, day), day, from: at })
    days.push(dayOf(tour.legs))
    at = tour.endsAt
  }
  const distanceBeforeM = new Float64Array(CYCLE_DAYS + 1)
  days.forEach((day, i) => {
    distanceBeforeM[i + 1] = (distanceBeforeM[i] ?? 0) + day.distanceM
  })
  const homecoming =
    days.flatMap((day) => day.legs).at(-1) ?? leg(territory, input, { from: 1, to: 0, hash, clockS: 0 })
  return { days, distanceBeforeM, homecoming }
}

function dayOf(legs: readonly Leg[]): PatternDay {
  const timing = new Float64Array(legs.length * TIMING_STRIDE)
  let distanceM = 0
  legs.forEach(({ route, slowdown, stopS }, index) => {
    timing.set([route.durationS, slowdown, stopS, distanceM], index * TIMING_STRIDE)
    distanceM += route.distanceM
  })
  return { legs, distanceM, timing }
}

/** No drive is slowed down more than this on the way home. */
const SLOWEST = 1.3

type TourInput = { work: Work; shift: Shift; hash: number; day: number; from: number }
type Tour = { legs: Leg[]; endsAt: number }

function tourOf(territory: Territory, input: TourInput): Tour {
  if (input.work === 'asset') return assetTour(territory, input)
  const isRestDay = input.day % 7 === 6 && input.shift === 'day' && unit(input.hash, 1) < 0.5
  if (isRestDay && input.work !== 'haul') return { legs: [], endsAt: input.from }
  // Line haul sleeps away from home every other night; all others return to their depot.
  const endsAt =
    input.work === 'haul' && input.day % 2 === 0 ? 1 + below(input.hash, 2, territory.stops.length - 1) : 0
  return workTour(territory, { ...input, endsAt })
}

/** Drives from stop to stop until it is time to go where the day ends. */
function workTour(territory: Territory, input: TourInput & { endsAt: number }): Tour {
  const times = SHIFT_TIMES[input.shift]
  const lunchAtS = times.startS + times.lengthS * 0.45
  const legs: Leg[] = []
  let at = input.from
  let usedS = 0
  let hadLunch = false
  const append = (to: number) => {
    const next = leg(territory, input, {
      from: at,
      to,
      hash: mix(input.hash, legs.length),
      clockS: times.startS + usedS,
    })
    const isLunch = !hadLunch && times.startS + usedS > lunchAtS
    hadLunch ||= isLunch
    const stopS = isLunch ? Math.max(next.stopS, 2400) : next.stopS
    legs.push({ ...next, stopS })
    usedS += longestS({ ...next, stopS })
    at = to
  }
  // Several misses in a row mean that the day is full: no stop can be reached and left again in time.
  for (let attempt = 0, misses = 0; misses < 8; attempt++) {
    const to = below(input.hash, 100 + attempt, territory.stops.length)
    if (to === at) continue
    const there = leg(territory, input, { from: at, to, hash: 0, clockS: times.startS + usedS })
    const back = to === input.endsAt ? 0 : territory.routeBetween(to, input.endsAt).durationS * SLOWEST
    if (usedS + longestS(there) + 600 + back < times.lengthS) append(to)
    else misses++
  }
  if (at !== input.endsAt) append(input.endsAt)
  return { legs, endsAt: at }
}

/** Trailers and containers move on three days of the cycle and stand in between. */
function assetTour(territory: Territory, input: TourInput): Tour {
  const stops = territory.stops.length
  const to =
    input.day === 2
      ? 1 + below(input.hash, 1, stops - 1)
      : input.day === 6
        ? 1 + below(input.hash, 2, stops - 1)
        : 0
  const moves = input.day === 2 || input.day === 6 || input.day === 11
  if (!moves || to === input.from) return { legs: [], endsAt: input.from }
  return {
    legs: [leg(territory, input, { from: input.from, to, hash: input.hash, clockS: 36_000 })],
    endsAt: to,
  }
}

function leg(
  territory: Territory,
  input: { work: Work },
  drive: { from: number; to: number; hash: number; clockS: number },
): Leg {
  const rule = RULES[input.work]
  const route = territory.routeBetween(drive.from, drive.to)
  const isLong = unit(drive.hash, 7) < rule.longShare
  const stopS = isLong
    ? between([drive.hash, 8], rule.shortStopS * 2, rule.longStopS)
    : between([drive.hash, 8], rule.shortStopS, rule.shortStopS * 2.2)
  return { route, slowdown: 1.04 + (traffic(drive.clockS) - 1) * rule.traffic, stopS }
}

/** How much longer a drive takes at a time of the day: two rush hours, empty nights. */
function traffic(clockS: number): number {
  const hour = (clockS / 3600) % 24
  if (hour >= 7 && hour < 9.5) return 1.3
  if (hour >= 16.5 && hour < 19) return 1.34
  if (hour >= 22 || hour < 5.5) return 1
  return 1.12
}

function longestS(drive: Leg): number {
  return drive.route.durationS * drive.slowdown * (1 + 2 * DRIVE_JITTER) + drive.stopS * (1 + STOP_JITTER)
}

// When a schedule is due: once on each of its days, at its time on the clock of a zone, whatever clocks do that day.

import type { ScheduleRhythm } from '../api/report-book'
import { addDaysToKey, dayKey, fromLocal } from '../time'

export type ScheduleTimes = { rhythm: ScheduleRhythm; time: string; zone: string }

/** Further than this no day of a rhythm is from the next. */
const LONGEST_DAYS = 62

/** The first moment after `afterMs` that it is due. */
export function nextDueMs(times: ScheduleTimes, afterMs: number): number {
  return nearest(times, afterMs, { step: 1, fits: (atMs) => atMs > afterMs })
}

/** The last moment at or before `nowMs` that it was due. */
export function lastDueMs(times: ScheduleTimes, nowMs: number): number {
  return nearest(times, nowMs, { step: -1, fits: (atMs) => atMs <= nowMs })
}

type Search = { step: 1 | -1; fits: (atMs: number) => boolean }

function nearest({ rhythm, time, zone }: ScheduleTimes, fromMs: number, { step, fits }: Search): number {
  const today = dayKey(new Date(fromMs), zone)
  // From the day before, for a time that the clock skipped may end up on the other side of midnight.
  for (let days = -1; days <= LONGEST_DAYS; days++) {
    const date = addDaysToKey(today, days * step)
    if (!isDay(rhythm, date)) continue
    const atMs = fromLocal({ date, time }, zone).getTime()
    if (fits(atMs)) return atMs
  }
  throw new RangeError('A rhythm without days')
}

function isDay(rhythm: ScheduleRhythm, date: string): boolean {
  if (rhythm.every === 'day') return true
  const at = new Date(`${date}T00:00:00Z`)
  if (rhythm.every === 'week') return at.getUTCDay() === rhythm.weekday
  const lastDay = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate()
  return at.getUTCDate() === Math.min(rhythm.day, lastDay)
}

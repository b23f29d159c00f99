// How long ago, in the one unit people would say. It owns the arithmetic; the words are in messages.

export const AGE_UNITS = ['second', 'minute', 'hour', 'day'] as const
export type AgeUnit = (typeof AGE_UNITS)[number]
export type Age = { unit: AgeUnit; count: number }

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** A duration in its largest whole unit, rounded down: 119 s is 1 minute. Negative (clocks differ) counts as 0 s. */
export function ageOf(durationMs: number): Age {
  const ms = Math.max(0, durationMs)
  if (ms < MINUTE_MS) return { unit: 'second', count: Math.floor(ms / SECOND_MS) }
  if (ms < HOUR_MS) return { unit: 'minute', count: Math.floor(ms / MINUTE_MS) }
  if (ms < 2 * DAY_MS) return { unit: 'hour', count: Math.floor(ms / HOUR_MS) }
  return { unit: 'day', count: Math.floor(ms / DAY_MS) }
}

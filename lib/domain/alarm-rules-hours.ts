// Hours of the week by the wall clock of a zone: when a rule holds, and when nobody wants to be disturbed. A span that ends at
// or before its beginning runs into the next day. Across a clock change the wall clock counts: an hour that is skipped is in
// no span, one that comes twice is in its span both times.

import { z } from 'zod'
import { addDaysToKey, dayKey, fromLocal, isTimeZone, zonedParts } from './time'

export const MAX_WEEK_SPANS = 14
const DAY_MIN = 1440
const WEEK_MIN = 7 * DAY_MIN
/** More ends in a row than any set of spans has. */
const MAX_HOPS = 40
const MINUTE_MS = 60_000
/** No clock was ever put back further in one go. */
const MAX_SHIFT_MIN = 180

/** `days` on which it begins, 0 (Sunday) to 6; minutes since midnight. The same minute twice is a whole day. */
export const weekSpanSchema = z.strictObject({
  days: z.array(z.int().min(0).max(6)).min(1).max(7),
  fromMin: z
    .int()
    .min(0)
    .max(DAY_MIN - 1),
  toMin: z
    .int()
    .min(0)
    .max(DAY_MIN - 1),
})
export type WeekSpan = z.infer<typeof weekSpanSchema>

/** What happens to what falls into quiet hours: it waits for their end, or is never sent. */
export const QUIET_MODES = ['hold', 'drop'] as const
export const quietHoursSchema = z.strictObject({
  spans: z.array(weekSpanSchema).min(1).max(MAX_WEEK_SPANS),
  mode: z.enum(QUIET_MODES),
  criticalBreaksThrough: z.boolean(),
})
export type QuietHours = z.infer<typeof quietHoursSchema>

/** Quiet hours of a person. `zone` is that of the device they were set on: whose clock counts for who has chosen none. */
export const ownQuietSchema = quietHoursSchema.extend({
  zone: z.string().max(60).refine(isTimeZone).nullable().default(null),
})
export type OwnQuiet = z.infer<typeof ownQuietSchema>

/** Quiet hours and the zone whose clock they go by. */
export type ZonedQuiet = { quiet: QuietHours; zone: string }

/** Whether a moment lies in one of the spans. */
export function isInHours(spans: readonly WeekSpan[], at: Date, zone: string): boolean {
  return spanAt(spans, at, zone) !== null
}

/** Whether the spans leave no minute of a week out, on a week without a clock change. */
export function isWholeWeek(spans: readonly WeekSpan[]): boolean {
  const covered = new Uint8Array(WEEK_MIN)
  for (const { days, fromMin, toMin } of spans) {
    const length = toMin > fromMin ? toMin - fromMin : toMin + DAY_MIN - fromMin
    for (const day of days)
      for (let minute = 0; minute < length; minute += 1)
        covered[(day * DAY_MIN + fromMin + minute) % WEEK_MIN] = 1
  }
  return covered.every((each) => each === 1)
}

/** The first moment from `at` on that lies in no span; null when `at` itself does not. */
export function hoursEndAt(spans: readonly WeekSpan[], at: Date, zone: string): Date | null {
  let end: Date | null = null
  for (let hop = 0; hop < MAX_HOPS; hop += 1) {
    const from = end ?? at
    const found = spanAt(spans, from, zone)
    if (found === null) return end
    end = endOf(found, from, zone)
  }
  return end
}

/** When something may be sent: now (null), later, or never. A critical one may break through where the hours allow it. */
export function sendTime(
  quiets: readonly ZonedQuiet[],
  { at, isCritical }: { at: Date; isCritical: boolean },
): { at: Date | null } | 'never' {
  const holding = quiets.filter(({ quiet }) => !(isCritical && quiet.criticalBreaksThrough))
  let sendAt: Date | null = null
  // The end of one may lie within another.
  for (let round = 0; round < MAX_HOPS; round += 1) {
    const before: Date | null = sendAt
    for (const { quiet, zone } of holding) {
      const end = hoursEndAt(quiet.spans, sendAt ?? at, zone)
      // Only what falls into such hours by itself is dropped, not what was held into them.
      if (end !== null && quiet.mode === 'drop' && sendAt === null) return 'never'
      if (end !== null) sendAt = end
    }
    if (sendAt === before) break
  }
  return { at: sendAt }
}

type FoundSpan = { span: WeekSpan; startedYesterday: boolean }

function spanAt(spans: readonly WeekSpan[], at: Date, zone: string): FoundSpan | null {
  if (spans.length === 0) return null
  const { weekday, hour, minute } = zonedParts(at, zone)
  const nowMin = hour * 60 + minute
  const yesterday = (weekday + 6) % 7
  for (const span of spans) {
    const isOverMidnight = span.toMin <= span.fromMin
    const isBegun = span.days.includes(weekday) && nowMin >= span.fromMin
    if (isBegun && (isOverMidnight || nowMin < span.toMin)) return { span, startedYesterday: false }
    if (isOverMidnight && span.days.includes(yesterday) && nowMin < span.toMin)
      return { span, startedYesterday: true }
  }
  return null
}

function endOf({ span, startedYesterday }: FoundSpan, at: Date, zone: string): Date {
  const today = dayKey(at, zone)
  const endsToday = startedYesterday || span.toMin > span.fromMin
  const date = endsToday ? today : addDaysToKey(today, 1)
  const end = fromLocal({ date, time: clockText(span.toMin) }, zone)
  if (end > at) return end
  // The clock was put back, and this is the second time round: the end shows once more.
  let later = new Date(Math.floor(at.getTime() / MINUTE_MS + 1) * MINUTE_MS)
  for (let minute = 0; minute < MAX_SHIFT_MIN && spanAt([span], later, zone) !== null; minute += 1)
    later = new Date(later.getTime() + MINUTE_MS)
  return later
}

/** "08:05" of minutes since midnight. */
export function clockText(minutes: number): string {
  const part = (value: number) => String(value).padStart(2, '0')
  return `${part(Math.floor(minutes / 60))}:${part(minutes % 60)}`
}

/** Minutes since midnight of "08:05"; null for anything else. */
export function readClock(text: string): number | null {
  const [, hour, minute] = /^(\d\d):(\d\d)(?::\d\d)?$/.exec(text.trim()) ?? []
  if (hour === undefined || minute === undefined || Number(hour) > 23 || Number(minute) > 59) return null
  return Number(hour) * 60 + Number(minute)
}

// Days, weeks and wall clocks of a time zone, from the tables of Intl alone. It owns the arithmetic; texts for people are
// made elsewhere. A local day has 23, 24 or 25 hours, so nobody counts days in milliseconds.

/** Days a week may begin with. */
export const WEEK_STARTS = ['mon', 'sun', 'sat'] as const
export type WeekStart = (typeof WEEK_STARTS)[number]

/** What a wall clock shows. `month` is 1 to 12, `weekday` 0 (Sunday) to 6. */
export type ZonedParts = {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  weekday: number
}

/** A local day: its ISO date, its first moment, and the first moment of the next. */
export type LocalDay = { key: string; startsAt: Date; endsAt: Date }

/** From a moment to a later one, which no longer belongs to it. */
export type TimeRange = { from: Date; to: Date }

const DAY_MS = 86_400_000
const FIRST_WEEKDAY: Record<WeekStart, number> = { sun: 0, mon: 1, sat: 6 }

/** Whether `zone` is an IANA name this runtime knows, such as "Africa/Nairobi". Bare offsets are none. */
export function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false
  try {
    clockOf(zone)
    return true
  } catch {
    return false
  }
}

/** Whether `text` is an ISO date that exists, "2026-02-28". */
export function isDayKey(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const atMs = Date.parse(`${text}T00:00:00Z`)
  return Number.isFinite(atMs) && isoDate(atMs) === text
}

/** What a wall clock in `zone` shows at a moment. Throws a RangeError for an unknown zone. */
export function zonedParts(at: Date, zone: string): ZonedParts {
  const wall = new Date(wallMs(at.getTime(), zone))
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    second: wall.getUTCSeconds(),
    weekday: wall.getUTCDay(),
  }
}

/** The local date of a moment as ISO text, "2026-03-08". */
export function dayKey(at: Date, zone: string): string {
  return isoDate(wallMs(at.getTime(), zone))
}

/** The date `days` later (or earlier, when negative) than an ISO date; dates alone know no zone. */
export function addDaysToKey(key: string, days: number): string {
  return isoDate(Date.parse(`${key}T00:00:00Z`) + days * DAY_MS)
}

/** The first moment of the local day that `at` belongs to. */
export function startOfDay(at: Date, zone: string): Date {
  return fromLocal({ date: dayKey(at, zone) }, zone)
}

/** The first moment after the local day that `at` belongs to. */
export function endOfDay(at: Date, zone: string): Date {
  return fromLocal({ date: addDaysToKey(dayKey(at, zone), 1) }, zone)
}

/** The moment when the wall clock shows the same time `days` later, or earlier when negative, to the millisecond. */
export function addDays(at: Date, days: number, zone: string): Date {
  return new Date(instantMs(wallMs(at.getTime(), zone) + days * DAY_MS, zone))
}

/** The first moment of the local week that `at` belongs to. */
export function startOfWeek(at: Date, zone: string, weekStart: WeekStart): Date {
  const past = (zonedParts(at, zone).weekday - FIRST_WEEKDAY[weekStart] + 7) % 7
  return fromLocal({ date: addDaysToKey(dayKey(at, zone), -past) }, zone)
}

/**
 * The local days a range touches, whole and in order. None for a range without extent. A date the zone's calendar
 * skipped (Samoa, 30 December 2011) is not among them.
 */
export function daysOf({ from, to }: TimeRange, zone: string): LocalDay[] {
  const days: LocalDay[] = []
  let key = dayKey(from, zone)
  let startsAt = startOfDay(from, zone)
  while (startsAt < to && from < to) {
    const next = addDaysToKey(key, 1)
    const endsAt = fromLocal({ date: next }, zone)
    if (endsAt > startsAt) days.push({ key, startsAt, endsAt })
    key = next
    startsAt = endsAt
  }
  return days
}

/**
 * The moment a wall clock in `zone` shows a date and time ("2026-03-08", "14:05" or "14:05:30"; midnight when left out).
 * A time the clock shows twice is its first; one it skips is as long after the change as it would have been, so the start
 * of a day without midnight is its first moment. Throws a RangeError for what is no date or time.
 */
export function fromLocal({ date, time = '00:00' }: { date: string; time?: string }, zone: string): Date {
  const wall = Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}Z`)
  if (!isDayKey(date) || !/^\d\d:\d\d(:\d\d)?$/.test(time) || Number.isNaN(wall))
    throw new RangeError(`No such local time: ${date} ${time}`)
  return new Date(instantMs(wall, zone))
}

/** Offsets hold for longer than a day on either side of a change, so those a day around are all there can be. */
function instantMs(wall: number, zone: string): number {
  const before = offsetMs(wall - DAY_MS, zone)
  const after = offsetMs(wall + DAY_MS, zone)
  const fitting = [before, after]
    .filter((offset) => offsetMs(wall - offset, zone) === offset)
    .map((offset) => wall - offset)
  return fitting.length > 0 ? Math.min(...fitting) : wall - before
}

function offsetMs(atMs: number, zone: string): number {
  return wallMs(atMs, zone) - atMs
}

/** The wall clock of a moment, as if it were UTC. */
function wallMs(atMs: number, zone: string): number {
  const shown = new Map(
    clockOf(zone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0
  const wholeMs = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  // Formatters drop what is below a second.
  return wholeMs + (((atMs % 1000) + 1000) % 1000)
}

function isoDate(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10)
}

/** Made once a zone: making a formatter costs more than using it a thousand times. */
const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone) ?? createClock(zone)
  clocks.set(zone, known)
  return known
}

function createClock(zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
}

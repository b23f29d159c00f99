// Months and days of the reader's calendar, as the page asks for them.

import { addDaysToKey, dayKey, fromLocal, type WeekStart } from '@/lib/domain/time'

export type Span = { fromAt: Date; toAt: Date }

/** The present month, "2026-11". */
export function thisMonth(zone: string): string {
  return dayKey(new Date(), zone).slice(0, 7)
}

/** The month so many months later. */
export function addMonths(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const months = year * 12 + (number - 1) + count
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`
}

/** From the first moment of a month to the first of the next. */
export function monthSpan(month: string, zone: string): Span {
  return {
    fromAt: fromLocal({ date: `${month}-01` }, zone),
    toAt: fromLocal({ date: `${addMonths(month, 1)}-01` }, zone),
  }
}

/** From the first moment of a day to the first of the next. */
export function daySpan(day: string, zone: string): Span {
  return { fromAt: fromLocal({ date: day }, zone), toAt: fromLocal({ date: addDaysToKey(day, 1) }, zone) }
}

const FIRST_WEEKDAY: Record<WeekStart, number> = { sun: 0, mon: 1, sat: 6 }

/** The days of a month in rows of weeks; null where a week reaches beyond it. */
export function weeksOf(month: string, weekStart: WeekStart): (string | null)[][] {
  const first = `${month}-01`
  const weekday = new Date(`${first}T00:00:00Z`).getUTCDay()
  const before = (weekday - FIRST_WEEKDAY[weekStart] + 7) % 7
  const days: (string | null)[] = Array.from({ length: before }, () => null)
  for (let day = first; day.startsWith(month); day = addDaysToKey(day, 1)) days.push(day)
  while (days.length % 7 !== 0) days.push(null)
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7))
}

/** The days of a week in the reader's order, as moments of 2026-11-01 (a Sunday) and after, in UTC. */
export function weekdaysFrom(weekStart: WeekStart): Date[] {
  return Array.from(
    { length: 7 },
    (_, index) => new Date(Date.UTC(2026, 10, 1 + FIRST_WEEKDAY[weekStart] + index)),
  )
}

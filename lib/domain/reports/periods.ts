// The span a report tells of, and the periods it is parted into, by the midnights of a zone. Days have 23, 24 or 25 hours.

import type { Granularity, RelativeRange, ReportRange } from '../api/reports'
import { addDaysToKey, dayKey, daysOf, fromLocal, startOfWeek, type WeekStart } from '../time'
import type { TimeSpan } from '../track/spans'

/** Part of a report's span. `key` and `lastKey` are the local dates it begins and ends in. */
export type Period = TimeSpan & { key: string; lastKey: string }

export type RangeContext = { zone: string; weekStart: WeekStart; nowMs: number }

/** The span of a range in instants; `toMs` no longer belongs to it. Not forward in time when the range is upside down. */
export function spanOf(range: ReportRange, { zone, weekStart, nowMs }: RangeContext): TimeSpan {
  if (range.by === 'instants') return { fromMs: Date.parse(range.from), toMs: Date.parse(range.to) }
  const { from, to } = range.by === 'days' ? range : relativeDays(range.span, { zone, weekStart, nowMs })
  return {
    fromMs: fromLocal({ date: from }, zone).getTime(),
    toMs: fromLocal({ date: addDaysToKey(to, 1) }, zone).getTime(),
  }
}

/** The local days of a relative range, both inclusive. Those named "last" are over; "this" and "today" go on. */
export function relativeDays(
  range: RelativeRange,
  { zone, weekStart, nowMs }: RangeContext,
): { from: string; to: string } {
  const now = new Date(nowMs)
  const today = dayKey(now, zone)
  const week = dayKey(startOfWeek(now, zone, weekStart), zone)
  const month = `${today.slice(0, 8)}01`
  const yesterday = addDaysToKey(today, -1)
  const lastOfMonth = addDaysToKey(month, -1)
  const spans: Record<RelativeRange, { from: string; to: string }> = {
    today: { from: today, to: today },
    yesterday: { from: yesterday, to: yesterday },
    last_7_days: { from: addDaysToKey(today, -7), to: yesterday },
    last_30_days: { from: addDaysToKey(today, -30), to: yesterday },
    this_week: { from: week, to: today },
    last_week: { from: addDaysToKey(week, -7), to: addDaysToKey(week, -1) },
    this_month: { from: month, to: today },
    last_month: { from: `${lastOfMonth.slice(0, 8)}01`, to: lastOfMonth },
  }
  return spans[range]
}

/** The span parted by local days, weeks or months, or not at all; the first and last may be cut by the span. Ascending. */
export function periodsOf(
  span: TimeSpan,
  { granularity, zone, weekStart }: { granularity: Granularity; zone: string; weekStart: WeekStart },
): Period[] {
  const periods: Period[] = []
  let lastGroup: string | null = null
  for (const { key, startsAt, endsAt } of daysOf(
    { from: new Date(span.fromMs), to: new Date(span.toMs) },
    zone,
  )) {
    const group = groupOf(key, granularity, { zone, weekStart })
    const toMs = Math.min(endsAt.getTime(), span.toMs)
    const last = periods.at(-1)
    if (last !== undefined && group === lastGroup) {
      last.toMs = toMs
      last.lastKey = key
    } else {
      periods.push({ fromMs: Math.max(startsAt.getTime(), span.fromMs), toMs, key, lastKey: key })
    }
    lastGroup = group
  }
  return periods
}

/** How many local days a span touches. */
export function dayCountOf(span: TimeSpan, zone: string): number {
  return daysOf({ from: new Date(span.fromMs), to: new Date(span.toMs) }, zone).length
}

function groupOf(
  key: string,
  granularity: Granularity,
  { zone, weekStart }: { zone: string; weekStart: WeekStart },
): string {
  if (granularity === 'day') return key
  if (granularity === 'month') return key.slice(0, 7)
  if (granularity === 'range') return ''
  // Noon exists on every day of every zone.
  return dayKey(startOfWeek(fromLocal({ date: key, time: '12:00' }, zone), zone, weekStart), zone)
}

// Trip reports that came in parts, as one: devices and days that a page cut in two are put together again.

import type { MethodOutput } from '@/lib/jimi/contract'
import { unique } from './unique-rows'

type TripReport = MethodOutput<'jimi.open.platform.report.trips'>
type TripDay = TripReport['byTrip'][number]['days'][number]

/**
 * How many rows a page may have had at most. Which of its lists the vendor counts is in no document, so this is the longest:
 * a page too many costs an empty answer, one too few would cost rows.
 */
export function tripReportRows({ byDay, byTrip, summaries }: TripReport): number {
  const days = byDay.flatMap((device) => device.days)
  const tripDays = byTrip.flatMap((device) => device.days)
  const trips = tripDays.flatMap((day) => day.trips)
  return Math.max(
    byDay.length + byTrip.length,
    days.length + tripDays.length,
    days.length + trips.length,
    summaries.length,
  )
}

/** All reports as one. Sums that pages give differently for one device or day are left out: each is only of its page. */
export function joinTripReports(reports: readonly TripReport[]): TripReport {
  const imeiOf = ({ imei }: { imei: string }) => imei
  return {
    byDay: merged(
      reports.flatMap(({ byDay }) => byDay),
      imeiOf,
      (several, first) => ({ ...first, days: unique(several.flatMap(({ days }) => days)) }),
    ),
    byTrip: merged(
      reports.flatMap(({ byTrip }) => byTrip),
      imeiOf,
      (several, first) => ({
        ...first,
        totals: agreed(several.map(({ totals }) => totals)),
        days: joinDays(several.flatMap(({ days }) => days)),
      }),
    ),
    summaries: unique(
      reports.flatMap(({ summaries }) => summaries),
      imeiOf,
    ),
  }
}

function joinDays(days: readonly TripDay[]): TripDay[] {
  return merged(
    days,
    ({ date }) => JSON.stringify(date),
    (several, first) => ({
      ...first,
      totals: agreed(several.map(({ totals }) => totals)),
      tripCount: agreed(several.map(({ tripCount }) => tripCount)),
      trips: unique(several.flatMap(({ trips }) => trips)),
    }),
  )
}

/** One for each key, in the order in which keys first came. Those that came once stay as they are. */
function merged<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  join: (several: T[], first: T) => T,
): T[] {
  const groups = new Map<string, [T, ...T[]]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return [...groups.values()].map((group) => (group.length === 1 ? group[0] : join(group, group[0])))
}

/** What all say; undefined when they differ. */
function agreed<T>(values: readonly T[]): T | undefined {
  return new Set(values.map((value) => JSON.stringify(value))).size === 1 ? values[0] : undefined
}

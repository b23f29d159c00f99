import {
  COMPARED_KINDS,
  MAX_COMPARED_DAYS,
  MAX_COMPARED_VEHICLES,
  MAX_REPORT_VEHICLES,
  MAX_VEHICLE_DAYS,
  RANGELESS_KINDS,
  type ReportChoices,
  type ReportRequest,
} from '@/lib/domain/api/reports'
import { TRACK_KINDS } from '@/lib/domain/reports/columns'
import { dayCountOf, type RangeContext, spanOf } from '@/lib/domain/reports/periods'

/** How large a report will be. `vehicles` null where accounts or groups may hold a vehicle twice: the server knows. */
export type ReportSize = { vehicles: number | null; days: number }

/** The size as far as it is known here. */
export function sizeOf(
  { vehicles, range, kind }: ReportRequest,
  { choices, ...context }: RangeContext & { choices: ReportChoices | undefined },
): ReportSize {
  const days = RANGELESS_KINDS.some((known) => known === kind)
    ? 1
    : dayCountOf(spanOf(range, context), context.zone)
  if (vehicles.choose === 'all') return { vehicles: choices?.vehicleCount ?? null, days }
  const isKnown = vehicles.accountIds.length + vehicles.groups.length === 0
  return { vehicles: isKnown ? vehicles.deviceIds.length : null, days }
}

/** What of the limits a report would break; null for none that is known here. */
export function overCap({ vehicles, days }: ReportSize): 'overVehicles' | 'overCap' | null {
  if (vehicles === null) return null
  if (vehicles > MAX_REPORT_VEHICLES) return 'overVehicles'
  return vehicles * days > MAX_VEHICLE_DAYS ? 'overCap' : null
}

/** Whether the vendor may be asked for a report of this size. */
export function mayAskVendor({ vehicles, days }: ReportSize): boolean {
  return (vehicles ?? 0) <= MAX_COMPARED_VEHICLES && days <= MAX_COMPARED_DAYS
}

/** Whether the vendor has such a report, and whether missing tracks matter to it. */
export function vendorOptions({ kind }: ReportRequest): { canCompare: boolean; canFill: boolean } {
  return {
    canCompare: COMPARED_KINDS.some((known) => known === kind),
    canFill: TRACK_KINDS.includes(kind),
  }
}

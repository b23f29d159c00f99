// What every kind of report is made with: the context it is told in, and the shape of its maker.

import type { ReportChart } from '../api/report-table'
import type { ReportRequest } from '../api/reports'
import type { TripSettings } from '../track/settings'
import type { TimeSpan } from '../track/spans'
import { trackStory } from '../track/story'
import { Activity, type Cut } from './activity'
import type { Cells } from './columns'
import type { Period } from './periods'
import type { VehicleData } from './vehicle-data'

export type ReportContext<Request extends ReportRequest = ReportRequest> = {
  request: Request
  /** Ends at the present moment at the latest. */
  span: TimeSpan
  /** The span by the granularity of the request, days where it has none. */
  periods: readonly Period[]
  /** The span by days. */
  days: readonly Period[]
  settings: TripSettings
  nowMs: number
}

/** The request of one kind. */
export type RequestOf<Kind extends ReportRequest['kind']> = Extract<ReportRequest, { kind: Kind }>

/** Tells one vehicle after another, each once. */
export type ReportBuilder = {
  add(data: VehicleData): Cells[]
  /** Of all vehicles so far. */
  charts(): ReportChart[]
}

/** The vehicle's track read by the tenant's rules; null without any fix. */
export function activityOf({ points }: VehicleData, settings: TripSettings): Activity | null {
  return points === null || points.atMs.length === 0
    ? null
    : new Activity(trackStory(points, settings), settings)
}

/** Words for a thing that the span cut; null when it is whole. */
export function edgeOf({ beganBefore, goesOn }: Pick<Cut, 'beganBefore' | 'goesOn'>): string | null {
  if (beganBefore) return goesOn ? 'cut_both' : 'began_before'
  return goesOn ? 'goes_on' : null
}

/** The local day that a moment lies in; null outside of the span. */
export function dayOf(days: readonly Period[], ms: number): string | null {
  return days.find(({ fromMs, toMs }) => ms >= fromMs && ms < toMs)?.key ?? null
}

/** Names of the days of a span. */
export function dayKeys(days: readonly Period[]): string[] {
  return days.map(({ key }) => key)
}

/** A difference to what the vendor says; null when it says nothing. */
export function lessVendors(own: number, vendors: number | null): number | null {
  return vendors === null ? null : own - vendors
}

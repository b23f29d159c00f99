// Reports by hand for tests: one vehicle, fixes by rule, and the cells of its rows by name.

import type { ReportCell, ReportRow } from '../api/report-table'
import type { Granularity } from '../api/reports'
import {
  DEFAULT_REPORT_PARAMS,
  type ReportKind,
  type ReportRequest,
  reportRequestSchema,
} from '../api/reports'
import { M_PER_DEGREE } from '../track/made-track.test-helper'
import { type TrackFix, type TrackPoints, toPoints } from '../track/points'
import { DEFAULT_TRIP_SETTINGS } from '../track/settings'
import { periodsOf } from './periods'
import { Report } from './report'
import { noData, type VehicleData } from './vehicle-data'

export const VEHICLE = {
  id: '00000000-0000-4000-8000-000000000001',
  imei: '860000000000001',
  name: 'Van 1',
  plate: 'AB-1',
  kind: 'tracker' as const,
  account: 'Top',
  group: 'North',
}

/** A request of one kind with the parameters of a fresh form, over local days. */
export function requestFor<Kind extends ReportKind>(
  kind: Kind,
  over: { from: string; to: string; zone?: string; compare?: boolean; params?: Record<string, unknown> },
): ReportRequest {
  const { from, to, zone = 'UTC', compare = false, params } = over
  return reportRequestSchema.parse({
    kind,
    params: { ...DEFAULT_REPORT_PARAMS[kind], ...params },
    vehicles: { choose: 'all' },
    range: { by: 'days', from, to },
    zone,
    compare,
    fill: false,
  })
}

/** A report of a request, over the span given. */
export function reportFor(
  request: ReportRequest,
  span: { fromMs: number; toMs: number },
  nowMs = span.toMs,
): Report {
  const granularity: Granularity =
    request.kind === 'mileage' || request.kind === 'utilization' ? request.params.granularity : 'day'
  const by = { zone: request.zone, weekStart: 'mon' as const }
  return new Report({
    request,
    span,
    periods: periodsOf(span, { granularity, ...by }),
    days: periodsOf(span, { granularity: 'day', ...by }),
    settings: DEFAULT_TRIP_SETTINGS,
    nowMs,
  })
}

/** What the test vehicle told. */
export function told(over: Partial<VehicleData>): VehicleData {
  return { ...noData(VEHICLE), ...over }
}

/** A row by the names of its columns. */
export function named(report: Report, row: ReportRow | undefined): Record<string, ReportCell> {
  return Object.fromEntries(report.table.columns.map(({ key }, index) => [key, row?.[index] ?? null]))
}

/** Going north at a steady speed, a fix a minute, both ends included. */
export function steadyDrive(fromIso: string, toIso: string, speedKph: number): TrackPoints {
  const [fromMs, toMs] = [Date.parse(fromIso), Date.parse(toIso)]
  const fixes: TrackFix[] = []
  for (let atMs = fromMs; atMs <= toMs; atMs += 60_000) {
    const northM = ((atMs - fromMs) / 3_600_000) * speedKph * 1000
    fixes.push({
      atMs,
      lat: 10 + northM / M_PER_DEGREE,
      lng: 20,
      speedKph,
      headingDeg: 0,
      ignition: true,
      source: 'gps',
    })
  }
  return toPoints(fixes)
}

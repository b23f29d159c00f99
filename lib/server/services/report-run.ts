// Runs a report for a viewer: vehicle by vehicle from our own store, as a stream of events that screens, files and mails all
// read. Whoever stops reading ends it. What the events mean is lib/domain/api/reports.ts.

import type { ReportEvent, ReportRow } from '@/lib/domain/api/report-table'
import {
  COMPARED_KINDS,
  type Granularity,
  MAX_COMPARED_DAYS,
  MAX_COMPARED_VEHICLES,
  MAX_REPORT_DAYS,
  MAX_REPORT_ROWS,
  MAX_REPORT_VEHICLES,
  MAX_VEHICLE_DAYS,
  RANGELESS_KINDS,
  type ReportRequest,
} from '@/lib/domain/api/reports'
import { TRACK_KINDS, toldColumns } from '@/lib/domain/reports/columns'
import { dayCountOf, periodsOf, spanOf } from '@/lib/domain/reports/periods'
import { Report } from '@/lib/domain/reports/report'
import type { WeekStart } from '@/lib/domain/time'
import type { TimeSpan } from '@/lib/domain/track/spans'
import type { Viewer } from '../access'
import { listReportVehicles, type ReportDevice } from '../data/reports'
import { getTripSettings } from '../data/tracks'
import { AppError, InvalidInputError, internalError, NotFoundError } from '../errors'
import { errorWords } from '../i18n'
import { type Clock, systemClock } from '../live/clock'
import { log } from '../log'
import { breathe } from '../reports/breathe'
import { VehicleReader } from './report-vehicle'

export type RunOptions = {
  signal: AbortSignal
  /** On which day the reader's week begins. */
  weekStart: WeekStart
  clock?: Clock
}

/** A report about to run: what it will be of is known, and that it may. */
export type PlannedReport = {
  request: ReportRequest
  /** Null for kinds that tell of now. */
  span: TimeSpan | null
  vehicleCount: number
  events: AsyncGenerator<ReportEvent>
}

const ROWS_AT_ONCE = 500
const VEHICLES_AT_ONCE = 500

/**
 * Finds what a report is of, and checks its size, before the first event is asked for.
 * @throws NotFoundError when no vehicle is left; InvalidInputError with the limit in words when it is too large.
 */
export async function planReport(
  viewer: Viewer,
  request: ReportRequest,
  { signal, weekStart, clock = systemClock }: RunOptions,
): Promise<PlannedReport> {
  const nowMs = clock.now()
  const isRangeless = RANGELESS_KINDS.some((kind) => kind === request.kind)
  const whole = isRangeless
    ? { fromMs: nowMs - 1, toMs: nowMs }
    : spanOf(request.range, { zone: request.zone, weekStart, nowMs })
  if (whole.toMs <= whole.fromMs) throw new InvalidInputError('The range ends before it begins.')
  if (whole.fromMs >= nowMs) throw new InvalidInputError('The range has not begun yet.')
  const span = { fromMs: whole.fromMs, toMs: Math.min(whole.toMs, nowMs) }
  if (span.toMs - span.fromMs > (MAX_REPORT_DAYS + 1) * 86_400_000)
    throw new InvalidInputError(`A report tells of ${MAX_REPORT_DAYS} days at most.`)
  const dayCount = dayCountOf(span, request.zone)
  const chosen = await listReportVehicles(viewer, request.vehicles, MAX_REPORT_VEHICLES)
  if (chosen.total === 0) throw new NotFoundError('There is no vehicle here that you can see.')
  assertFits(request, chosen.total, dayCount)
  const run = new ReportRun({
    ...{ viewer, request, span, signal, weekStart, nowMs, clock },
    devices: chosen.devices,
    missing: chosen.missing,
    isOpen: whole.toMs > nowMs,
    isRangeless,
  })
  return { request, span: isRangeless ? null : span, vehicleCount: chosen.total, events: run.events() }
}

function assertFits(request: ReportRequest, vehicles: number, days: number): void {
  if (vehicles > MAX_REPORT_VEHICLES)
    throw new InvalidInputError(
      `A report takes ${MAX_REPORT_VEHICLES} vehicles at most, and these are ${vehicles}.`,
    )
  if (days > MAX_REPORT_DAYS)
    throw new InvalidInputError(`A report tells of ${MAX_REPORT_DAYS} days at most.`)
  if (vehicles * days > MAX_VEHICLE_DAYS)
    throw new InvalidInputError(
      `${vehicles} vehicles for ${days} days are more than one report can hold: vehicles times days may be ${MAX_VEHICLE_DAYS} at most, such as 1,000 vehicles for 31 days.`,
    )
  const asksVendor = isCompared(request) || isFilled(request)
  if (asksVendor && (vehicles > MAX_COMPARED_VEHICLES || days > MAX_COMPARED_DAYS))
    throw new InvalidInputError(
      `The vendor can be asked about ${MAX_COMPARED_VEHICLES} vehicles for ${MAX_COMPARED_DAYS} days at most. Choose fewer, or leave the vendor out.`,
    )
}

function isCompared({ kind, compare }: ReportRequest): boolean {
  return compare && COMPARED_KINDS.some((each) => each === kind)
}

function isFilled({ kind, fill }: ReportRequest): boolean {
  return fill && TRACK_KINDS.includes(kind)
}

type RunInput = Required<RunOptions> & {
  viewer: Viewer
  request: ReportRequest
  span: TimeSpan
  nowMs: number
  devices: readonly ReportDevice[]
  missing: number
  isOpen: boolean
  isRangeless: boolean
}

class ReportRun {
  private rowCount = 0
  private cutRows = 0
  private problemCount = 0

  constructor(private readonly input: RunInput) {}

  async *events(): AsyncGenerator<ReportEvent> {
    try {
      yield* this.body()
    } catch (error) {
      if (this.input.signal.aborted) return
      const known = error instanceof AppError ? error : internalError(error)
      log.error({ err: error, kind: this.input.request.kind }, 'report broke off')
      yield { type: 'failed', message: await errorWords(known) }
    }
  }

  private async *body(): AsyncGenerator<ReportEvent> {
    const { viewer, request, span, devices, weekStart, nowMs, signal } = this.input
    const settings = await getTripSettings(viewer)
    const by = { zone: request.zone, weekStart }
    const periods = periodsOf(span, { granularity: granularityOf(request), ...by })
    const days = periodsOf(span, { granularity: 'day', ...by })
    const report = new Report({ request, span, periods, days, settings, nowMs })
    yield* this.opening(report)
    const reader = new VehicleReader({
      ...{ viewer, request, span, periods, devices, signal, nowMs, clock: this.input.clock },
      isCompared: isCompared(request),
      isFilled: isFilled(request),
    })
    for (const [done, device] of devices.entries()) {
      signal.throwIfAborted()
      const progress = { type: 'progress' as const, done, total: devices.length, vehicleId: device.id }
      for await (const note of reader.read(device)) {
        if (note.type === 'step') yield { ...progress, step: note.step }
        else if (note.type === 'problem') yield this.problem(note.problem)
        else yield* this.rowsOf(device, report.add(note.data))
      }
      // Other people's requests come first between two vehicles.
      await breathe()
    }
    yield { type: 'progress', done: devices.length, total: devices.length, step: 'reading', vehicleId: null }
    yield* this.closing(report)
  }

  private *opening(report: Report): Generator<ReportEvent> {
    const { request, span, devices, missing, isOpen, isRangeless } = this.input
    const iso = (ms: number) => (isRangeless ? null : new Date(ms).toISOString())
    yield {
      type: 'start',
      kind: request.kind,
      columns: toldColumns(report.table),
      ...{ fromAt: iso(span.fromMs), toAt: iso(span.toMs), zone: request.zone, vehicleCount: devices.length },
      replay: report.table.replay,
    }
    if (missing > 0) yield { type: 'notice', code: 'vehicles_missing', count: missing, limit: null }
    if (isOpen && !isRangeless) yield { type: 'notice', code: 'range_open', count: null, limit: null }
    for (let at = 0; at < devices.length; at += VEHICLES_AT_ONCE)
      yield { type: 'vehicles', vehicles: devices.slice(at, at + VEHICLES_AT_ONCE).map(toVehicle) }
  }

  private problem(problem: Omit<Extract<ReportEvent, { type: 'problem' }>, 'type'>): ReportEvent {
    this.problemCount += 1
    return { type: 'problem', ...problem }
  }

  private *rowsOf(
    device: ReportDevice,
    { rows, subtotal }: { rows: ReportRow[]; subtotal: ReportRow | null },
  ) {
    const fitting = rows.slice(0, Math.max(0, MAX_REPORT_ROWS - this.rowCount))
    this.rowCount += fitting.length
    this.cutRows += rows.length - fitting.length
    for (let at = 0; at < fitting.length; at += ROWS_AT_ONCE) {
      const isLast = at + ROWS_AT_ONCE >= fitting.length
      yield {
        type: 'rows' as const,
        vehicleId: device.id,
        rows: fitting.slice(at, at + ROWS_AT_ONCE),
        subtotal: isLast ? subtotal : null,
      }
    }
  }

  private *closing(report: Report): Generator<ReportEvent> {
    if (this.cutRows > 0)
      yield { type: 'notice', code: 'rows_cut', count: this.cutRows, limit: MAX_REPORT_ROWS }
    for (const chart of report.charts()) yield { type: 'chart', chart }
    yield { type: 'totals', cells: report.totals() }
    const { rowCount, problemCount } = this
    yield { type: 'end', rowCount, vehicleCount: this.input.devices.length, problemCount }
  }
}

function granularityOf(request: ReportRequest): Granularity {
  return request.kind === 'mileage' || request.kind === 'utilization' ? request.params.granularity : 'day'
}

function toVehicle({ id, imei, name, plate, kind, account, group }: ReportDevice) {
  return { id, imei, name, plate, kind, account, group }
}

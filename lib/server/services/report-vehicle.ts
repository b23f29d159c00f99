// Reads what a report needs of one vehicle after another: from our own store, and of the vendor only where asked for. What is
// missing is told, and never stops the others.

import type { REPORT_STEPS, ReportEvent } from '@/lib/domain/api/report-table'
import type { ReportRequest } from '@/lib/domain/api/reports'
import { TRACK_KINDS } from '@/lib/domain/reports/columns'
import {
  type FenceVisit,
  type LastKnown,
  noData,
  type ReportAlarm,
  type VehicleData,
} from '@/lib/domain/reports/vehicle-data'
import type { TrackPoints } from '@/lib/domain/track/points'
import { quietSpans, type TimeSpan } from '@/lib/domain/track/spans'
import type { Viewer } from '../access'
import { countReportAlarms, listReportAlarms, listReportVisits, type ReadEvents } from '../data/report-events'
import {
  listReportClimate,
  listReportEdges,
  listReportFuel,
  listReportPoints,
  type TrackEdges,
} from '../data/report-telemetry'
import { listLastKnown, type ReportDevice } from '../data/reports'
import { AppError, internalError } from '../errors'
import { errorWords } from '../i18n'
import type { Clock } from '../live/clock'
import { log } from '../log'
import { COMPARED_AT_ONCE, type VendorAnswer, vendorFigures } from './report-vendor'
import { fillTracks } from './track-fill'
import { missingSpans } from './track-gaps'

export type ReaderInput = {
  viewer: Viewer
  request: ReportRequest
  span: TimeSpan
  periods: readonly TimeSpan[]
  /** In the order in which they will be read. */
  devices: readonly ReportDevice[]
  isCompared: boolean
  isFilled: boolean
  signal: AbortSignal
  nowMs: number
  clock: Clock
}

type Problem = Omit<Extract<ReportEvent, { type: 'problem' }>, 'type'>

/** What happens while a vehicle is read: what is being done, what is wrong, and at last the data. */
export type ReaderNote =
  | { type: 'step'; step: (typeof REPORT_STEPS)[number] }
  | { type: 'problem'; problem: Problem }
  | { type: 'data'; data: VehicleData }

/** Vehicles that one question is asked for: last states are a row each, events may be thousands. */
const STATES_AT_ONCE = 500
const EVENTS_AT_ONCE = 25
/** Fixes closer together than this leave nothing out. */
const QUIET_MS = 600_000
/** The vendor tells of the time up to a minute ago. */
const END_BEFORE_NOW_MS = 60_000

/** What was read of several vehicles at once, by id. */
type Ahead = {
  ids: ReadonlySet<string>
  edges?: Map<string, TrackEdges>
  visits?: ReadEvents<FenceVisit>
  alarms?: ReadEvents<ReportAlarm>
  alarmCounts?: Map<string, number>
  last?: Map<string, LastKnown>
}

const NOTHING: Ahead = { ids: new Set() }

export class VehicleReader {
  private readonly vendor = new Map<string, VendorAnswer>()
  private ahead: Ahead = NOTHING
  /** Fewer once so many were more than one question takes. */
  private eventsAtOnce = EVENTS_AT_ONCE
  private readonly places: ReadonlyMap<string, number>

  constructor(private readonly input: ReaderInput) {
    this.places = new Map(input.devices.map(({ id }, index) => [id, index]))
  }

  /** @throws the signal's reason once it aborts; any other failure is a problem of the vehicle. */
  async *read(device: ReportDevice): AsyncGenerator<ReaderNote> {
    const { signal, isFilled, isCompared } = this.input
    try {
      if (isFilled) {
        yield { type: 'step', step: 'filling' }
        for (const problem of await this.fill(device)) yield { type: 'problem', problem }
      }
      if (isCompared) {
        if (!this.vendor.has(device.id)) yield { type: 'step', step: 'comparing' }
        const problem = await this.compare(device)
        if (problem !== null) yield { type: 'problem', problem }
      }
      yield { type: 'step', step: 'reading' }
      const { data, problems } = await this.dataOf(device)
      for (const problem of problems) yield { type: 'problem', problem }
      yield { type: 'data', data }
    } catch (error) {
      signal.throwIfAborted()
      log.warn({ err: error, deviceId: device.id }, 'vehicle not reported')
      const message = await errorWords(error instanceof AppError ? error : internalError(error))
      yield { type: 'problem', problem: { vehicleId: device.id, code: 'failed', sec: null, message } }
    }
  }

  private async fill(device: ReportDevice): Promise<Problem[]> {
    const { viewer, span, signal, clock } = this.input
    const problems: Problem[] = []
    await fillTracks(
      viewer,
      { ids: [device.id], span },
      {
        ...{ signal, clock },
        onEvent: (event) => {
          if (event.type !== 'failed') return
          const sec = Math.round((event.toMs - event.fromMs) / 1000)
          problems.push({ vehicleId: device.id, code: 'fill_failed', sec, message: event.message })
        },
      },
    )
    // What came, and that it was asked for, is to be seen.
    this.ahead = NOTHING
    return problems.slice(0, 1)
  }

  /** Asks for this vehicle and the next ones at once. */
  private async compare(device: ReportDevice): Promise<Problem | null> {
    const { viewer, request, span, periods, devices, signal } = this.input
    if (!this.vendor.has(device.id)) {
      this.vendor.clear()
      const next = this.from(device, COMPARED_AT_ONCE, devices)
      const question = { tenantId: viewer.tenantId, kind: request.kind, span, periods, signal }
      for (const [id, answer] of await vendorFigures(next, question)) this.vendor.set(id, answer)
    }
    const problem = this.vendor.get(device.id)?.problem ?? null
    return problem === null ? null : { vehicleId: device.id, sec: null, ...problem }
  }

  private from(device: ReportDevice, count: number, devices: readonly ReportDevice[]): ReportDevice[] {
    const at = this.places.get(device.id) ?? 0
    return devices.slice(at, at + count)
  }

  private async dataOf(device: ReportDevice): Promise<{ data: VehicleData; problems: Problem[] }> {
    const { viewer, request, span, signal } = this.input
    const { id } = device
    if (!this.ahead.ids.has(id)) this.ahead = await this.readAhead(device)
    const data = noData(device)
    data.vendor = this.vendor.get(id)?.figures ?? null
    const problems: Problem[] = []
    const cut = (code: Problem['code'], atMs: number | null | undefined) => {
      if (atMs == null) return
      const sec = Math.round((span.toMs - atMs) / 1000)
      problems.push({ vehicleId: id, code, sec, message: null })
    }
    const fuel = request.kind === 'fuel' ? await listReportFuel(viewer, device, { span, signal }) : null
    if (fuel !== null) data.fuel = fuel.readings
    cut('too_many_readings', fuel?.cutAtMs)
    if (TRACK_KINDS.includes(request.kind)) {
      // What was used is of the same time as how far it went.
      const track = await this.trackOf(device, { ...span, toMs: fuel?.cutAtMs ?? span.toMs })
      data.points = track.points
      problems.push(...track.problems)
    }
    if (request.kind === 'temperature') {
      const { readings, cutAtMs } = await listReportClimate(viewer, device, { span, signal })
      data.climate = readings
      cut('too_many_readings', cutAtMs)
    }
    const { visits, alarms } = this.ahead
    cut('too_many_events', visits?.cutAtMs ?? alarms?.cutAtMs)
    data.visits = visits?.byDevice.get(id) ?? []
    data.alarms = alarms?.byDevice.get(id) ?? []
    data.alarmCount = this.ahead.alarmCounts?.get(id) ?? 0
    data.last = this.ahead.last?.get(id) ?? null
    return { data, problems }
  }

  /** Of this vehicle and the next ones: what takes one question for all of them. */
  private async readAhead(device: ReportDevice): Promise<Ahead> {
    const { viewer, request, span, devices } = this.input
    const isOfStates = request.kind === 'device_status'
    const next = this.from(device, isOfStates ? STATES_AT_ONCE : this.eventsAtOnce, devices)
    const ahead: Ahead = { ids: new Set(next.map(({ id }) => id)) }
    if (TRACK_KINDS.includes(request.kind)) ahead.edges = await listReportEdges(viewer, next, span)
    if (request.kind === 'fence_visits')
      ahead.visits = await listReportVisits(viewer, next, { span, fenceIds: request.params.fenceIds })
    if (request.kind === 'alarms')
      ahead.alarms = await listReportAlarms(viewer, next, { span, ...request.params })
    if (request.kind === 'fleet') ahead.alarmCounts = await countReportAlarms(viewer, next, span)
    if (isOfStates) ahead.last = await listLastKnown(viewer, next)
    const cutAtMs = ahead.visits?.cutAtMs ?? ahead.alarms?.cutAtMs ?? null
    if (cutAtMs === null || next.length === 1) return ahead
    // One that tells too much leaves out nothing of the others.
    this.eventsAtOnce = Math.ceil(next.length / 5)
    return this.readAhead(device)
  }

  private async trackOf(
    device: ReportDevice,
    span: TimeSpan,
  ): Promise<{ points: TrackPoints; problems: Problem[] }> {
    const { viewer, signal, nowMs } = this.input
    const known = this.ahead.edges?.get(device.id) ?? { beforeMs: null, afterMs: null, asked: [] }
    const edges = span.toMs < this.input.span.toMs ? { ...known, afterMs: null } : known
    const { points, cutAtMs } = await listReportPoints(viewer, device, { span, edges, signal })
    const problems: Problem[] = []
    const told = { fromMs: span.fromMs, toMs: cutAtMs ?? span.toMs }
    const problem = (code: Problem['code'], ms: number) =>
      problems.push({ vehicleId: device.id, code, sec: Math.round(ms / 1000), message: null })
    // What the vendor does not keep any more is missing all the same.
    const askedOfMs = Math.min(nowMs, span.toMs + END_BEFORE_NOW_MS)
    const missing = missingSpans(told, { atMs: points.atMs, asked: edges.asked, nowMs: askedOfMs })
    // Spans to ask for are joined where they are near; what is said to be missing is only what is.
    const missingMs = missing
      .flatMap((part) => quietSpans(part, points.atMs, QUIET_MS))
      .reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
    if (missingMs > 0) problem('not_asked', missingMs)
    if (cutAtMs !== null) problem('too_many_fixes', span.toMs - cutAtMs)
    return { points, problems }
  }
}

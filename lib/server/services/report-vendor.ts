// The vendor's own figures beside ours: trips, parking and idling, mileage by period, of a few vehicles at a time, in the call
// budget's background lane. A vehicle of which they could not be had is told with the reason, and costs only itself.

import type { ReportKind } from '@/lib/domain/api/reports'
import type { VendorFigures } from '@/lib/domain/reports/vehicle-data'
import type { TimeSpan } from '@/lib/domain/track/spans'
import type { MethodInput, MethodName, MethodOutput } from '@/lib/jimi/contract'
import { toProfile } from '@/lib/jimi/wire/profile'
import type { ReportDevice } from '../data/reports'
import { findConnection } from '../data/system/connections'
import { AppError, internalError } from '../errors'
import { errorWords } from '../i18n'
import { callConnectionInParts } from '../jimi'
import { log } from '../log'
import { vendorFailure } from './vendor-words'

/** What became of one vehicle: figures, or why there are none. */
export type VendorAnswer =
  | { figures: VendorFigures; problem: null }
  | { figures: null; problem: { code: 'compare_failed' | 'compare_unsupported'; message: string | null } }

export type VendorQuestion = {
  tenantId: string
  kind: ReportKind
  span: TimeSpan
  /** For mileage: each is asked for by itself. */
  periods: readonly TimeSpan[]
  signal: AbortSignal
}

/** Vehicles of one call at the vendor. */
export const COMPARED_AT_ONCE = 25
const ROWS = 100

/** The vendor's figures of some vehicles, by id. Never fails as a whole but by the signal. */
export async function vendorFigures(
  devices: readonly ReportDevice[],
  question: VendorQuestion,
): Promise<Map<string, VendorAnswer>> {
  const answers = new Map<string, VendorAnswer>()
  for (const connectionId of new Set(devices.map((device) => device.connectionId))) {
    const own = devices.filter((device) => device.connectionId === connectionId)
    const told = await askConnection(own, connectionId, question)
    for (const [id, answer] of told) answers.set(id, answer)
  }
  return answers
}

async function askConnection(
  devices: readonly ReportDevice[],
  id: string,
  question: VendorQuestion,
): Promise<Map<string, VendorAnswer>> {
  const connection = await findConnection(question.tenantId, id)
  const isLegacy = toProfile(connection?.profile ?? '') === 'ts'
  // The legacy dialect knows trips by another method, and no parking at all.
  if (question.kind === 'stops' && isLegacy)
    return new Map(
      devices.map((device) => [
        device.id,
        { figures: null, problem: { code: 'compare_unsupported', message: null } },
      ]),
    )
  const asking = new Asking(devices, { ...question, ref: { tenantId: question.tenantId, id } })
  try {
    if (question.kind === 'mileage') await asking.mileage()
    else if (question.kind === 'stops') await asking.stops(connection?.account ?? '')
    else if (isLegacy) await asking.tripsByMileage()
    else await asking.trips(connection?.account ?? '')
  } catch (error) {
    question.signal.throwIfAborted()
    await asking.fail(devices, error)
  }
  return asking.answers()
}

type Ref = { tenantId: string; id: string }

class Asking {
  private readonly figures = new Map<string, VendorFigures>()
  private readonly failures = new Map<string, string>()
  private readonly byImei: ReadonlyMap<string, ReportDevice>

  constructor(
    private readonly devices: readonly ReportDevice[],
    private readonly question: VendorQuestion & { ref: Ref },
  ) {
    this.byImei = new Map(devices.map((device) => [device.imei, device]))
    for (const { id } of devices) this.figures.set(id, { trips: [], stops: [], distancesM: [] })
  }

  answers(): Map<string, VendorAnswer> {
    const answers = new Map<string, VendorAnswer>()
    for (const [id, figures] of this.figures) {
      const message = this.failures.get(id)
      if (message === undefined) answers.set(id, { figures, problem: null })
      else answers.set(id, { figures: null, problem: { code: 'compare_failed', message } })
    }
    return answers
  }

  async trips(accountLogin: string): Promise<void> {
    const report = await this.ask('jimi.open.platform.report.trips', {
      ...this.page(accountLogin),
      by: 'trip',
    })
    for (const { imei, days } of report.byTrip)
      for (const trip of days.flatMap((day) => day.trips))
        this.of(imei)?.trips.push({
          startedMs: trip.startAt.getTime(),
          endedMs: trip.endAt.getTime(),
          distanceM: trip.distanceKm === undefined ? null : trip.distanceKm * 1000,
        })
    for (const { trips } of this.figures.values()) trips.sort((a, b) => a.startedMs - b.startedMs)
  }

  async tripsByMileage(): Promise<void> {
    const { trips } = await this.ask('jimi.device.track.mileage', this.span(this.question.span))
    for (const { imei, startAt, endAt, distanceM } of trips)
      this.of(imei)?.trips.push({
        startedMs: startAt.getTime(),
        endedMs: endAt.getTime(),
        distanceM: distanceM ?? null,
      })
    for (const { trips: own } of this.figures.values()) own.sort((a, b) => a.startedMs - b.startedMs)
  }

  async stops(accountLogin: string): Promise<void> {
    for (const ignition of [false, true]) {
      const { rows } = await this.ask('jimi.open.platform.report.parking', {
        ...this.page(accountLogin),
        ignition,
      })
      for (const { imei, startAt, endAt, durationSec, stopSec } of rows) {
        const sec = durationSec ?? stopSec
        this.of(imei)?.stops.push({
          arrivedMs: startAt.getTime(),
          leftMs: endAt?.getTime() ?? null,
          durationMs: sec === undefined ? null : sec * 1000,
          isIdling: ignition,
        })
      }
    }
    for (const { stops } of this.figures.values()) stops.sort((a, b) => a.arrivedMs - b.arrivedMs)
  }

  /** Trips count in the period they began in where the vendor gives no sums. */
  async mileage(): Promise<void> {
    for (const [index, period] of this.question.periods.entries()) {
      const { trips, totals } = await this.ask('jimi.device.track.mileage', this.span(period))
      const sums = new Map(totals.map(({ imei, distanceM }) => [imei, distanceM]))
      for (const { imei, id } of this.devices) {
        const own = trips.filter((trip) => trip.imei === imei)
        const ofTrips = own.reduce((sum, { distanceM }) => sum + (distanceM ?? 0), 0)
        const list = this.figures.get(id)?.distancesM
        if (list !== undefined) list[index] = sums.get(imei) ?? ofTrips
      }
    }
  }

  async fail(devices: readonly ReportDevice[], error: unknown): Promise<void> {
    const known = error instanceof AppError ? error : vendorFailure(error, Date.now())
    if (known === null) log.error({ err: error }, 'vendor report not read')
    else log.info({ err: known }, 'vendor report not told')
    const message = await errorWords(known ?? internalError(error))
    for (const { id } of devices) this.failures.set(id, message)
  }

  private of(imei: string | undefined): VendorFigures | undefined {
    return this.figures.get(this.byImei.get(imei ?? '')?.id ?? '')
  }

  private get imeis(): string[] {
    return this.devices.map(({ imei }) => imei)
  }

  private page(accountLogin: string) {
    const { fromMs, toMs } = this.question.span
    const span = { beginAt: new Date(fromMs), endAt: new Date(toMs - 1000) }
    return { accountLogin, imeis: this.imeis, ...span, startRow: 0, pageSize: ROWS }
  }

  private span({ fromMs, toMs }: TimeSpan) {
    return { imeis: this.imeis, beginAt: new Date(fromMs), endAt: new Date(toMs - 1000), pageSize: 1_000 }
  }

  private async ask<N extends MethodName>(method: N, input: MethodInput<N>): Promise<MethodOutput<N>> {
    const { ref, signal } = this.question
    const { output, parts } = await callConnectionInParts(ref, method, input, { signal })
    for (const part of parts) {
      if (part.ok) continue
      const missed = new Set(part.imeis ?? this.imeis)
      await this.fail(
        this.devices.filter(({ imei }) => missed.has(imei)),
        part.error,
      )
    }
    return output
  }
}

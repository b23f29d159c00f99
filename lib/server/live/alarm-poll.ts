// A light look at the vendor's alarm list while somebody watches a small fleet. Alarms by push are another matter; this
// only keeps a connection without push from missing them. Large fleets are left out: 50 devices a call would use up the
// vendor's patience.

import type { MethodOutput } from '@/lib/jimi/contract'
import { SAFE_IMEIS_PER_CALL } from '@/lib/jimi/contract/positions'
import { insertAlarms } from '../data/system/alarms'
import { callConnection, vendorOffsetMs } from '../jimi'
import { log } from '../log'
import { type ConnectionRef, isRefusalOfOne } from '../services/upstream-health'
import { polledReport } from './alarm-reports'
import type { Clock } from './clock'
import type { FleetVehicle } from './fleet-state'
import { livePublisher, newsByTenant } from './live-publisher'

type AlarmRow = MethodOutput<'jimi.device.alarm.list'>[number]

export type AlarmPollOptions = {
  ref: ConnectionRef
  /** Profile `ts` takes one device a call, so it is not polled at all. */
  profile: string
  clock: Clock
  vehicles: () => FleetVehicle[]
  lease: (keepMs: number) => Promise<boolean>
}

/** Fleets above this are not asked about alarms by polling: 500 devices are ten calls a minute already. */
export const ALARM_POLL_MAX_DEVICES = 500
const LOOK_EVERY_MS = 60_000
/** How far a look reaches back: devices send late, and storing an alarm twice changes nothing. */
const LOOK_BACK_MS = 15 * 60_000
/** The vendor wants spans that ended before now. */
const END_BEFORE_NOW_MS = 60_000
const PAGE_SIZE = 100
const MAX_PAGES = 10

export class AlarmPoll {
  private lastLookMs = Number.NEGATIVE_INFINITY
  private reachedMs: number
  private run: Promise<void> | null = null
  private readonly stopping = new AbortController()

  constructor(private readonly options: AlarmPollOptions) {
    this.reachedMs = options.clock.now()
  }

  /** Begins a look if one is due and none is under way. */
  look(): void {
    const nowMs = this.options.clock.now()
    if (this.options.profile === 'ts' || this.run !== null || nowMs - this.lastLookMs < LOOK_EVERY_MS) return
    const vehicles = this.options.vehicles()
    if (vehicles.length === 0 || vehicles.length > ALARM_POLL_MAX_DEVICES) return
    this.lastLookMs = nowMs
    this.run = this.readAlarms(vehicles, nowMs)
      .catch((error: unknown) => {
        if (this.stopping.signal.aborted) return
        log.warn({ err: error, connectionId: this.options.ref.id }, 'alarms not read')
      })
      .finally(() => {
        this.run = null
      })
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    await this.run
  }

  private async readAlarms(vehicles: FleetVehicle[], nowMs: number): Promise<void> {
    if (!(await this.options.lease(2 * LOOK_EVERY_MS))) {
      // Another process looks. Should it die, its minute is ours at once.
      this.lastLookMs = Number.NEGATIVE_INFINITY
      return
    }
    const offsetMs = await vendorOffsetMs(this.options.ref)
    const span = {
      beginAt: new Date(this.reachedMs + offsetMs - LOOK_BACK_MS),
      endAt: new Date(nowMs + offsetMs - END_BEFORE_NOW_MS),
    }
    const { tenantId } = this.options.ref
    const idByImei = new Map(vehicles.map(({ record }) => [record.imei, record.id]))
    const imeis = [...idByImei.keys()]
    for (let start = 0; start < imeis.length; start += SAFE_IMEIS_PER_CALL) {
      const rows = await this.readBatch(imeis.slice(start, start + SAFE_IMEIS_PER_CALL), span)
      // When they are stored, not when the look began: whoever reads on from where they were must not have passed it.
      const receivedAt = new Date(this.options.clock.now())
      const alarms = rows.flatMap((row) => {
        const deviceId = idByImei.get(row.imei)
        return deviceId === undefined ? [] : [polledReport(row, { tenantId, deviceId, receivedAt })]
      })
      const fresh = await insertAlarms({ alarms })
      for (const news of newsByTenant({ patches: [], alarms: fresh })) livePublisher().publish(news)
    }
    this.reachedMs = nowMs
  }

  private async readBatch(imeis: string[], span: { beginAt: Date; endAt: Date }): Promise<AlarmRow[]> {
    const rows: AlarmRow[] = []
    for (let page = 1; page <= MAX_PAGES; page += 1) {
      const input = { imeis, ...span, page, pageSize: PAGE_SIZE }
      const answer = await this.ask(input)
      rows.push(...answer)
      if (answer.length < PAGE_SIZE) break
    }
    return rows
  }

  /** A batch with a device that is not ours any more is refused as a whole; the others must not wait for it. */
  private async ask(
    input: Parameters<typeof callConnection<'jimi.device.alarm.list'>>[2],
  ): Promise<AlarmRow[]> {
    try {
      const { signal } = this.stopping
      return await callConnection(this.options.ref, 'jimi.device.alarm.list', input, { signal })
    } catch (error) {
      if (isRefusalOfOne(error)) return []
      throw error
    }
  }
}

// A vendor with a small fleet, a tenant connected to it with people of every kind, and a worker whose waiting takes no time.

import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach } from 'vitest'
import type { DeviceItemView, DeviceJobView } from '@/lib/domain/api/device-jobs'
import type { Profile } from '@/lib/jimi/wire/profile'
import type { Viewer } from '@/lib/server/access'
import { getDeviceJob, listDeviceItems } from '@/lib/server/data/device-jobs'
import { db } from '@/lib/server/db'
import type { Role } from '@/lib/server/generated/prisma/enums'
import { JobWorker, type ReportProgress } from '@/lib/server/jobs/worker'
import { type Clock, systemClock } from '@/lib/server/live/clock'
import { budgetOf } from '@/lib/server/services/app-budget'
import { DEVICE_WORK, runDeviceJob } from '@/lib/server/services/device-jobs-run'
import { TokenBucket } from '@/lib/server/services/token-bucket'
import {
  type Customer,
  connectTenant,
  forgetVendor,
  startVendor,
  storeRoster,
  type Vendor,
} from '../live/vendor'

export const MOVE = 'jimi.open.device.move'
export const UPDATE = 'jimi.open.device.update'
export const EXPIRY = 'jimi.user.device.expiration.update'
export const BIND = 'jimi.open.device.bind'
export const WRITES = [MOVE, UPDATE, EXPIRY, BIND, 'jimi.open.device.unbind']

export type Row = { id: string; imei: string; name: string; login: string }

type Working = { report?: ReportProgress; whileResting?: () => Promise<void> }
/** So long only a rest sleeps at once. */
const LONG_MS = 5_000

export class JobsWorld {
  private constructor(
    readonly vendor: Vendor,
    readonly customer: Customer,
  ) {}

  static async open(profile: Profile = 'pro'): Promise<JobsWorld> {
    forgetVendor()
    const vendor = await startVendor({ profile })
    const customer = await connectTenant(vendor, 'acme')
    await storeRoster(vendor, customer, 'acme')
    const world = new JobsWorld(vendor, customer)
    world.paceNobody()
    return world
  }

  /** How pace is kept is tested elsewhere. */
  private paceNobody(): void {
    this.budget().bucket = new TokenBucket({ capacity: 1_000, refillMs: 0 })
  }

  /** The vendor's quota is used up for so long. */
  silenceVendor(forMs: number): void {
    this.budget().pause.restore({ untilMs: Date.now() + forMs, reason: 'used up' })
  }

  private budget() {
    const { sandbox } = this.vendor
    const nothing = { pausedUntil: null, pauseReason: null, clockOffsetMs: null, clockMeasuredAt: null }
    return budgetOf(`${sandbox.url} ${sandbox.appKey}`, { ...this.customer.ref, ...nothing })
  }

  get tenantId(): string {
    return this.customer.ref.tenantId
  }

  async person(role: Role, scopePath = '/', deniedRights: string[] = []): Promise<Viewer> {
    const userId = randomUUID()
    const profile = { email: `${userId}@example.com`, name: `A ${role}`, passwordHash: '-', role }
    await db().user.create({
      data: { tenantId: this.tenantId, id: userId, ...profile, scopePath, deniedRights },
    })
    return { tenantId: this.tenantId, userId, role, scopePath }
  }

  /** Devices of an account as our rows have them, by IMEI. */
  async devicesOf(login: string): Promise<Row[]> {
    const rows = await db().device.findMany({
      where: { tenantId: this.tenantId, account: { login } },
      select: { id: true, imei: true, name: true },
      orderBy: { imei: 'asc' },
    })
    return rows.map((row) => ({ ...row, login }))
  }

  async accountId(login: string): Promise<string> {
    const row = await db().account.findFirstOrThrow({ where: { tenantId: this.tenantId, login } })
    return row.id
  }

  /** Does what is queued, as a worker that just started, with a clock of its own in which waiting takes no time. */
  async work({ report, whileResting }: Working = {}): Promise<void> {
    const clock = quickClock(whileResting)
    const handlers = {
      [DEVICE_WORK]: (job: Parameters<typeof runDeviceJob>[0], signal: AbortSignal) =>
        runDeviceJob(job, { signal, clock, report }),
    }
    while (await new JobWorker({ owner: randomUUID(), handlers }).runNext());
  }

  async outcome(viewer: Viewer, jobId: string): Promise<{ job: DeviceJobView; items: DeviceItemView[] }> {
    const job = await getDeviceJob(viewer, jobId)
    const { items } = await listDeviceItems(viewer, jobId, { skip: 0, take: 1_000 })
    return { job, items }
  }

  /** How often each item left for the vendor. */
  async sent(jobId: string): Promise<number[]> {
    const rows = await db().deviceJobItem.findMany({
      where: { tenantId: this.tenantId, jobId },
      orderBy: { seq: 'asc' },
    })
    return rows.map(({ sentCount }) => sentCount)
  }

  async callsOf(method: string): Promise<number> {
    return (await this.vendor.calls())[method] ?? 0
  }

  async writes(): Promise<number> {
    const calls = await this.vendor.calls()
    return WRITES.reduce((sum, method) => sum + (calls[method] ?? 0), 0)
  }

  async trail(): Promise<{ action: string; detail: unknown }[]> {
    const rows = await db().auditEntry.findMany({
      where: { tenantId: this.tenantId },
      orderBy: { seq: 'asc' },
    })
    return rows.map(({ action, detail }) => ({ action, detail }))
  }
}

/** Makes a world before each test and ends it afterwards. */
export function prepareJobsWorld(): () => JobsWorld {
  let world: JobsWorld | null = null
  beforeEach(async () => {
    world = await JobsWorld.open()
  })
  afterEach(() => world?.vendor.close())
  return () => {
    if (world === null) throw new Error('only within a test')
    return world
  }
}

/** A clock whose sleeps are over at once, and have passed. */
function quickClock(whileResting: () => Promise<void> = async () => {}): Clock {
  let aheadMs = 0
  return {
    now: () => systemClock.now() + aheadMs,
    sleep: async (ms) => {
      aheadMs += ms
      if (ms >= LONG_MS) await whileResting()
    },
    random: () => 0.5,
  }
}

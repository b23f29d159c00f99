// Reads from the database what other processes stored, for the tenants watched here, whenever the bus does not bring it: every
// few seconds while Redis is away or not configured, and now and then otherwise, as another process may have lost Redis alone.

import { listAlarmsReceivedSince } from '../data/system/alarms-since'
import { log } from '../log'
import { countFallbackRead } from '../metrics'
import type { LiveBus, LiveNews } from './live-bus'
import { newsByTenant } from './live-publisher'
import { readStatesSince } from './storage'

export type NewsReaderOptions = {
  bus: LiveBus
  /** Tenants somebody watches here. */
  tenantIds: () => string[]
  take: (news: LiveNews) => void
}

const LOOK_EVERY_MS = 500
const READ_AWAY_EVERY_MS = 2_500
const READ_ROUTINE_EVERY_MS = 20_000
/** What was received before the last read may have been committed after it, and clocks differ. */
const LOOK_BACK_MS = 6_000
/** Alarms carry the time at which storing them began, which may wait for another writer of the same vehicles. */
const ALARM_LOOK_BACK_MS = 60_000
const ALARMS_REMEMBERED = 5_000

export class NewsReader {
  /** By tenant: when it was first seen watched and last read, ms since epoch. */
  private readonly tenants = new Map<string, { seenMs: number; readMs: number }>()
  /** Alarms that were told already, oldest first. */
  private readonly told = new Set<string>()
  private readonly stopListening: () => void
  private readonly timer: NodeJS.Timeout
  private wasConnected = true
  private running: Promise<void> | null = null
  private readAtMs = performance.now()

  constructor(private readonly options: NewsReaderOptions) {
    const { bus } = options
    this.stopListening = bus.subscribe(
      ({ alarms }) => this.remember(alarms.map(({ id }) => id)),
      () => false,
    )
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS).unref()
  }

  async stop(): Promise<void> {
    clearInterval(this.timer)
    this.stopListening()
    await this.running
  }

  private look(): void {
    if (this.running !== null) return
    const isConnected = this.options.bus.isConnected()
    const pauseMs = isConnected ? READ_ROUTINE_EVERY_MS : READ_AWAY_EVERY_MS
    // Whatever was said while the bus came or went may be lost.
    const hasChanged = isConnected !== this.wasConnected
    if (!hasChanged && performance.now() - this.readAtMs < pauseMs) return
    this.wasConnected = isConnected
    this.readAtMs = performance.now()
    this.running = this.read(isConnected ? 'routine' : 'away')
      .catch((error: unknown) => log.debug({ err: error }, 'live news not read'))
      .finally(() => {
        this.running = null
      })
  }

  private async read(reason: 'away' | 'routine'): Promise<void> {
    const watched = new Set(this.options.tenantIds())
    for (const tenantId of this.tenants.keys()) if (!watched.has(tenantId)) this.tenants.delete(tenantId)
    if (watched.size === 0) return
    countFallbackRead(reason)
    for (const tenantId of watched) await this.readTenant(tenantId)
  }

  private async readTenant(tenantId: string): Promise<void> {
    const nowMs = Date.now()
    const { seenMs, readMs } = this.tenants.get(tenantId) ?? { seenMs: nowMs, readMs: nowMs }
    // Alarms of before are in the list that a page reads when it opens.
    const alarmsSinceMs = Math.max(seenMs - READ_AWAY_EVERY_MS, readMs - ALARM_LOOK_BACK_MS)
    const patches = await readStatesSince(tenantId, null, readMs - LOOK_BACK_MS)
    const stored = await listAlarmsReceivedSince(tenantId, new Date(alarmsSinceMs))
    const alarms = stored.filter(({ id }) => !this.told.has(id))
    this.remember(alarms.map(({ id }) => id))
    for (const news of newsByTenant({ patches: patches.map((patch) => ({ ...patch, tenantId })), alarms }))
      this.options.take(news)
    // Only now: a read that failed is made good by the next one.
    this.tenants.set(tenantId, { seenMs, readMs: nowMs })
  }

  private remember(ids: readonly string[]): void {
    for (const id of ids) this.told.add(id)
    for (const id of this.told) {
      if (this.told.size <= ALARMS_REMEMBERED) return
      this.told.delete(id)
    }
  }
}

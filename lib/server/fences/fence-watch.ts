// Holds the fixes of one tenant against its fences. What is stored is the truth: news only say which vehicles to look at, and
// their fixes since the last look are read from the database. So nothing is missed that a restart, another process or a lost
// message kept from us, and whatever is looked at twice ends the same. One process at a time does this, see fence-runner.ts.

import { type EngineFix, FenceEngine, type FenceEvent } from '@/lib/domain/geofence-engine'
import type { NewAlarm } from '../data/system/alarms'
import * as stored from '../data/system/fence-engine-data'
import { storeFenceNews } from '../data/system/fence-events'
import type { Clock } from '../live/clock'
import type { StatePatch } from '../live/state-patch'
import { fenceAlarm } from './fence-alarms'

export type FenceWatchOptions = {
  tenantId: string
  clock: Clock
  /** Told of alarms once they are stored. */
  onAlarms: (alarms: readonly NewAlarm[]) => void
}

/** What was not looked at for longer than this is not made up for. */
const CATCH_UP_MS = 24 * 3_600_000
/** A crash costs at most so much looking at fixes again. */
const KEEP_TRACKS_EVERY_MS = 60_000
/** Stays become long by themselves. */
const TICK_EVERY_MS = 15_000
/** Another process may have stored what nobody told us of. */
const LOOK_EVERY_MS = 20_000
const LOOK_BACK_MS = 6_000
/** A fence is watched so soon after it was drawn. */
const TAKEN_UP_WITHIN_MS = 10_000
const DEVICES_AT_ONCE = 1000
/** A sync of the roster moves vehicles between accounts, and tells nobody. */
const READ_PATHS_EVERY_MS = 60_000

export class FenceWatch {
  private engine = new FenceEngine()
  private fences = new Map<string, stored.WatchedFence>()
  private paths = new Map<string, string>()
  /** Devices that send fixes and are in no roster we have read. */
  private strangers = new Set<string>()
  /** Vehicles to look at, each with the time of its newest fix we know of. */
  private readonly pending = new Map<string, number>()
  /** Up to when each vehicle's fixes were read, also those that counted for nothing. */
  private readonly readMs = new Map<string, number>()
  /** Vehicles whose track in the database is behind. */
  private readonly dirty = new Set<string>()
  private isLoaded = false
  private keptMs = 0
  private tickedMs = 0
  private lookedMs = 0
  private pathsMs = 0

  constructor(private readonly options: FenceWatchOptions) {}

  /** News of vehicles. Costs next to nothing: the work is done by `step`. */
  note(patches: readonly StatePatch[]): void {
    for (const { deviceId, fix } of patches) if (fix !== undefined) this.noteFix(deviceId, fix.atMs)
  }

  /** Takes fences and vehicles anew, because they changed. */
  async reload(): Promise<void> {
    const fences = await stored.listWatchedFences(this.options.tenantId, this.fences)
    this.fences = new Map(fences.map((fence) => [fence.id, fence]))
    this.engine.setFences(fences)
    await this.readPaths()
  }

  private async readPaths(): Promise<void> {
    this.pathsMs = this.options.clock.now()
    this.paths = await stored.listDevicePaths(this.options.tenantId)
    for (const deviceId of this.engine.noteAccounts(this.paths)) this.dirty.add(deviceId)
  }

  /** One round of work: everything that is pending, stays that became long, and tracks kept. Throws when storing failed. */
  async step(): Promise<void> {
    if (!this.isLoaded) await this.load()
    const nowMs = this.options.clock.now()
    if (nowMs - this.lookedMs >= LOOK_EVERY_MS) await this.look(nowMs)
    if (nowMs - this.pathsMs >= READ_PATHS_EVERY_MS) await this.readPaths()
    try {
      await this.evaluatePending(nowMs)
      if (nowMs - this.tickedMs >= TICK_EVERY_MS) {
        this.tickedMs = nowMs
        await this.store(this.engine.tick(nowMs))
      }
      if (nowMs - this.keptMs >= KEEP_TRACKS_EVERY_MS) await this.keep(nowMs)
    } catch (error) {
      // The engine knows what the database does not. It begins again from what is stored.
      this.isLoaded = false
      throw error
    }
  }

  /** Writes down how far it came, before another goes on with it. */
  async stop(): Promise<void> {
    if (this.isLoaded) await this.keep(this.options.clock.now())
  }

  private async load(): Promise<void> {
    const { tenantId, clock } = this.options
    this.engine = new FenceEngine()
    this.fences.clear()
    this.dirty.clear()
    this.readMs.clear()
    await this.reload()
    const nowMs = clock.now()
    for (const [deviceId, track] of await stored.listTracks(tenantId)) this.engine.restore(deviceId, track)
    for (const deviceId of this.engine.noteAccounts(this.paths)) this.dirty.add(deviceId)
    for (const [deviceId, atMs] of await stored.listLastFixes(tenantId, new Date(nowMs - CATCH_UP_MS)))
      this.noteFix(deviceId, atMs)
    this.keptMs = nowMs
    this.lookedMs = nowMs
    this.tickedMs = nowMs
    this.isLoaded = true
  }

  private async look(nowMs: number): Promise<void> {
    const since = new Date(this.lookedMs - LOOK_BACK_MS)
    const fixes = await stored.listLastFixes(this.options.tenantId, since)
    for (const [deviceId, atMs] of fixes) this.noteFix(deviceId, atMs)
    const isUnknown = (deviceId: string) => !this.paths.has(deviceId)
    if ([...fixes.keys()].some((deviceId) => isUnknown(deviceId) && !this.strangers.has(deviceId)))
      await this.readPaths()
    // Asking again every time would help nobody: those that come to the roster are found with the others.
    this.strangers = new Set([...fixes.keys(), ...this.strangers].filter(isUnknown))
    this.lookedMs = nowMs
  }

  private noteFix(deviceId: string, atMs: number): void {
    const lastMs = this.engine.trackOf(deviceId)?.atMs ?? Number.NEGATIVE_INFINITY
    if (atMs <= lastMs) return
    if (atMs > (this.pending.get(deviceId) ?? Number.NEGATIVE_INFINITY)) this.pending.set(deviceId, atMs)
  }

  private async evaluatePending(nowMs: number): Promise<void> {
    const due = [...this.pending]
    this.pending.clear()
    for (let start = 0; start < due.length; start += DEVICES_AT_ONCE)
      await this.evaluateSome(due.slice(start, start + DEVICES_AT_ONCE), nowMs)
  }

  private async evaluateSome(due: readonly (readonly [string, number])[], nowMs: number): Promise<void> {
    const spans = due.flatMap(([deviceId, untilMs]) => this.spanOf({ deviceId, untilMs, nowMs }))
    if (spans.length === 0) return
    const fixes = await stored.readFixes(this.options.tenantId, spans)
    const events: FenceEvent[] = []
    const counts = new Map<string, number>()
    for (const fix of fixes) {
      counts.set(fix.deviceId, (counts.get(fix.deviceId) ?? 0) + 1)
      this.dirty.add(fix.deviceId)
      // A fix of the future must not hide those until then.
      this.readMs.set(fix.deviceId, Math.min(fix.atMs, nowMs))
      events.push(...this.engine.evaluate(this.withPath(fix), nowMs))
    }
    // More were stored than are read at once: the rest has its turn in the next round.
    for (const { deviceId, untilMs } of spans)
      if (counts.get(deviceId) === stored.FIXES_AT_ONCE) this.noteFix(deviceId, untilMs)
    await this.store(events)
  }

  private spanOf({ deviceId, untilMs, nowMs }: { deviceId: string; untilMs: number; nowMs: number }) {
    if (!this.paths.has(deviceId)) return []
    const track = this.engine.trackOf(deviceId)
    // Of a vehicle that was never looked at, only where it is now, and how it came there while its fence was being taken up.
    const lastMs = Math.max(
      track?.atMs ?? Math.min(untilMs, nowMs - TAKEN_UP_WITHIN_MS) - 1,
      this.readMs.get(deviceId) ?? 0,
    )
    return [{ deviceId, afterMs: Math.max(lastMs, nowMs - CATCH_UP_MS), untilMs }]
  }

  private withPath(fix: Omit<EngineFix, 'devicePath'>): EngineFix {
    return { ...fix, devicePath: this.paths.get(fix.deviceId) ?? '' }
  }

  private async store(events: readonly FenceEvent[]): Promise<void> {
    if (events.length === 0) return
    const { tenantId, clock, onAlarms } = this.options
    const toldAt = new Date(clock.now())
    const alarms = events.flatMap((event) => {
      const fence = this.fences.get(event.fenceId)
      return fence === undefined ? [] : (fenceAlarm(event, { tenantId, fence, receivedAt: toldAt }) ?? [])
    })
    const deviceIds = new Set(events.map(({ deviceId }) => deviceId))
    const tracks = [...deviceIds].flatMap((deviceId) => this.trackRow(deviceId))
    const fresh = await storeFenceNews(tenantId, { events, alarms, tracks, toldAt })
    for (const deviceId of deviceIds) this.dirty.delete(deviceId)
    if (fresh.length > 0) onAlarms(fresh)
  }

  private async keep(nowMs: number): Promise<void> {
    const tracks = [...this.dirty].flatMap((deviceId) => this.trackRow(deviceId))
    if (tracks.length > 0)
      await storeFenceNews(this.options.tenantId, {
        events: [],
        alarms: [],
        tracks,
        toldAt: new Date(nowMs),
      })
    this.dirty.clear()
    this.keptMs = nowMs
  }

  private trackRow(deviceId: string) {
    const track = this.engine.trackOf(deviceId)
    return track === null ? [] : [{ deviceId, track }]
  }
}

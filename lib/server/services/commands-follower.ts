// Follows commands while nobody looks: asks what became of those that left, lets run out what has waited too long, and sends
// what waits with us once its device is back. Of several processes one follows a tenant's. A command that left is only ever
// asked after here; what has not left goes through commands-door.ts like any other, with the rights its requester has then.

import 'server-only'
import { randomUUID } from 'node:crypto'
import { type CommandState, READY_AT_MOST_MS, READY_IN_BATCH_AT_MOST_MS } from '@/lib/domain/command'
import type { Viewer } from '../access'
import { expireReady } from '../data/command-endings'
import { type CommandRecord, listOpenCommands } from '../data/commands'
import { listTenantsWithCommands } from '../data/system/open-commands'
import { env } from '../env'
import { LeaseKeeper } from '../jobs/lease-keeper'
import { type Clock, systemClock } from '../live/clock'
import { log } from '../log'
import { expireOld, FOLLOWED_FOR_MS, historyInBackground, refreshCommand } from './commands-results'
import { WaitingCommands } from './commands-waiting'

/** While something is open, and while nothing is. Each device is asked for far more seldom, see commands-results.ts. */
const STEP_MS = 2_000
const CALM_MS = 5_000
const KEEP_LEASE_MS = 30_000
/** A process that ends has little time. */
const STOP_WITHIN_MS = 1_500
/** Looked at in one round. With more, each has its turn in some round. */
const AT_ONCE = 300

const OPEN: readonly CommandState[] = [
  'awaiting_approval',
  'approved',
  'waiting',
  'sending',
  'sent',
  'queued',
  'unknown',
]
/** Ready ones are not looked at one by one, for a batch has hundreds of them. */
const NOTICED: readonly CommandState[] = [...OPEN, 'ready']

export class CommandFollower {
  private readonly owner = env().databaseUrl === null ? 'the only process' : randomUUID()
  private readonly stopping = new AbortController()
  private readonly leases = new Map<string, LeaseKeeper>()
  private readonly waiting: WaitingCommands
  private loop: Promise<void> | null = null

  constructor(private readonly clock: Clock = systemClock) {
    this.waiting = new WaitingCommands(clock)
  }

  /** Begins to work by the clock. Tests call `round` themselves instead. */
  start(): void {
    this.loop ??= this.work()
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    // What is being sent may take the vendor a minute. Its row says that it left, so nobody sends it again.
    await Promise.race([this.loop, this.clock.sleep(STOP_WITHIN_MS)])
    for (const lease of this.leases.values()) await lease.release().catch(() => undefined)
    this.leases.clear()
  }

  /** One look at all tenants. Answers whether anything is open. Never throws. */
  async round(): Promise<boolean> {
    try {
      const tenants = await listTenantsWithCommands(NOTICED, this.leftAfter())
      await this.dropOthers(tenants)
      for (const tenantId of tenants) if (await this.isOurs(tenantId)) await this.follow(tenantId)
      return tenants.length > 0
    } catch (error) {
      if (!this.stopping.signal.aborted) log.warn({ err: error }, 'commands not followed')
      return false
    }
  }

  private async work(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const isOpen = await this.round()
      await this.clock.sleep(isOpen ? STEP_MS : CALM_MS, this.stopping.signal)
    }
  }

  private async follow(tenantId: string): Promise<void> {
    const viewer = wholeTenant(tenantId)
    await expireReady(viewer, {
      singleBefore: new Date(Date.now() - READY_AT_MOST_MS),
      batchBefore: new Date(Date.now() - READY_IN_BATCH_AT_MOST_MS),
      at: new Date(),
    })
    const look = { states: OPEN, leftAfter: this.leftAfter(), limit: AT_ONCE }
    const commands = await listOpenCommands(viewer, look)
    const ask = historyInBackground(viewer, this.stopping.signal)
    const waiting: CommandRecord[] = []
    for (const command of commands) {
      if (this.stopping.signal.aborted) return
      if (command.state !== 'waiting') await refreshCommand(viewer, command, ask)
      else if ((await expireOld(viewer, command, new Date())).state === 'waiting') waiting.push(command)
    }
    await this.waiting.sendToThoseBack(viewer, waiting, this.stopping.signal)
  }

  private async isOurs(tenantId: string): Promise<boolean> {
    const lease =
      this.leases.get(tenantId) ?? new LeaseKeeper({ tenantId, kind: 'commands', owner: this.owner })
    this.leases.set(tenantId, lease)
    return (await lease.take([tenantId], KEEP_LEASE_MS)).has(tenantId)
  }

  private async dropOthers(tenants: readonly string[]): Promise<void> {
    const open = new Set(tenants)
    for (const [tenantId, lease] of this.leases) {
      if (open.has(tenantId)) continue
      this.leases.delete(tenantId)
      await lease.release()
    }
  }

  private leftAfter(): Date {
    return new Date(Date.now() - FOLLOWED_FOR_MS)
  }
}

/** Nobody: it reads what belongs to a tenant and notes what was heard, and has no rights to send anything. */
function wholeTenant(tenantId: string): Viewer {
  return { tenantId, userId: '00000000-0000-0000-0000-000000000000', role: 'viewer', scopePath: '/' }
}

// Sends what waits with us for devices that were offline, once they are back. The vendor is asked where they are together and
// seldom, for without anybody watching nothing else would tell. For commands-follower.ts, which holds the lease.

import 'server-only'
import type { Viewer } from '../access'
import { type CommandRecord, moveCommand } from '../data/commands'
import { type DeviceWithState, getDevice } from '../data/devices'
import { findUserForSession } from '../data/system/users'
import { NotFoundError } from '../errors'
import { callConnectionInParts } from '../jimi'
import type { Clock } from '../live/clock'
import { log } from '../log'
import { fireCommand } from './commands'

/** The vendor is asked for those that wait this often; a state this fresh needs no question. */
const ASK_EVERY_MS = 60_000
/** A command whose sending broke off before anything left is tried again after this. */
const TRY_EVERY_MS = 60_000
/** After so many others have their turn. */
const SENT_A_ROUND = 60
const MAX_REMEMBERED = 2_000

type Waiter = { command: CommandRecord; device: DeviceWithState }

export class WaitingCommands {
  private readonly asked = new Map<string, number>()
  private readonly tried = new Map<string, number>()

  constructor(private readonly clock: Clock) {}

  /** Sends each command whose device is online. What befalls one costs the others nothing. */
  async sendToThoseBack(
    viewer: Viewer,
    commands: readonly CommandRecord[],
    signal: AbortSignal,
  ): Promise<void> {
    const waiters: Waiter[] = []
    for (const command of commands) {
      const device = await getDevice(viewer, command.deviceId).catch(() => null)
      if (device !== null) waiters.push({ command, device })
    }
    const online = await this.findOnline(viewer.tenantId, waiters, signal)
    let sent = 0
    for (const { command, device } of waiters) {
      if (signal.aborted || sent >= SENT_A_ROUND) return
      if (!online.has(device.imei) || !this.isDue(this.tried, command.id, TRY_EVERY_MS)) continue
      await fire(command)
      sent += 1
    }
  }

  /** IMEIs of those that are online, by our own fresh word or by the vendor's. */
  private async findOnline(
    tenantId: string,
    waiters: readonly Waiter[],
    signal: AbortSignal,
  ): Promise<Set<string>> {
    const nowMs = this.clock.now()
    const isFresh = ({ device: { state } }: Waiter) =>
      state?.online === true && nowMs - (state.onlineAt?.getTime() ?? 0) < ASK_EVERY_MS
    const online = new Set(waiters.filter(isFresh).map(({ device }) => device.imei))
    const rest = byConnection(waiters.filter(({ device }) => !online.has(device.imei)))
    for (const [id, imeis] of rest) {
      if (signal.aborted || !this.isDue(this.asked, id, ASK_EVERY_MS)) continue
      for (const imei of await askOnline({ tenantId, id }, [...imeis], signal)) online.add(imei)
    }
    return online
  }

  private isDue(last: Map<string, number>, key: string, everyMs: number): boolean {
    const nowMs = this.clock.now()
    if (nowMs - (last.get(key) ?? Number.NEGATIVE_INFINITY) < everyMs) return false
    if (last.size >= MAX_REMEMBERED) last.clear()
    last.set(key, nowMs)
    return true
  }
}

/** The IMEIs of each connection. */
function byConnection(waiters: readonly Waiter[]): Map<string, Set<string>> {
  const all = new Map<string, Set<string>>()
  for (const { device } of waiters) {
    const imeis = all.get(device.connectionId) ?? new Set()
    all.set(device.connectionId, imeis.add(device.imei))
  }
  return all
}

async function askOnline(
  ref: { tenantId: string; id: string },
  imeis: string[],
  signal: AbortSignal,
): Promise<string[]> {
  try {
    const { output } = await callConnectionInParts(ref, 'jimi.device.location.get', { imeis }, { signal })
    return output.filter(({ online }) => online).map(({ imei }) => imei)
  } catch (error) {
    if (!signal.aborted) log.warn({ err: error }, 'devices that commands wait for were not asked after')
    return []
  }
}

/** With the rights that whoever asked for it has now. Without a session nothing that goes from here could be a cut. */
async function fire({ id, requestedById }: CommandRecord): Promise<void> {
  try {
    const user = await findUserForSession(requestedById)
    if (user === null) return
    const { tenantId, role, scopePath } = user
    const viewer: Viewer = { tenantId, userId: requestedById, role, scopePath }
    try {
      await fireCommand({ viewer, sessionHash: '' }, id)
    } catch (error) {
      // Their scope no longer has the vehicle.
      if (!(error instanceof NotFoundError)) throw error
      await moveCommand(viewer, id, {
        from: ['waiting'],
        to: 'failed',
        outcome: 'may_not_send',
        at: new Date(),
      })
    }
  } catch (error) {
    log.warn({ err: error, commandId: id }, 'a waiting command was not sent')
  }
}

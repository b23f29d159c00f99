// Brings the account tree and the devices of a connection over from the vendor. What is stored, and how, is
// data/system/roster-sync.ts; who waits for it is the live path's business.

import type { MethodInput, MethodName, MethodOutput } from '@/lib/jimi/contract'
import { deviceKindOf } from '@/lib/jimi/contract/device-kind'
import { JimiContractError } from '@/lib/jimi/errors'
import { findConnection } from '../data/system/connections'
import {
  type Roster,
  type RosterChanges,
  type RosterDevice,
  RosterOutdatedError,
  readRosterRevision,
  syncRoster,
} from '../data/system/roster-sync'
import { NotFoundError } from '../errors'
import { callConnection } from '../jimi'
import { log } from '../log'
import { singleton } from '../singleton'
import { type KnownBranch, listKnownBranches } from './known-roster'
import { queueRejectRetry } from './push-retry'
import { SharedCalls } from './shared-calls'
import { type ConnectionRef, isRefusalOfOne } from './upstream-health'

type Call = <N extends MethodName>(method: N, input: MethodInput<N>) => Promise<MethodOutput<N>>
type ChildAccount = MethodOutput<'jimi.user.child.list'>[number]
type DeviceRow = MethodOutput<'jimi.user.device.list'>[number]

/** What was read, and the accounts whose children or devices the vendor did not tell. */
export type RosterReading = Roster & { unread: readonly string[] }

/** Told after each account how many accounts are known and devices read. Who joins a reading under way is told nothing. */
export type OnRosterRead = (read: { accounts: number; devices: number }) => void

/** Deeper or larger trees than these are a mistake of the vendor's or a loop we did not see. */
const MAX_DEPTH = 12
const MAX_ACCOUNTS = 20_000

/**
 * Reads the whole roster of a connection and stores it; whoever asks while that is under way waits for the same reading.
 * A branch that cannot be read keeps what is known of it.
 * @throws as `callConnection` when the root cannot be read; then nothing is stored.
 */
export function importRoster(
  ref: ConnectionRef,
  signal?: AbortSignal,
  onRead?: OnRosterRead,
): Promise<RosterChanges> {
  const running = singleton('roster-imports', () => new SharedCalls())
  return running.share(ref.id, (shared) => importNow(ref, shared, onRead), { lane: 'background', signal })
}

async function importNow(
  ref: ConnectionRef,
  signal: AbortSignal,
  onRead?: OnRosterRead,
): Promise<RosterChanges> {
  const connection = await findConnection(ref.tenantId, ref.id)
  if (connection === null) throw new NotFoundError()
  const call: Call = (method, input) => callConnection(ref, method, input, { signal })
  const changes = await readAndStore(ref, () =>
    readRoster(call, { login: connection.account, name: connection.name }, onRead),
  )
  await queueRejectRetry(ref).catch((error: unknown) =>
    log.warn({ err: error, connectionId: ref.id }, 'rejects of new devices not queued'),
  )
  return changes
}

/** A fleet that is worked on all the time is left for the next reading; what was done here stands meanwhile. */
const MAX_READINGS = 3

/** Reads until nothing was changed here meanwhile: such a reading would take back what the vendor has taken since. */
async function readAndStore(
  ref: ConnectionRef,
  read: () => Promise<RosterReading>,
  readings = 1,
): Promise<RosterChanges> {
  const revision = await readRosterRevision(ref.tenantId, ref.id)
  const reading = await read()
  const known = reading.unread.length === 0 ? [] : await listKnownBranches(ref, reading.unread)
  try {
    const changes = await syncRoster(ref.tenantId, ref.id, withKnownBranches(reading, known), revision)
    log.info({ connectionId: ref.id, unreadCount: reading.unread.length, ...changes }, 'roster read')
    return changes
  } catch (error) {
    if (!(error instanceof RosterOutdatedError) || readings >= MAX_READINGS) throw error
    return readAndStore(ref, read, readings + 1)
  }
}

/**
 * The tree below `root`, breadth first, each account asked once however often it is listed. Refusals and answers that
 * cannot be read cost only their branch; the connection failing ends the reading.
 * @throws whatever reading the root throws, and failures of the connection itself.
 */
export async function readRoster(
  call: Call,
  root: { login: string; name: string },
  onRead: OnRosterRead = () => {},
): Promise<RosterReading> {
  const accounts: Roster['accounts'][number][] = [{ ...root, type: null, parentLogin: null }]
  const seen = new Set([root.login])
  const devices: RosterDevice[] = []
  const unread: string[] = []
  const beyond = new Set<string>()
  let level = [root.login]
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1) {
    const next: string[] = []
    for (const login of level) {
      const branch = await readBranch(call, login, { isRoot: login === root.login })
      if (branch === null) {
        unread.push(login)
        continue
      }
      devices.push(...branch.devices.map((row) => toRosterDevice(row, login)))
      for (const child of branch.children) {
        if (seen.has(child.login)) continue
        if (seen.size >= MAX_ACCOUNTS) {
          // What is known below stays as it is, as with a branch that the vendor does not tell.
          beyond.add(login)
          continue
        }
        seen.add(child.login)
        next.push(child.login)
        const name = child.name ?? child.login
        accounts.push({ login: child.login, name, type: child.type ?? null, parentLogin: login })
      }
      onRead({ accounts: accounts.length, devices: devices.length })
    }
    level = next
  }
  if (beyond.size > 0) log.warn({ limit: MAX_ACCOUNTS }, 'the roster has more accounts than are read')
  return { accounts, devices, unread: [...unread, ...beyond, ...level] }
}

async function readBranch(
  call: Call,
  login: string,
  { isRoot }: { isRoot: boolean },
): Promise<{ children: ChildAccount[]; devices: DeviceRow[] } | null> {
  try {
    const children = await call('jimi.user.child.list', { accountLogin: login })
    const devices = await call('jimi.user.device.list', { accountLogin: login })
    return { children, devices }
  } catch (error) {
    if (isRoot || !(isRefusalOfOne(error) || error instanceof JimiContractError)) throw error
    log.warn({ err: error }, 'an account of the roster cannot be read')
    return null
  }
}

/** What is known of unread branches, added to what was read. What was read wins. */
export function withKnownBranches(reading: RosterReading, known: readonly KnownBranch[]): Roster {
  const logins = new Set(reading.accounts.map(({ login }) => login))
  const imeis = new Set(reading.devices.map(({ imei }) => imei))
  return {
    accounts: [
      ...reading.accounts,
      ...known.flatMap(({ accounts }) => accounts.filter(({ login }) => !logins.has(login))),
    ],
    devices: [
      ...reading.devices,
      ...known.flatMap(({ devices }) => devices.filter(({ imei }) => !imeis.has(imei))),
    ],
  }
}

function toRosterDevice(row: DeviceRow, accountLogin: string): RosterDevice {
  return {
    imei: row.imei,
    accountLogin,
    name: nameOf(row),
    plate: row.plate ?? null,
    driverName: row.driverName ?? null,
    driverPhone: row.driverPhone ?? null,
    model: row.model ?? null,
    kind: deviceKindOf(row),
    icon: row.icon ?? null,
    sim: row.sim ?? null,
    vin: row.vin ?? null,
    groupName: row.groupName ?? null,
    remark: row.remark ?? null,
    enabled: row.enabled ?? true,
    activatedAt: row.activatedAt ?? null,
    expiresAt: row.expiresAt ?? null,
  }
}

/** A device nobody has named carries its IMEI as name; anything a person typed tells more. */
function nameOf({ deviceName, vehicleName, plate, imei }: DeviceRow): string {
  return (deviceName === imei ? undefined : deviceName) ?? vehicleName ?? plate ?? imei
}

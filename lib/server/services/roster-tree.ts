// The account tree and the devices of a connection as the vendor tells them, branch by branch: what was told once is kept, so that
// a walk through the tree that changed meanwhile asks only for the rest. When that is, and what is stored, is roster.ts.

import type { MethodInput, MethodName, MethodOutput } from '@/lib/jimi/contract'
import { deviceKindOf } from '@/lib/jimi/contract/device-kind'
import { JimiContractError } from '@/lib/jimi/errors'
import type { ChangedHere } from '../data/system/roster-changes'
import type { Roster, RosterDevice } from '../data/system/roster-sync'
import { log } from '../log'
import type { KnownBranch } from './known-roster'
import { isRefusalOfOne } from './upstream-health'

export type Call = <N extends MethodName>(method: N, input: MethodInput<N>) => Promise<MethodOutput<N>>
type ChildAccount = MethodOutput<'jimi.user.child.list'>[number]
type DeviceRow = MethodOutput<'jimi.user.device.list'>[number]

/** What the vendor told of one account: those directly below it, and its own devices. */
type Branch = { children: readonly ChildAccount[]; devices: readonly RosterDevice[] }

/** What was told so far, by login; null for an account that cannot be read. */
export type Branches = Map<string, Branch | null>

/** What was read, and the accounts whose children or devices the vendor did not tell. */
export type RosterReading = Roster & { unread: readonly string[] }

/** Told after each account how many accounts are known and devices read. Who joins a reading under way is told nothing. */
export type OnRosterRead = (read: { accounts: number; devices: number }) => void

/** Deeper or larger trees than these are a mistake of the vendor's or a loop we did not see. */
const MAX_DEPTH = 12
const MAX_ACCOUNTS = 20_000

/**
 * The tree below `root`, breadth first, each account asked once however often it is listed, and not at all when `branches` has it
 * already; what is asked is put there. Refusals and answers that cannot be read cost only their branch; the connection failing
 * ends the reading.
 * @throws whatever reading the root throws, and failures of the connection itself.
 */
export async function readRoster(
  call: Call,
  root: { login: string; name: string },
  { branches = new Map(), onRead = () => {} }: { branches?: Branches; onRead?: OnRosterRead } = {},
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
      const told = branches.get(login)
      const branch =
        told === undefined ? await readBranch(call, login, { isRoot: login === root.login }) : told
      branches.set(login, branch)
      if (branch === null) {
        unread.push(login)
        continue
      }
      for (const device of branch.devices) devices.push(device)
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
): Promise<Branch | null> {
  try {
    const children = await call('jimi.user.child.list', { accountLogin: login })
    const devices = await call('jimi.user.device.list', { accountLogin: login })
    return { children, devices: devices.map((row) => toRosterDevice(row, login)) }
  } catch (error) {
    if (isRoot || !(isRefusalOfOne(error) || error instanceof JimiContractError)) throw error
    log.warn({ err: error }, 'an account of the roster cannot be read')
    return null
  }
}

/**
 * Forgets what was told of whatever was changed here: the account itself, and where it hung and hangs now; of a device the
 * accounts that had it and has it now.
 */
export function forgetChanged(branches: Branches, { accounts, devices }: ChangedHere): void {
  const logins = new Set(accounts.map(({ login }) => login))
  const imeis = new Set(devices.map(({ imei }) => imei))
  for (const [login, branch] of branches) {
    const hasChanged =
      branch?.children.some((child) => logins.has(child.login)) ||
      branch?.devices.some(({ imei }) => imeis.has(imei))
    if (hasChanged) branches.delete(login)
  }
  for (const { login, parentLogin } of accounts) {
    branches.delete(login)
    if (parentLogin !== null) branches.delete(parentLogin)
  }
  for (const { login } of devices) branches.delete(login)
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

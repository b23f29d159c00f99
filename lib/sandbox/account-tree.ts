// Who owns what: accounts by login, their children, their devices, and the rule of rights.
// It begins as the world has it and keeps what calls have changed since; the world itself stays as it was.

import type { World, WorldAccount, WorldDevice } from './world/types'

/** An account and what only calls can tell of it. */
export type TreeAccount = WorldAccount & {
  /** Lower-case MD5 as sent; then `password` is not used. */
  passwordMd5?: string
  email?: string
  phone?: string
  companyName?: string
  contactPerson?: string
  /** Six digits 0/1: web login, app login, send command, set working mode, edit by web, edit by app. */
  permissions?: string
}

/** A device and what only calls can tell of it. */
export type TreeDevice = WorldDevice & {
  brand?: string
  fuelPer100Km?: string
  /** What is added to the world's odometer. */
  odometerOffsetKm?: number
}

/** Look-ups and changes. Unknown names give null, empty lists or false. */
export type AccountTree = {
  findAccount(login: string): TreeAccount | null
  findDevice(imei: string): TreeDevice | null
  /** The device when a call has changed it, else null. */
  findChangedDevice(imei: string): TreeDevice | null
  /** Direct children only. */
  listChildren(login: string): readonly TreeAccount[]
  /** Devices that belong to the account itself. */
  listDevices(login: string): readonly TreeDevice[]
  /** An account reaches itself and everything below it. */
  canReach(caller: string, login: string): boolean
  /** The login of the root above an account, or its own. */
  findRoot(login: string): string
  /** Devices of the whole tree that the account belongs to, from its root down. */
  countTreeDevices(login: string): number
  /** Adds an account, or replaces the one of that login. */
  putAccount(account: TreeAccount): void
  removeAccount(login: string): void
  /** Changes a known device; with `account` it moves. */
  changeDevice(imei: string, changes: Partial<TreeDevice>): void
  /** What differs from the world. */
  listChanges(): { accounts: TreeAccount[]; removedAccounts: string[]; devices: TreeDevice[] }
  /** Back to the world. */
  reset(): void
}

/** Indexes a world; repeated questions cost a map look-up. */
export function createAccountTree(world: World): AccountTree {
  let books = openBooks(world)
  return {
    findAccount: (login) => books.accounts.get(login) ?? null,
    findDevice: (imei) => books.devices.get(imei) ?? null,
    findChangedDevice: (imei) => (books.changed.has(imei) ? (books.devices.get(imei) ?? null) : null),
    listChildren: (login) => books.children.get(login) ?? [],
    listDevices: (login) => books.owned.get(login) ?? [],
    canReach: (caller, login) => lineageOf(books, login).some((account) => account.login === caller),
    findRoot: (login) => rootOf(books, login),
    countTreeDevices: (login) => countBelow(books, rootOf(books, login)),
    putAccount(account) {
      books.accounts.set(account.login, account)
      books.children = groupBy(books.accounts.values(), (one) => one.parent ?? '')
    },
    removeAccount(login) {
      books.accounts.delete(login)
      books.children = groupBy(books.accounts.values(), (one) => one.parent ?? '')
    },
    changeDevice: (imei, changes) => changeDevice(books, imei, changes),
    listChanges: () => listChanges(books, world),
    reset() {
      books = openBooks(world)
    },
  }
}

type Books = {
  accounts: Map<string, TreeAccount>
  devices: Map<string, TreeDevice>
  changed: Set<string>
  children: Map<string, TreeAccount[]>
  owned: Map<string, TreeDevice[]>
}

function openBooks(world: World): Books {
  return {
    accounts: new Map(world.accounts.map((account) => [account.login, account])),
    devices: new Map(world.devices.map((device) => [device.imei, device])),
    changed: new Set(),
    children: groupBy(world.accounts, (account) => account.parent ?? ''),
    owned: groupBy(world.devices, (device) => device.account),
  }
}

/** The account and all above it, nearest first. */
function lineageOf({ accounts }: Books, login: string): TreeAccount[] {
  const lineage: TreeAccount[] = []
  let at = accounts.get(login)
  // A tree deeper than the number of accounts would be a loop.
  for (let steps = 0; at && steps <= accounts.size; steps += 1) {
    lineage.push(at)
    at = at.parent === null ? undefined : accounts.get(at.parent)
  }
  return lineage
}

function rootOf(books: Books, login: string): string {
  return lineageOf(books, login).at(-1)?.login ?? login
}

function countBelow(books: Books, login: string): number {
  const own = books.owned.get(login)?.length ?? 0
  return (books.children.get(login) ?? []).reduce((sum, child) => sum + countBelow(books, child.login), own)
}

function changeDevice(books: Books, imei: string, changes: Partial<TreeDevice>): void {
  const before = books.devices.get(imei)
  if (!before) return
  const after = { ...before, ...changes }
  books.devices.set(imei, after)
  books.changed.add(imei)
  const siblings = books.owned.get(before.account) ?? []
  const place = siblings.indexOf(before)
  if (after.account === before.account) siblings[place] = after
  else {
    siblings.splice(place, 1)
    const target = books.owned.get(after.account)
    if (target) target.push(after)
    else books.owned.set(after.account, [after])
  }
}

function listChanges({ accounts, devices, changed }: Books, world: World) {
  const known = new Map(world.accounts.map((account) => [account.login, account]))
  return {
    accounts: [...accounts.values()].filter((account) => known.get(account.login) !== account),
    removedAccounts: [...known.keys()].filter((login) => !accounts.has(login)),
    devices: [...changed].flatMap((imei) => devices.get(imei) ?? []),
  }
}

function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

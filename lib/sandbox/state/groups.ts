// Device groups: those the world names, what calls made of them, and which device is in which.

import { createHash, randomBytes } from 'node:crypto'
import type { TreeDevice } from '../account-tree'
import type { World } from '../world/types'

export type Group = { id: string; account: string; name: string; isDefault: boolean }

/** All groups of a sandbox. Ids are 32 hex digits. */
export type GroupBook = {
  /** The groups of an account, the default group first. */
  listOf(account: string): Group[]
  find(id: string): Group | null
  /** The group of a device; its account's default group when it is in none. */
  groupOf(device: TreeDevice): Group
  create(account: string, name: string): Group
  rename(id: string, name: string): void
  /** Devices of the group fall back to the default group. */
  remove(id: string): void
  assign(imei: string, id: string): void
  /** Drops all groups of an account; a later one of that login has the default group alone. */
  removeAccount(account: string): void
  /** Forgets the device's own choice, as when it changes hands. */
  unassign(imei: string): void
  reset(): void
}

// Group and device lists of the vendor's samples spell the name differently; see devices.ts for the other.
const DEFAULT_NAME = 'Default group'
const DEFAULT_KEY = 'default group'

/** The groups of a world. They are read off its devices when first asked for. */
export function createGroupBook(world: World): GroupBook {
  const assigned = new Map<string, string>()
  const ids = new Map<string, string>()
  let groups: Map<string, Group> | null = null
  const idOf = (account: string, name: string) => {
    const key = `${account}/${name.toLowerCase() === DEFAULT_KEY ? DEFAULT_KEY : name}`
    const id = ids.get(key) ?? createHash('md5').update(key, 'utf8').digest('hex')
    ids.set(key, id)
    return id
  }
  const all = () => {
    groups ??= readGroups(world, idOf)
    return groups
  }
  const defaultOf = (account: string): Group => {
    const id = idOf(account, DEFAULT_KEY)
    const group = all().get(id) ?? { id, account, name: DEFAULT_NAME, isDefault: true }
    all().set(id, group)
    return group
  }
  return {
    listOf(account) {
      const first = defaultOf(account)
      const others = [...all().values()].filter((group) => group.account === account && group !== first)
      return [first, ...others]
    },
    find: (id) => all().get(id) ?? null,
    groupOf(device) {
      const group = all().get(assigned.get(device.imei) ?? idOf(device.account, device.groupName))
      return group && group.account === device.account ? group : defaultOf(device.account)
    },
    create(account, name) {
      const group = { id: randomBytes(16).toString('hex'), account, name, isDefault: false }
      all().set(group.id, group)
      return group
    },
    rename(id, name) {
      const group = all().get(id)
      if (group) group.name = name
    },
    remove: (id) => void all().delete(id),
    removeAccount(account) {
      for (const [id, group] of all()) if (group.account === account) all().delete(id)
    },
    assign: (imei, id) => void assigned.set(imei, id),
    unassign: (imei) => void assigned.delete(imei),
    reset() {
      assigned.clear()
      groups = null
    },
  }
}

function readGroups(world: World, idOf: (account: string, name: string) => string): Map<string, Group> {
  const groups = new Map<string, Group>()
  for (const { account, groupName } of world.devices) {
    const id = idOf(account, groupName)
    if (groups.has(id)) continue
    const isDefault = groupName.toLowerCase() === DEFAULT_KEY
    groups.set(id, { id, account, name: isDefault ? DEFAULT_NAME : groupName, isDefault })
  }
  return groups
}

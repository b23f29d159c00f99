// Who owns what in a world: accounts by login, their children, their devices, and the rule of rights.
// An index over the world, built once; it holds no state of its own.

import type { World, WorldAccount, WorldDevice } from './world/types'

/** Look-ups over the account tree of one world. Unknown names give null, empty lists or false. */
export type AccountTree = {
  findAccount(login: string): WorldAccount | null
  findDevice(imei: string): WorldDevice | null
  /** Direct children only. */
  listChildren(login: string): readonly WorldAccount[]
  /** Devices that belong to the account itself. */
  listDevices(login: string): readonly WorldDevice[]
  /** An account reaches itself and everything below it. */
  canReach(caller: string, login: string): boolean
}

/** Indexes a world; repeated questions cost a map look-up. */
export function createAccountTree(world: World): AccountTree {
  const accounts = new Map(world.accounts.map((account) => [account.login, account]))
  const devices = new Map(world.devices.map((device) => [device.imei, device]))
  const children = groupBy(world.accounts, (account) => account.parent ?? '')
  const owned = groupBy(world.devices, (device) => device.account)
  return {
    findAccount: (login) => accounts.get(login) ?? null,
    findDevice: (imei) => devices.get(imei) ?? null,
    listChildren: (login) => children.get(login) ?? [],
    listDevices: (login) => owned.get(login) ?? [],
    canReach(caller, login) {
      let at = accounts.get(login)
      // A tree deeper than the number of accounts would be a loop.
      for (let steps = 0; at && steps <= accounts.size; steps += 1) {
        if (at.login === caller) return true
        at = at.parent === null ? undefined : accounts.get(at.parent)
      }
      return false
    },
  }
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

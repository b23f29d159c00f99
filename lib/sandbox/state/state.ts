// Everything calls have created or ordered since the start, in one place, so that it can be shown and forgotten.

import type { AccountTree } from '../account-tree'
import { createStandstills, type Standstills } from '../standstills'
import type { World } from '../world/types'
import { type CommandBook, createCommandBook } from './commands'
import { createFenceWatchBook, type FenceWatchBook } from './fence-watches'
import {
  createDeviceFenceBook,
  createPlatformFenceBook,
  type DeviceFenceBook,
  type PlatformFenceBook,
} from './fences'
import { createGroupBook, type GroupBook } from './groups'
import { createMediaBook, type MediaBook } from './media'
import { createOrderBook, type OrderBook } from './orders'

export type SandboxState = {
  readonly groups: GroupBook
  readonly deviceFences: DeviceFenceBook
  readonly platformFences: PlatformFenceBook
  readonly fenceWatches: FenceWatchBook
  readonly commands: CommandBook
  readonly media: MediaBook
  /** Told by pushes alone. */
  readonly orders: OrderBook
  readonly standstills: Standstills
  /** App user by IMEI. */
  readonly bindings: Map<string, string>
  /** Answered lbs.address.get calls by root account and UTC day, the key being both. */
  readonly lbsCalls: Map<string, number>
  /** When a tag's data was last fetched on demand, by IMEI. */
  readonly tagsFreshAtMs: Map<string, number>
  /** Parameters set through the hub, by IMEI and JT/T 808 id. */
  readonly deviceParameters: Map<string, Map<string, string>>
  reset(): void
}

/** The state right after the start. */
export function createSandboxState(world: World): SandboxState {
  const books = {
    groups: createGroupBook(world),
    deviceFences: createDeviceFenceBook(),
    platformFences: createPlatformFenceBook(),
    fenceWatches: createFenceWatchBook(),
    commands: createCommandBook(),
    media: createMediaBook(),
    orders: createOrderBook(),
    standstills: createStandstills(),
  }
  const maps = {
    bindings: new Map<string, string>(),
    lbsCalls: new Map<string, number>(),
    tagsFreshAtMs: new Map<string, number>(),
    deviceParameters: new Map<string, Map<string, string>>(),
  }
  return {
    ...books,
    ...maps,
    reset() {
      for (const book of Object.values(books)) book.reset()
      for (const map of Object.values(maps)) map.clear()
    },
  }
}

/** Drops what an account owned: groups, fences with what is bound to them, and its bindings to devices. */
export function forgetAccount(state: SandboxState, login: string, atMs: number): void {
  const { groups, platformFences, fenceWatches, bindings } = state
  groups.removeAccount(login)
  for (const { id } of platformFences.listOf(login)) {
    platformFences.remove(id)
    fenceWatches.end(id, atMs)
  }
  for (const [imei, userId] of bindings) if (userId === login) bindings.delete(imei)
}

const SHOWN = 100

/** What `GET /control/state` shows: counts, and at most 100 entries of each kind, the newest. Passwords stay out. */
export function describeState(state: SandboxState, tree: AccountTree) {
  const changes = tree.listChanges()
  return {
    accounts: shown(changes.accounts.map(({ password: _, passwordMd5: __, ...account }) => account)),
    removedAccounts: shown(changes.removedAccounts),
    devices: shown(changes.devices),
    bindings: shown([...state.bindings].map(([imei, userId]) => ({ imei, userId }))),
    deviceFences: shown(state.deviceFences.list()),
    platformFences: shown(state.platformFences.list()),
    commands: shown(state.commands.list()),
    waitingCommands: state.commands.listWaiting().length,
    standing: shown(state.standstills.listStopped()),
    shots: shown(state.media.listAllShots()),
    videoLists: state.media.countVideoLists(),
    streams: shown(state.media.listStreams()),
    lbsCalls: shown([...state.lbsCalls].map(([key, count]) => ({ key, count }))),
  }
}

function shown<T>(entries: readonly T[]): { count: number; newest: readonly T[] } {
  return { count: entries.length, newest: entries.slice(-SHOWN) }
}

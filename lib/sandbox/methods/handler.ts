// The shape of a method handler and of what it may use. The checks before it are lib/sandbox/gate.ts.

import type { Profile } from '@/lib/jimi/wire/profile'
import type { AccountTree, TreeAccount } from '../account-tree'
import type { WorldClock } from '../clock'
import type { CallLimits } from '../limits'
import type { SandboxState } from '../state/state'
import type { Switches } from '../switches'
import type { TokenDesk } from '../tokens'
import type { World } from '../world/types'

/** What every handler of one sandbox shares. */
export type SandboxRoom = {
  readonly profile: Profile
  readonly appKey: string
  /** As generated or recorded, seen through what commands and changes have made of it. */
  readonly world: World
  readonly tree: AccountTree
  /** What calls have created or ordered since the start. */
  readonly state: SandboxState
  readonly clock: WorldClock
  readonly tokens: TokenDesk
  readonly limits: CallLimits
  /** As set at the moment; the control door changes them while we run. */
  readonly switches: Switches
  /** Where files and streams are served, e.g. `http://127.0.0.1:4010`. */
  readonly address: { origin: string }
}

/** One call that passed the common checks. */
export type OpenCall = {
  readonly room: SandboxRoom
  readonly params: ReadonlyMap<string, string>
  /** The vendor's clock, ms: what it compares and reports. A `skewMs` fault moves it off the wall clock. */
  readonly nowMs: number
  /** The wall clock, ms: what call limits count by. */
  readonly wallMs: number
  /** The inner code with which the device refuses whatever it is told, when a `deviceCode` fault hit the call. */
  readonly deviceCode?: number
  /** The one device that is refused where each is answered for by itself, when a `refuseOne` fault hit the call. */
  readonly refusedImei?: string
}

/** One call that carried a live token; `caller` is the account it was issued to. */
export type TokenCall = OpenCall & { readonly caller: TreeAccount; readonly accessToken: string }

/** The members of a good answer; `code` 0 and `message` "success" are added outside where it has none of its own. */
export type Answer = { code?: number; message?: string; msg?: string; result?: unknown; data?: unknown }

/**
 * `open` methods need no token. A handler checks its own parameters first, then rights; it throws VendorRefusal.
 * Without `profiles` both have the method.
 */
export type MethodHandler = { profiles?: readonly Profile[] } & (
  | { open: true; answer(call: OpenCall): Answer | Promise<Answer> }
  | { open: false; answer(call: TokenCall): Answer | Promise<Answer> }
)

/** A method of the Pro line. */
export function proHandler(answer: (call: TokenCall) => Answer | Promise<Answer>): MethodHandler {
  return { open: false, profiles: ['pro'], answer }
}

/** A method of both lines. */
export function handler(answer: (call: TokenCall) => Answer | Promise<Answer>): MethodHandler {
  return { open: false, answer }
}

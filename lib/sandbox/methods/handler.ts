// The shape of a method handler and of what it may use. The checks before it are lib/sandbox/gate.ts.

import type { Profile } from '@/lib/jimi/wire/profile'
import type { AccountTree } from '../account-tree'
import type { WorldClock } from '../clock'
import type { CallLimits } from '../limits'
import type { Switches } from '../switches'
import type { TokenDesk } from '../tokens'
import type { World, WorldAccount } from '../world/types'

/** What every handler of one sandbox shares. */
export type SandboxRoom = {
  readonly profile: Profile
  readonly appKey: string
  readonly world: World
  readonly tree: AccountTree
  readonly clock: WorldClock
  readonly tokens: TokenDesk
  readonly limits: CallLimits
  /** As set at the moment; the control door changes them while we run. */
  readonly switches: Switches
}

/** One call that passed the common checks. */
export type OpenCall = {
  readonly room: SandboxRoom
  readonly params: ReadonlyMap<string, string>
  /** The vendor's clock, ms: what it compares and reports. A `skewMs` fault moves it off the wall clock. */
  readonly nowMs: number
  /** The wall clock, ms: what call limits count by. */
  readonly wallMs: number
}

/** One call that carried a live token; `caller` is the account it was issued to. */
export type TokenCall = OpenCall & { readonly caller: WorldAccount; readonly accessToken: string }

/** The payload members of a good answer; `code` and `message` are added outside. */
export type Answer = { result?: unknown; data?: unknown }

/** `open` methods need no token. A handler checks its own parameters first, then rights; it throws VendorRefusal. */
export type MethodHandler =
  | { open: true; answer(call: OpenCall): Answer | Promise<Answer> }
  | { open: false; answer(call: TokenCall): Answer | Promise<Answer> }

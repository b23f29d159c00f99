// What the first run and the connection settings say of connecting: outcomes, and how far a first import is.

import { z } from 'zod'
import type { AccountFields, ProblemsOf } from '../setup'
import { UPSTREAM_HEALTH_KINDS, type UpstreamHealthKind } from '../upstream'

/** What one of the vendor's regions said to an app key: `region` where it doesn't know it. */
export type RegionAnswer = { regionId: string; health: UpstreamHealthKind }

/** What came of trying credentials. Only `ok` changed anything. */
export type ConnectOutcome =
  | { kind: 'ok'; connectionId: string; subAccounts: number; replaced: boolean; regionId: string | null }
  /** The vendor objected to something. */
  | { kind: 'refused'; health: UpstreamHealthKind }
  /** All regions were asked; `answers` tells what each said. */
  | { kind: 'nowhere'; answers: readonly RegionAnswer[] }
  /** The address is none that Milepost may be sent to. */
  | { kind: 'address' }

/** Why nothing was done; `problem` is a key of the messages at `connection.problems`. */
export type AdminRefusal = { ok: false; problem: 'failed' | 'refused' | 'gone' | 'invalid' }
export type AdminAnswer<Value = void> = { ok: true; value: Value } | AdminRefusal

/** What an owner is told of trying an account. */
export type ConnectAnswer =
  | AdminAnswer<ConnectOutcome>
  | { ok: false; problem: 'fields'; fields: ProblemsOf<AccountFields> }

/** GET /api/connections/[connectionId]/import, for owners. */
export const importProgressSchema = z.object({
  /** `none`: nobody has asked for a reading. */
  state: z.enum(['none', 'waiting', 'reading', 'done', 'failed']),
  /** Read so far while it goes on, stored when it is done. */
  accounts: z.number(),
  devices: z.number(),
  /** What the vendor objected to, where it failed. */
  health: z.enum(UPSTREAM_HEALTH_KINDS).nullable(),
})
export type ImportProgress = z.infer<typeof importProgressSchema>

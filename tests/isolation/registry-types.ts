// What the registry says of a page, a handler or an action: which ids it takes and where, and which roles it refuses.

import type { RoleName } from '@/lib/domain/rights'

/** Kinds of things that belong to a tenant and are named by what a browser sends. */
export const KINDS = [
  'account',
  'alarm',
  'batch',
  'browser',
  'command',
  'connection',
  'definition',
  'delivery',
  'device',
  'fence',
  'gap',
  'hook',
  'imei',
  'invitation',
  'job',
  'link',
  'list',
  'person',
  'reject',
  'rule',
  'saved',
  'schedule',
  'session',
  'stream',
  'token',
  'view',
  'webhook',
] as const
export type Kind = (typeof KINDS)[number]

/** One of each kind. */
export type Stock = Readonly<Record<Kind, string>>

/** What is sent to a handler. */
export type Ask = {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: unknown
}

/** One place for ids of one kind. `ask` makes the request of them; `own` is the asker's, for what else must be right. */
export type Take<Sent> = {
  kind: Kind
  at: 'path' | 'query' | 'body' | 'argument'
  /** Several ids fit there: one of the asker's own is tried together with a foreign one, too. */
  many?: true
  ask: (ids: readonly string[], own: Stock) => Sent
  /** Why the asker's own id is answered as a missing one is; else it must not be, so that the rest says something. */
  quiet?: string
  /** Who gets furthest, where it is another than for the rest of the entry. */
  by?: 'owner'
  /** Why no role is refused here. */
  everybody?: string
  /** Why ids are stored as they were sent: they are judged each time they are used. */
  keeps?: string
}

/** A page, a handler or an action. */
export type Entry<Sent> = {
  takes?: readonly Take<Sent>[]
  /** Asked where it takes no ids; what it is asked by roles it refuses. */
  plain?: (own: Stock) => Sent
  /** Roles whose people are refused with the rights the role has by itself. */
  refuses?: readonly RoleName[]
  /** Who gets furthest; a distributor of a branch with every right, unless it is the owner's. */
  by?: 'owner'
  /** For what signs nobody in: by what else it is kept. */
  open?: string
}

export const ALL_BUT_OWNER = ['distributor', 'dispatcher', 'viewer'] as const
export const LOOKERS = ['viewer'] as const

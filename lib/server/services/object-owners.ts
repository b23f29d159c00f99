// Whose the vendor's own objects are: groups and fences that calls name by an id alone. One is the viewer's when the vendor
// lists it for an account in the viewer's scope. The way to the vendor is jimi.ts; what follows from it is ownership.ts.

import { getMethod, type MethodInput, type MethodOutput } from '@/lib/jimi/contract'
import type { VendorObject } from '@/lib/jimi/contract/define-method'
import { JimiApiError } from '@/lib/jimi/errors'
import { toProfile } from '@/lib/jimi/wire/profile'
import type { Viewer } from '../access'
import { visibleAccounts } from '../data/scope'
import { db } from '../db'
import { log } from '../log'
import type { ConnectionRef } from './upstream-health'

/** What the same call names besides: its connection, null when it names nothing else, and the accounts to ask first. */
export type NamedBeside = { connectionId: string | null; logins: readonly string[] }

/** The connection that an object in the viewer's scope belongs to; null when there is no such object. */
export type FindObjectOwner = (
  viewer: Viewer,
  object: VendorObject,
  beside: NamedBeside,
) => Promise<string | null>

/** The methods that tell what an account has. */
export type ListMethod = 'jimi.device.group.list' | 'jimi.open.platform.fence.list'

/** Lists over a connection: `anew` from the vendor itself, else from an answer that is still fresh, null for none. */
export type LookUp = <N extends ListMethod>(
  ref: ConnectionRef,
  question: { method: N; input: MethodInput<N> },
  how: { anew: boolean },
) => Promise<MethodOutput<N> | null>

const MAX_ACCOUNTS = 200
const MAX_REQUESTS = 400
const FENCES_PER_PAGE = 50
const ACCOUNT_UNKNOWN = 1002

/**
 * Finds owners by asking for the lists of at most 200 accounts, one by one until one has the object. Fresh answers may
 * prove, but only the vendor itself may disprove. It throws what `lookUp` throws: a list that could not be read proves
 * nothing either way. Orders are in no list, so they have no owner.
 */
export function objectFinder(lookUp: LookUp): FindObjectOwner {
  return async (viewer, object, beside) => {
    const isListed = LISTED[object.kind]
    if (isListed === undefined) return null
    const accounts = await accountsToAsk(viewer, isListed.method, beside)
    for (const anew of [false, true]) {
      const requests = { left: MAX_REQUESTS }
      for (const { login, connectionId } of accounts) {
        const look: Look = (question) => {
          requests.left -= 1
          const isOver = requests.left < 0
          return isOver ? null : lookUp({ tenantId: viewer.tenantId, id: connectionId }, question, { anew })
        }
        if (await isListed.by(look, login, object.id)) return connectionId
      }
      if (requests.left < 0)
        log.warn({ kind: object.kind }, 'too many lists to look for an owner in all of them')
    }
    return null
  }
}

type Look = <N extends ListMethod>(question: {
  method: N
  input: MethodInput<N>
}) => Promise<MethodOutput<N> | null> | null

type Listed = { method: ListMethod; by: (look: Look, login: string, id: string) => Promise<boolean> }

const LISTED: { [K in VendorObject['kind']]?: Listed } = {
  group: { method: 'jimi.device.group.list', by: isGroupListed },
  fence: { method: 'jimi.open.platform.fence.list', by: isFenceListed },
}

async function isGroupListed(look: Look, accountLogin: string, id: string): Promise<boolean> {
  const groups = await unlessUnknown(async () =>
    look({ method: 'jimi.device.group.list', input: { accountLogin } }),
  )
  return groups?.some((group) => group.id === id) ?? false
}

async function isFenceListed(look: Look, accountLogin: string, id: string): Promise<boolean> {
  for (let page = 1; ; page += 1) {
    const input = { accountLogin, page, pageSize: FENCES_PER_PAGE }
    const fences = await unlessUnknown(async () => look({ method: 'jimi.open.platform.fence.list', input }))
    if (fences === null) return false
    // A list that shows fences of other accounts as well says nothing of whose those are.
    const isOwn = (owner: string | undefined) => owner === undefined || owner === accountLogin
    if (fences.rows.some((fence) => fence.id === id && isOwn(fence.accountLogin))) return true
    const { total, rows } = fences
    if (total === undefined ? rows.length === 0 : page * FENCES_PER_PAGE >= total) return false
  }
}

/** An account the vendor no longer knows has nothing, and must not hide what the others have. */
async function unlessUnknown<T>(ask: () => Promise<T | null>): Promise<T | null> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof JimiApiError && error.code === ACCOUNT_UNKNOWN) return null
    throw error
  }
}

/** Accounts in the viewer's scope whose vendor has such lists at all: those named in the call, then parents before children. */
async function accountsToAsk(viewer: Viewer, method: ListMethod, { connectionId, logins }: NamedBeside) {
  const { profiles } = getMethod(method)
  const connections = await db().jimiConnection.findMany({
    where: { tenantId: viewer.tenantId, ...(connectionId === null ? {} : { id: connectionId }) },
    select: { id: true, profile: true },
  })
  const ids = connections.filter(({ profile }) => profiles.includes(toProfile(profile))).map(({ id }) => id)
  const accountsWhere = (login: { in: string[] } | { notIn: string[] }, take: number) =>
    db().account.findMany({
      where: { ...visibleAccounts(viewer), connectionId: { in: ids }, login },
      select: { login: true, connectionId: true },
      orderBy: { path: 'asc' },
      take,
    })
  const firstLogins = [...new Set(logins)].slice(0, MAX_ACCOUNTS)
  const first = await accountsWhere({ in: firstLogins }, MAX_ACCOUNTS)
  return [...first, ...(await accountsWhere({ notIn: firstLogins }, MAX_ACCOUNTS - first.length))]
}

// The account tree as the browser reads it: pages, a search with the way to each hit, one account with what may be done to it.

import 'server-only'
import type { AccountKind } from '@/lib/domain/account'
import {
  ACCOUNT_PAGE,
  type AccountDetail,
  type AccountNode,
  type AccountPage,
  type AccountProfile,
  type AccountSearch,
  type AccountStakes,
  type AccountsNow,
  MAX_ACCOUNT_HITS,
} from '@/lib/domain/api/accounts'
import { ACCOUNT_TYPES } from '@/lib/jimi/contract/accounts'
import type { Viewer } from '../access'
import { countStakes, findFact } from '../data/account-changes'
import {
  type Account,
  type CountedAccount,
  getAccount,
  isScopeTop,
  listChildren,
  listCounted,
  listWays,
  searchAccounts,
} from '../data/accounts'
import { db } from '../db'
import { ForbiddenError, NotFoundError } from '../errors'
import { callJimi } from '../jimi'
import { mayDo } from '../rights'
import { storableText } from '../sql'
import { nameCursor, pageOf, readCursor } from './page-cursors'

/** Whose business the account tree is. */
export function managesAccounts({ role }: Pick<Viewer, 'role'>): boolean {
  return role === 'owner' || role === 'distributor'
}

/** @throws ForbiddenError unless the account tree is the viewer's business. */
export function assertManagesAccounts(viewer: Viewer): void {
  if (!managesAccounts(viewer)) throw new ForbiddenError()
}

/**
 * Children of an account, or the tops of the viewer's scope, a page after the other.
 * @throws ForbiddenError; NotFoundError for an account that is not the viewer's; InvalidInputError for a foreign cursor
 */
export async function accountPageOf(
  viewer: Viewer,
  { parent, cursor }: { parent?: string; cursor?: string },
): Promise<AccountPage> {
  assertManagesAccounts(viewer)
  if (parent !== undefined) await getAccount(viewer, parent)
  const place = readCursor(nameCursor, cursor)
  const after = place && { sortName: storableText(place[0]), id: place[1] }
  const wanted = { parentId: parent ?? null, after, limit: ACCOUNT_PAGE + 1 }
  const rows = await listChildren(viewer, wanted)
  const { shown, next } = pageOf(rows, ACCOUNT_PAGE, ({ sortName, id }) => [sortName, id])
  return { accounts: shown.map((row) => toNode(viewer, row)), next }
}

/** Those of the accounts that the viewer sees, with what they hold now. @throws ForbiddenError */
export async function accountsNow(viewer: Viewer, ids: readonly string[]): Promise<AccountsNow> {
  assertManagesAccounts(viewer)
  const rows = await listCounted(viewer, ids)
  return { accounts: rows.map((row) => toNode(viewer, row)) }
}

/** Accounts by name or login, or of those where another can go, each with the names above it. @throws ForbiddenError */
export async function findAccounts(
  viewer: Viewer,
  text: string,
  moving: string | null = null,
): Promise<AccountSearch> {
  assertManagesAccounts(viewer)
  const rows = await searchAccounts(viewer, { text, moving, limit: MAX_ACCOUNT_HITS + 1 })
  const shown = rows.slice(0, MAX_ACCOUNT_HITS)
  const ways =
    shown.length === 0
      ? new Map()
      : await listWays(
          viewer,
          shown.map(({ id }) => id),
        )
  return {
    hits: shown.map((row) => ({
      account: toNode(viewer, row),
      way: (ways.get(row.id) ?? []).map(({ name }: { name: string }) => name),
    })),
    hasMore: rows.length > MAX_ACCOUNT_HITS,
  }
}

/** One account, its way up, and what the viewer may do with it. @throws ForbiddenError, NotFoundError */
export async function accountDetailOf(viewer: Viewer, accountId: string): Promise<AccountDetail> {
  assertManagesAccounts(viewer)
  const account = await getAccount(viewer, accountId)
  const steps = (await listWays(viewer, [accountId])).get(accountId) ?? []
  const [rows, connection, hasRight] = await Promise.all([
    listCounted(viewer, [accountId, ...steps.map(({ id }) => id)]),
    connectionOf(account, viewer),
    mayDo(viewer, 'manage_devices'),
  ])
  const byId = new Map(rows.map((row) => [row.id, toNode(viewer, row)]))
  const node = byId.get(accountId)
  if (node === undefined) throw new NotFoundError()
  const heldBecause = hasRight ? heldReason(viewer, account) : 'right'
  const fixedBecause = hasRight ? fixedReason(account, connection.profile) : 'right'
  return {
    account: node,
    way: steps.flatMap(({ id }) => byId.get(id) ?? []),
    connection: connection.name,
    mayCreate: hasRight,
    mayEdit: fixedBecause === null,
    mayMove: heldBecause === null,
    mayEnter: account.path !== viewer.scopePath,
    heldBecause,
    fixedBecause,
  }
}

/** Why an account can be neither moved nor removed by the viewer, whatever their rights; null when it can. */
export function heldReason(viewer: Viewer, account: Account): 'connection' | 'own_scope' | null {
  if (account.parentId === null) return 'connection'
  return isScopeTop(viewer, account) ? 'own_scope' : null
}

/** Why an account cannot be edited; null when it can. Editing is one of the methods the older platform has not. */
export function fixedReason(account: Account, profile: string): 'connection' | 'profile' | null {
  if (account.parentId === null) return 'connection'
  return profile === 'pro' ? null : 'profile'
}

/**
 * What is known of the person behind an account. The vendor tells it to whoever stands above, so of the top of the viewer's
 * scope only our own part is known. @throws ForbiddenError, NotFoundError, else as `callJimi`
 */
export async function accountProfileOf(viewer: Viewer, accountId: string): Promise<AccountProfile> {
  assertManagesAccounts(viewer)
  const account = await getAccount(viewer, accountId)
  const fact = await findFact(viewer, accountId)
  const told = isScopeTop(viewer, account) ? null : await askVendor(viewer, account)
  return {
    email: told?.email || null,
    phone: told?.phone || null,
    companyName: told?.companyName || null,
    remark: told?.remark || null,
    enabled: told?.enabled ?? null,
    isFromVendor: told !== null,
    ...fact,
  }
}

/** What hangs on an account and all below it. @throws ForbiddenError, NotFoundError */
export async function accountStakesOf(viewer: Viewer, accountId: string): Promise<AccountStakes> {
  assertManagesAccounts(viewer)
  return countStakes(viewer, await getAccount(viewer, accountId))
}

/** The profile and name of the connection an account belongs to. */
export async function connectionOf(
  { connectionId }: Account,
  { tenantId }: Viewer,
): Promise<{ name: string; profile: string }> {
  const row = await db().jimiConnection.findFirst({
    where: { tenantId, id: connectionId },
    select: { name: true, profile: true },
  })
  return row ?? { name: '', profile: '' }
}

async function askVendor(viewer: Viewer, { login, parentId }: Account) {
  if (parentId === null) return null
  const parent = await getAccount(viewer, parentId)
  const siblings = await callJimi(viewer, 'jimi.user.child.list', { accountLogin: parent.login })
  return siblings.find((sibling) => sibling.login === login) ?? null
}

/** The kinds of the vendor's numbers. */
const KINDS = new Map<number, AccountKind>([
  [ACCOUNT_TYPES.appUser, 'appUser'],
  [ACCOUNT_TYPES.distributor, 'distributor'],
  [ACCOUNT_TYPES.ordinaryDistributor, 'distributor'],
  [ACCOUNT_TYPES.user, 'user'],
  [ACCOUNT_TYPES.sales, 'sales'],
])

function toNode(viewer: Viewer, row: CountedAccount): AccountNode {
  const { id, login, name, type, childCount, own, total, profile } = row
  return {
    id,
    login,
    name,
    kind: KINDS.get(type ?? -1) ?? 'other',
    // Who stands above the viewer's own scope is none of their business.
    parentId: isScopeTop(viewer, row) ? null : row.parentId,
    childCount,
    own,
    total,
    obstacle: profile !== 'pro' ? 'not_supported' : row.parentId === null ? 'own_account' : null,
  }
}

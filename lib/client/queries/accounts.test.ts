// The row of an account in the tree and the panel beside it show one reading, whichever of the two was asked for last.

import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { AccountDetail, AccountNode, AccountPage, AccountSearch } from '@/lib/domain/api/accounts'
import { ACCOUNTS_QUERY_KEY, accountPageQuery, accountQuery, refreshAccounts } from './accounts'

const TOPS = { parent: null, cursor: null }
const BELOW = { parent: 'top', cursor: null }

const node = (id: string, online: number, over: Partial<AccountNode> = {}): AccountNode => ({
  ...{ id, login: id, name: id, kind: 'user', parentId: 'top', childCount: 0, obstacle: null },
  own: { devices: 100, online, expiring: 0 },
  total: { devices: 100, online, expiring: 0 },
  ...over,
})
const top = (online: number) => node('top', online, { parentId: null, childCount: 1 })

let queries: QueryClient
/** What the server answers to each address. */
let answers: Record<string, unknown>
let asked: string[]

beforeEach(() => {
  queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  asked = []
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address)
    return Response.json(answers[address])
  })
})
afterEach(() => {
  queries.clear()
  vi.unstubAllGlobals()
})

/** What each place shows as online: the rows of the top and of the account below it, and the panel of that one. */
const shown = () => ({
  rows: [TOPS, BELOW].map(
    (key) => queries.getQueryData<AccountPage>(accountPageQuery(key).queryKey)?.accounts[0]?.total.online,
  ),
  panel: queries.getQueryData<AccountDetail>(accountQuery('fleet').queryKey)?.account.total.online,
})

async function openTree(): Promise<void> {
  answers = {
    '/api/accounts?': { accounts: [top(54)], next: null },
    '/api/accounts?parent=top': { accounts: [node('fleet', 54)], next: null },
  }
  await queries.fetchQuery(accountPageQuery(TOPS))
  await queries.fetchQuery(accountPageQuery(BELOW))
}

async function openPanel(online: number, over: Partial<AccountNode> = {}): Promise<void> {
  answers['/api/accounts/fleet'] = { account: node('fleet', online, over), way: [top(online)] }
  await queries.fetchQuery(accountQuery('fleet'))
}

test('an account that is chosen shows the same in its panel and in the tree that was read before', async () => {
  await openTree()
  await openPanel(95)
  expect(shown()).toEqual({ rows: [95, 95], panel: 95 })
})

test('what rows in sight were asked for anew shows in the panel too, and so does a branch that is opened later', async () => {
  await openTree()
  await openPanel(95)
  answers['/api/accounts/counts?ids=top,fleet'] = { accounts: [top(96), node('fleet', 96)] }
  await refreshAccounts(queries, ['top', 'fleet'])
  expect(shown()).toEqual({ rows: [96, 96], panel: 96 })
  answers['/api/accounts?parent=top'] = { accounts: [node('fleet', 97)], next: null }
  await queries.fetchQuery(accountPageQuery(BELOW))
  expect(shown()).toEqual({ rows: [96, 97], panel: 97 })
})

test('what was found shows what is known anew, and keeps its place and its age', async () => {
  const key = [...ACCOUNTS_QUERY_KEY, 'search', 'fl', null]
  const found: AccountSearch = { hits: [{ account: node('fleet', 54), way: ['top'] }], hasMore: true }
  queries.setQueryData(key, found, { updatedAt: 1_000 })
  answers = {}
  await openPanel(95)
  expect(queries.getQueryData(key)).toEqual({
    hits: [{ account: node('fleet', 95), way: ['top'] }],
    hasMore: true,
  })
  expect(queries.getQueryState(key)?.dataUpdatedAt).toBe(1_000)
})

test('an account that is called otherwise than in the tree has the tree read anew, and counts alone do not', async () => {
  await openTree()
  await openPanel(95)
  const isOld = () => queries.getQueryState(accountPageQuery(BELOW).queryKey)?.isInvalidated
  expect(isOld()).toBe(false)
  await openPanel(95, { name: 'Other' })
  expect(isOld()).toBe(true)
  expect(asked.filter((address) => address.includes('/counts'))).toEqual([])
})

test('a page that is to be read anew stays so when others are read, whether that changes it or not', async () => {
  await openTree()
  const below = () => queries.getQueryState(accountPageQuery(BELOW).queryKey)
  await queries.invalidateQueries({ queryKey: ACCOUNTS_QUERY_KEY })
  await queries.fetchQuery(accountPageQuery(TOPS))
  expect(queries.getQueryState(accountPageQuery(TOPS).queryKey)?.isInvalidated).toBe(false)
  expect(below()).toMatchObject({ isInvalidated: true, dataUpdateCount: 1 })
  await openPanel(95)
  expect(shown().rows).toEqual([95, 95])
  expect(below()?.isInvalidated).toBe(true)
})

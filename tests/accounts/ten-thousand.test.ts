// What pages of a tree of ten thousand accounts cost: rows and queries are counted, not time.

import { beforeAll, expect, test } from 'vitest'
import { MAX_ACCOUNTS_ASKED } from '@/lib/domain/account'
import { ACCOUNT_PAGE, MAX_ACCOUNT_HITS } from '@/lib/domain/api/accounts'
import { networkAccounts, WORLD_ACCOUNTS } from '@/lib/sandbox/world/accounts'
import { createWorld } from '@/lib/sandbox/world/world'
import type { Viewer } from '@/lib/server/access'
import { accountPath } from '@/lib/server/data/account-path'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { database, db } from '@/lib/server/db'
import { InvalidInputError, NotFoundError } from '@/lib/server/errors'
import {
  accountDetailOf,
  accountPageOf,
  accountsNow,
  findAccounts,
} from '@/lib/server/services/account-pages'
import { listTargets } from '@/lib/server/services/device-transfer'
import { describeOnOneDatabase } from '../db/each-database'
import { account, device, makePerson, makeTenant, type TestTenant } from '../db/fixtures'
import { insertStates } from './states'

/** What the issue asks for. */
const ACCOUNTS = 10_000
/** As many as the dialog of a transfer shows at once. */
const TARGETS_SHOWN = 50

test('the sandbox can have ten thousand accounts, each below one that is there', () => {
  const { accounts } = createWorld({ seed: 1, devices: 0, accounts: ACCOUNTS })
  expect(accounts).toHaveLength(WORLD_ACCOUNTS.length + ACCOUNTS)
  const logins = new Set(accounts.map(({ login }) => login))
  expect(logins.size).toBe(accounts.length)
  expect(accounts.filter(({ parent }) => parent !== null && !logins.has(parent))).toEqual([])
})

describeOnOneDatabase('ten thousand accounts', () => {
  let tenant: TestTenant
  let owner: Viewer
  let networkId: string
  const day = (days: number) => new Date(Date.now() + days * 86_400_000)

  beforeAll(async () => {
    tenant = await makeTenant()
    const { tenantId, connectionId } = tenant
    owner = await makePerson({ tenantId, role: 'owner' })
    const network = networkAccounts(ACCOUNTS - 1)
    const accounts = [
      account('northway'),
      ...network.map(({ login, name, type, parent }) => ({ login, name, type, parentLogin: parent })),
    ]
    const devices = [
      device('1', 'northway', { expiresAt: day(31) }),
      device('2', 'customer-00001', { expiresAt: day(29) }),
      device('3', 'reseller-001', { expiresAt: day(-1) }),
      device('4', 'customer-05001', { expiresAt: day(1) }),
    ]
    await syncRoster(tenantId, connectionId, { accounts, devices })
    await insertStates(tenantId, { '2': true, '3': true, '4': false })
    const [top] = (await accountPageOf(owner, {})).accounts
    const page = await accountPageOf(owner, { parent: top?.id ?? '' })
    networkId = page.accounts[0]?.id ?? ''
  }, 60_000)

  test('a page is one query of at most fifty rows, counts of whole subtrees included', async () => {
    const { statements, result } = await counting(() => accountPageOf(owner, {}))
    expect(statements).toEqual([1])
    expect(result).toMatchObject({ next: null })
    expect(result.accounts).toMatchObject([
      {
        login: 'northway',
        childCount: 1,
        own: { devices: 1, online: 0, expiring: 0 },
        total: { devices: 4, online: 2, expiring: 2 },
      },
    ])
    const wide = await counting(() => accountPageOf(owner, { parent: networkId }))
    // One more tells whether there are others; whose the parent is, is asked besides.
    expect(wide.statements).toEqual([ACCOUNT_PAGE + 1])
    expect(wide.result.accounts).toHaveLength(ACCOUNT_PAGE)
    expect(wide.result.accounts[0]).toMatchObject({
      login: 'customer-00001',
      own: { devices: 1, online: 1, expiring: 1 },
      total: { devices: 1, online: 1, expiring: 1 },
    })
  })

  test('pages follow each other without a gap or a repeat, by name', async () => {
    const names: string[] = []
    let cursor: string | undefined
    for (let pages = 0; pages < 4; pages += 1) {
      const page = await accountPageOf(owner, { parent: networkId, cursor })
      names.push(...page.accounts.map(({ name }) => name))
      cursor = page.next ?? undefined
    }
    const numbers = Array.from({ length: 4 * ACCOUNT_PAGE }, (_, index) => String(index + 1).padStart(5, '0'))
    expect(names).toEqual(numbers.map((number) => `Customer ${number}`))
    const last = await accountPageOf(owner, { parent: networkId, cursor: cursorAt('reseller 090') })
    expect(last).toMatchObject({ next: null })
    expect(last.accounts.at(-1)?.name).toMatch(/^Reseller 09\d$/)
  })

  test('a search is two queries, tells the way to each hit, and says when there are more', async () => {
    const many = await counting(() => findAccounts(owner, 'customer'))
    expect(many.statements.length).toBe(2)
    expect([many.result.hits.length, many.result.hasMore]).toEqual([MAX_ACCOUNT_HITS, true])
    const { hits, hasMore } = await findAccounts(owner, ' CUSTOMER-05001'.trim())
    expect([hits.length, hasMore]).toEqual([1, false])
    expect(hits[0]).toMatchObject({
      account: { login: 'customer-05001', total: { devices: 1 } },
      way: ['Account northway', 'Northway Network', 'Reseller 001'],
    })
    // What is typed is text, not a pattern.
    expect((await findAccounts(owner, 'customer_0500%')).hits).toEqual([])
  })

  test('what a hundred rows on screen hold now is one query, and who is not seen is left out', async () => {
    const ids: string[] = []
    for (let cursor: string | undefined; ids.length < MAX_ACCOUNTS_ASKED; ) {
      const page = await accountPageOf(owner, { parent: networkId, cursor })
      ids.push(...page.accounts.map(({ id }) => id))
      cursor = page.next ?? undefined
    }
    const { statements, result } = await counting(() => accountsNow(owner, ids))
    expect(statements).toEqual([MAX_ACCOUNTS_ASKED])
    expect(result.accounts.find(({ login }) => login === 'customer-00001')).toMatchObject({
      total: { devices: 1, online: 1, expiring: 1 },
    })
    const scopePath = accountPath(['northway', 'northway-network', 'reseller-001'])
    const branch = await makePerson({ tenantId: tenant.tenantId, role: 'distributor', scopePath })
    const [top] = (await accountPageOf(branch, {})).accounts
    const seen = await accountsNow(branch, [networkId, top?.id ?? ''])
    expect(seen.accounts).toMatchObject([{ login: 'reseller-001', parentId: null }])
  })

  test('targets of a transfer are one query of those that are shown, however many fit', async () => {
    const { statements, result } = await counting(() => listTargets(owner, 'CUSTOMER'))
    // The rights of the person, and then the rows.
    expect(statements).toEqual([1, TARGETS_SHOWN])
    expect(result.accounts[0]).toMatchObject({ login: 'customer-00001', trail: 'Northway Network' })
    const customers = networkAccounts(ACCOUNTS - 1).filter(({ login }) => login.includes('customer'))
    expect(result.total).toBe(customers.length)
    // What is typed is text, not a pattern; and of who stands above the scope nothing is told.
    expect(await listTargets(owner, 'customer_0500%')).toEqual({ accounts: [], total: 0 })
    const scopePath = accountPath(['northway', 'northway-network', 'reseller-001'])
    const branch = await makePerson({ tenantId: tenant.tenantId, role: 'distributor', scopePath })
    expect((await listTargets(branch, 'reseller-001')).accounts).toMatchObject([{ trail: '' }])
    expect((await listTargets(branch, 'customer-05001')).accounts).toMatchObject([{ trail: 'Reseller 001' }])
  })

  test('devices go to accounts below the one Milepost signs in with, and to none of the older platform', async () => {
    const [top] = (await accountPageOf(owner, {})).accounts
    const [below] = (await accountPageOf(owner, { parent: top?.id ?? '' })).accounts
    expect([top?.obstacle, below?.obstacle]).toEqual(['own_account', null])
    const { tenantId, connectionId } = await makeTenant()
    const old = await makePerson({ tenantId, role: 'owner' })
    await db().jimiConnection.update({
      where: { tenantId_id: { tenantId, id: connectionId } },
      data: { profile: 'ts' },
    })
    const accounts = [account('northway'), account('depot', 'northway')]
    await syncRoster(tenantId, connectionId, { accounts, devices: [] })
    const [oldTop] = (await accountPageOf(old, {})).accounts
    const [depot] = (await accountPageOf(old, { parent: oldTop?.id ?? '' })).accounts
    expect(depot).toMatchObject({ login: 'depot', obstacle: 'not_supported' })
  })

  test('a branch is a tree of its own: its top has no parent, and nothing beside it is found', async () => {
    const scopePath = accountPath(['northway', 'northway-network', 'reseller-001'])
    const branch = await makePerson({ tenantId: tenant.tenantId, role: 'distributor', scopePath })
    const { accounts } = await accountPageOf(branch, {})
    expect(accounts).toMatchObject([
      { login: 'reseller-001', parentId: null, total: { devices: 2, online: 1, expiring: 1 } },
    ])
    expect((await findAccounts(branch, 'customer-00001')).hits).toEqual([])
    const [hit] = (await findAccounts(branch, 'customer-05001')).hits
    expect(hit).toMatchObject({ way: ['Reseller 001'] })
    const detail = await counting(() => accountDetailOf(branch, hit?.account.id ?? ''))
    expect(detail.result).toMatchObject({ way: [{ login: 'reseller-001' }], mayMove: true, mayEnter: true })
    expect(Math.max(...detail.statements)).toBeLessThan(10)
    await expect(accountPageOf(branch, { parent: networkId })).rejects.toEqual(new NotFoundError())
  })

  test('a cursor that is none of ours is refused with words', async () => {
    for (const cursor of [
      'x',
      Buffer.from('["a"]').toString('base64url'),
      Buffer.from('{}').toString('base64url'),
    ])
      await expect(accountPageOf(owner, { cursor })).rejects.toBeInstanceOf(InvalidInputError)
  })
})

/** Where a page would go on after everything of that name. */
function cursorAt(sortName: string): string {
  return Buffer.from(JSON.stringify([sortName, 'ffffffff-ffff-4fff-bfff-ffffffffffff'])).toString('base64url')
}

/** Rows of each plain statement of some work. */
async function counting<T>(work: () => Promise<T>): Promise<{ result: T; statements: number[] }> {
  const { sql } = database()
  const { query } = sql
  const statements: number[] = []
  sql.query = async <Row extends object>(text: string, values?: readonly unknown[]) => {
    const rows = await query<Row>(text, values)
    statements.push(rows.length)
    return rows
  }
  try {
    return { result: await work(), statements }
  } finally {
    sql.query = query
  }
}

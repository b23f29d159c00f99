import { afterAll, beforeAll, expect, test } from 'vitest'
import { db, sql } from '@/lib/server/db'
import { outageWatch } from '@/lib/server/push/outage-watch'
import { stopPushes } from '@/lib/server/push/process'
import { pushLedger } from '@/lib/server/push/push-ledger'
import { forgetPushWriter } from '@/lib/server/push/push-writer'
import { forgetSingleton } from '@/lib/server/singleton'
import { describeOnPostgres } from '../db/each-database'
import { countRows, EXAMPLE_IMEIS, gpsItem, makePushTenant, type PushTenant, post } from './push-world'

const [IMEI] = EXAMPLE_IMEIS

describeOnPostgres('the receiver while the database is away', (database) => {
  let tenant: PushTenant
  let second = 0
  beforeAll(async () => {
    for (const name of ['hook-book', 'device-book', 'push-receiver', 'push-ledger', 'outage-watch'])
      forgetSingleton(name)
    tenant = await makePushTenant()
  })
  afterAll(async () => {
    await stopPushes()
    forgetPushWriter()
  })

  const send = () => {
    second += 1
    const list = JSON.stringify([gpsItem(IMEI, second)])
    return post(tenant.hook, 'pushgps', { form: { token: tenant.token, data_list: list } })
  }

  test('it acknowledges nothing, says when to try again, and recovers by itself', async () => {
    expect((await send()).status).toBe(200)
    const name = new URL(database.databaseUrl()).pathname.slice(1)
    await shut(name, true)
    const refused = await Promise.all([send(), send(), send()])
    for (const answer of refused) {
      expect(answer.status).toBe(503)
      expect(JSON.parse(answer.body).code).not.toBe(0)
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    }
    await shut(name, false)
    await expect.poll(async () => (await send()).status, { timeout: 30_000 }).toBe(200)
    const stored = await db().position.count({ where: { tenantId: tenant.tenantId } })
    expect(stored).toBe(await countRows(tenant.tenantId))
    expect(stored).toBe(2)
  })

  test('what it refused meanwhile is a gap, also when that was shorter than a minute', async () => {
    const { tenantId, connectionId } = tenant
    const other = await makePushTenant()
    const form = { token: other.token, data_list: JSON.stringify([gpsItem(IMEI)]) }
    expect((await post(other.hook, 'pushgps', { form })).status).toBe(200)
    await pushLedger().flush()
    await outageWatch().beat()
    const name = new URL(database.databaseUrl()).pathname.slice(1)
    const before = await db().receiveGap.count({ where: { tenantId } })
    const refusedFromMs = Date.now()
    await shut(name, true)
    expect((await send()).status).toBe(503)
    expect(await outageWatch().beat()).toBe(false)
    await shut(name, false)
    await expect.poll(() => outageWatch().beat(), { timeout: 30_000 }).toBe(true)
    const gaps = await db().receiveGap.findMany({ where: { tenantId }, orderBy: { startedAt: 'desc' } })
    expect(gaps).toHaveLength(before + 1)
    expect(gaps[0]).toMatchObject({ connectionId, status: 'open' })
    expect(gaps[0]?.startedAt.getTime()).toBeGreaterThanOrEqual(refusedFromMs)
    // Of others nothing was refused.
    expect(await db().receiveGap.count({ where: { tenantId: other.tenantId } })).toBe(0)
    // Nothing was refused since.
    await outageWatch().beat()
    expect(await db().receiveGap.count({ where: { tenantId } })).toBe(before + 1)
  })

  test('a tenant nobody posted for yet is refused, not unknown, while nobody can be looked up', async () => {
    const other = await makePushTenant()
    const name = new URL(database.databaseUrl()).pathname.slice(1)
    await shut(name, true)
    const form = { token: other.token, data_list: JSON.stringify([gpsItem(IMEI)]) }
    expect((await post(other.hook, 'pushgps', { form })).status).toBe(503)
    expect((await post(other.hook, '', { method: 'GET' })).status).toBe(503)
    await shut(name, false)
    await expect
      .poll(async () => (await post(other.hook, 'pushgps', { form })).status, { timeout: 30_000 })
      .toBe(200)
    expect(await sql().query('SELECT 1 AS one')).toEqual([{ one: 1 }])
  })
})

/** Lets nobody into a database and throws everybody out of it, as a server that went away would; or opens it again. */
async function shut(name: string, isShut: boolean): Promise<void> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({
    connectionString: process.env.TEST_DATABASE_URL || 'postgresql://postgres@127.0.0.1:5432/postgres',
  })
  await client.connect()
  await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS ${isShut ? 'false' : 'true'}`)
  if (isShut)
    await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name])
  await client.end()
}

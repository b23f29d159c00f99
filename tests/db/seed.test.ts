import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { findUserForSignIn } from '@/lib/server/data/system/users'
import { closeDb, db, openDb } from '@/lib/server/db'
import { forgetEnv } from '@/lib/server/env'
import { verifyPassword } from '@/lib/server/passwords'
import { open } from '@/lib/server/secrets'
import { type SandboxInfo, seedDemo, seedHooks } from '@/prisma/seed'
import { describeOnEachDatabase, useDataDir } from './each-database'
import { account } from './fixtures'

const INFO: SandboxInfo = {
  url: 'http://127.0.0.1:4010/route/rest',
  profile: 'pro',
  appKey: 'key',
  appSecret: 'secret',
  accounts: [
    { account: 'one', password: 'one-pass', type: 8, parent: null },
    { account: 'one a', password: 'x', type: 10, parent: 'one' },
    { account: 'one b', password: 'x', type: 9, parent: 'one' },
    { account: 'two', password: 'two-pass', type: 8, parent: null },
    { account: 'two a', password: 'x', type: 10, parent: 'two' },
  ],
}

const snapshot = async () => ({
  users: await db().user.findMany({ orderBy: { email: 'asc' } }),
  connections: await db().jimiConnection.findMany({ orderBy: { account: 'asc' } }),
})

describeOnEachDatabase('the demo seed', () => {
  test('every login it names works, and the connection opens to what the sandbox said', async () => {
    const logins = await seedDemo(INFO)
    expect(logins.map((login) => `${login.tenant}: ${login.role}`)).toEqual(
      ['Northwind Logistics', 'Savanna Rides'].flatMap((tenant) =>
        ['owner', 'distributor', 'dispatcher', 'viewer'].map((role) => `${tenant}: ${role}`),
      ),
    )
    for (const { email, password, role } of logins) {
      const user = await findUserForSignIn(email)
      expect(await verifyPassword(user?.passwordHash ?? null, password)).toBe(true)
      expect(user).toMatchObject({ role, disabledAt: null })
    }
    const { connections } = await snapshot()
    expect(connections.map((row) => [row.account, row.baseUrl])).toEqual([
      ['one', INFO.url],
      ['two', INFO.url],
    ])
    const [first] = connections
    expect(first && open(first.tenantId, 'app_secret', first.appSecretSealed)).toBe('secret')
    // md5 of "one-pass", by `printf one-pass | md5sum`.
    expect(first && open(first.tenantId, 'password_md5', first.passwordMd5Sealed)).toBe(
      '4c90ecdb32f1d53bdf2d2e13a0cbfea2',
    )
  })

  test('a second run with the same sandbox changes nothing, and with another address only that', async () => {
    const before = await snapshot()
    await seedDemo(INFO)
    expect(await snapshot()).toEqual(before)
    await seedDemo({ ...INFO, url: 'http://127.0.0.1:5555/route/rest' })
    const after = await snapshot()
    expect(after.users).toEqual(before.users)
    expect(after.connections).toEqual(
      before.connections.map((row) => ({ ...row, baseUrl: 'http://127.0.0.1:5555/route/rest' })),
    )
  })

  test('the viewer sees the first branch below the root, wherever it stands in the list', async () => {
    const scope = async () => (await findUserForSignIn('viewer@northwind.example'))?.scopePath
    await seedDemo({ ...INFO, accounts: INFO.accounts.toReversed() })
    expect(await scope()).toBe('/two/two%20a/')
    await seedDemo(INFO)
    expect(await scope()).toBe('/one/one%20a/')
    const moved = INFO.accounts.map((row) => (row.account === 'one a' ? { ...row, parent: 'one b' } : row))
    await seedDemo({ ...INFO, accounts: moved })
    expect(await scope()).toBe('/one/one%20b/')
  })

  test('the roster is read again after a start, because the sandbox may show another fleet', async () => {
    await seedDemo(INFO)
    const [first] = (await snapshot()).connections
    if (!first) throw new Error('no connection')
    await syncRoster(first.tenantId, first.id, { accounts: [account('one')], devices: [] })
    expect((await snapshot()).connections[0]?.rosterSyncedAt).not.toBeNull()
    await seedDemo(INFO)
    expect((await snapshot()).connections[0]?.rosterSyncedAt).toBeNull()
  })

  test('each connection gets one hook for the sandbox, which goes on at the next start and is made anew when it was ended', async () => {
    await seedDemo(INFO)
    const hooks = await seedHooks([])
    expect(hooks.map(({ account }) => account)).toEqual(['one', 'two'])
    expect(await seedHooks(hooks)).toEqual(hooks)
    expect(await db().pushHook.count()).toBe(2)
    await db().pushHook.updateMany({ data: { revokedAt: new Date() } })
    const next = await seedHooks(hooks)
    expect(next.map(({ path }) => path)).not.toEqual(hooks.map(({ path }) => path))
    expect(await seedHooks(next)).toEqual(next)
  })

  test('a demo user who was disabled or got another password can come in again, and older sessions die', async () => {
    await db().user.update({ where: { email: 'owner@northwind.example' }, data: { disabledAt: new Date() } })
    await seedDemo(INFO)
    expect(await findUserForSignIn('owner@northwind.example')).toMatchObject({
      disabledAt: null,
      sessionVersion: 2,
    })
  })
})

describe('the seed command', () => {
  const folder = useDataDir()

  async function openIn(dataDir: string): Promise<void> {
    Object.assign(process.env, { DATABASE_URL: '', MILEPOST_DATA_DIR: dataDir })
    forgetEnv()
    await openDb()
  }

  test('writes the logins where it is told, and nothing into a database that holds somebody real', async () => {
    const dataDir = folder()
    const [info, out] = [path.join(dataDir, 'sandbox.json'), path.join(dataDir, 'logins.json')]
    writeFileSync(info, JSON.stringify(INFO))
    const run = (env: Record<string, string>) =>
      promisify(execFile)(
        process.execPath,
        ['--import', 'tsx', 'prisma/seed.ts', '--info', info, '--out', out],
        {
          cwd: path.resolve(import.meta.dirname, '../..'),
          env: { ...process.env, MILEPOST_DATA_DIR: dataDir, ...env },
        },
      )
    await expect(run({ DATABASE_URL: 'postgresql://127.0.0.1:1/x' })).rejects.toThrow('public passwords')
    await run({ DATABASE_URL: '' })
    expect(JSON.parse(readFileSync(out, 'utf8'))).toHaveLength(8)
    await openIn(dataDir)
    await db().tenant.create({ data: { id: randomUUID(), slug: 'acme', name: 'Acme' } })
    await closeDb()
    await expect(run({ DATABASE_URL: '' })).rejects.toThrow('belongs to "Acme"')
  }, 60_000)
})

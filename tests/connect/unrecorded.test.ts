// An account that is connected and credentials that are changed are on record or not in use, once the vendor has answered.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Viewer } from '@/lib/server/access'
import { db } from '@/lib/server/db'
import { forgetEnv } from '@/lib/server/env'
import { connectTenant } from '@/lib/server/services/connect'
import { addConnection, changeCredentials } from '@/lib/server/services/connection-admin'
import { expectNothingUnrecorded } from '../audit/unrecorded'
import { describeOnEachDatabase } from '../db/each-database'
import { makePerson } from '../db/fixtures'
import { whileRecordRefuses } from '../db/refused-record'
import { forgetVendor, startVendor, type Vendor } from '../live/vendor'

describeOnEachDatabase('connecting on record', () => {
  let vendor: Vendor
  let tenantId = ''
  let owner: Viewer

  beforeAll(async () => {
    forgetVendor()
    vendor = await startVendor()
    // Two tenants share this installation, and the sandbox listens on this machine.
    process.env.MILEPOST_WEBHOOK_ALLOW = '127.0.0.1'
    forgetEnv()
    tenantId = (await db().tenant.create({ data: { id: TENANT, slug: 'acme', name: 'Acme' } })).id
    owner = await makePerson({ tenantId, role: 'owner' })
  })
  afterAll(async () => {
    delete process.env.MILEPOST_WEBHOOK_ALLOW
    forgetEnv()
    await vendor.close()
  })

  const region = () => ({ baseUrl: vendor.sandbox.url, profile: 'pro' as const })
  const account = (at: number) => {
    const { appKey, appSecret, accounts } = vendor.sandbox
    const tops = accounts.filter(({ parent }) => parent === null)
    return { appKey, appSecret, account: tops[at]?.account ?? '', password: tops[at]?.password ?? '' }
  }
  const request = (tenantName: string, ownerEmail: string) => ({
    ...{ ...account(1), tenantName, ownerEmail, ownerPassword: 'a long enough password' },
    region: region(),
  })
  /** The vendor gives an account one token a minute; a reset stands for the minute. */
  const afterAMinute = (act: () => Promise<unknown>) => async () => {
    await fetch(`${vendor.sandbox.controlUrl}/reset`, { method: 'POST' })
    return act()
  }
  const KEPT = ['jimi_connection', 'jimi_token']

  test('another account, and one that is there already', async () => {
    const act = afterAMinute(() => addConnection(owner, region(), account(0)))
    await expectNothingUnrecorded('connection.connect', { tenantId, tables: KEPT, act })
    await expectNothingUnrecorded('connection.connect', { tenantId, tables: KEPT, act })
    expect(await db().jimiConnection.count({ where: { tenantId } })).toBe(1)
  })

  test('other credentials', async () => {
    const { id } = await db().jimiConnection.findFirstOrThrow({ where: { tenantId } })
    const { password } = account(0)
    const act = afterAMinute(() => changeCredentials(owner, id, { password }))
    await expectNothingUnrecorded('connection.credentials', { tenantId, tables: KEPT, act })
  })

  test('an account with its owner, for a tenant that is there and for a new one', async () => {
    const tables = [...KEPT, 'app_user']
    const act = afterAMinute(() => connectTenant(request('Acme', 'boss@acme.example')))
    await expectNothingUnrecorded('connection.connect', { tenantId, tables, act })
    const before = await db().tenant.count()
    await whileRecordRefuses('connection.connect', async () => {
      const made = afterAMinute(() => connectTenant(request('New', 'boss@new.example')))
      await expect(made()).rejects.toThrow(/refused_record/)
    })
    expect(await db().tenant.count()).toBe(before)
    expect(await db().user.count({ where: { email: 'boss@new.example' } })).toBe(0)
  })
})

const TENANT = '00000000-0000-4000-8000-000000000001'

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Viewer } from '@/lib/server/access'
import { verifyAuditChain } from '@/lib/server/audit'
import { updateConnection } from '@/lib/server/data/connections'
import { db } from '@/lib/server/db'
import { forgetEnv } from '@/lib/server/env'
import { ForbiddenError, InvalidInputError, NotFoundError } from '@/lib/server/errors'
import { callConnection } from '@/lib/server/jimi'
import { jobHandlers } from '@/lib/server/jobs/handlers'
import { JobWorker } from '@/lib/server/jobs/worker'
import { isVendorAddress } from '@/lib/server/services/connect-address'
import { connectAnywhere } from '@/lib/server/services/connect-tenant'
import {
  addConnection,
  changeCredentials,
  readImport,
  removeConnection,
  renameConnection,
  startImport,
  switchConnection,
  testConnection,
} from '@/lib/server/services/connection-admin'
import { listConnectionStatus } from '@/lib/server/services/connection-status'
import { describeOnEachDatabase } from '../db/each-database'
import { makeTenant, makeViewer } from '../db/fixtures'
import { forgetVendor, startVendor, type Vendor } from '../live/vendor'

describeOnEachDatabase('connections of a tenant', () => {
  let vendor: Vendor
  /** Stands for a region that does not know the key. */
  let elsewhere: Vendor
  let owner: Viewer
  let stranger: Viewer
  let connectionId = ''

  beforeAll(async () => {
    forgetVendor()
    vendor = await startVendor()
    elsewhere = await startVendor()
    owner = (await makeTenant()).owner
    stranger = (await makeTenant()).owner
    await db().jimiConnection.deleteMany({ where: { tenantId: owner.tenantId } })
    // Two tenants share this installation, and the sandbox listens on this machine.
    process.env.MILEPOST_WEBHOOK_ALLOW = '127.0.0.1'
    forgetEnv()
  })
  afterAll(async () => {
    delete process.env.MILEPOST_WEBHOOK_ALLOW
    forgetEnv()
    await Promise.all([vendor.close(), elsewhere.close()])
  })

  const secrets = () => ({
    appKey: vendor.sandbox.appKey,
    appSecret: vendor.sandbox.appSecret,
    password: vendor.sandbox.accounts[0]?.password ?? '',
  })
  const account = () => ({ ...secrets(), account: vendor.sandbox.accounts[0]?.account ?? '', name: 'North' })
  const regionOf = ({ sandbox }: Vendor) => ({ baseUrl: sandbox.url, profile: 'pro' as const })
  const forgetTokens = () => fetch(`${vendor.sandbox.controlUrl}/reset`, { method: 'POST' })
  const record = () => Promise.reject(new Error('nothing was connected'))
  const unknownKey = () => ({ ...account(), appKey: 'F'.repeat(32) })

  test('where no region knows the key each says so, and nothing is kept', async () => {
    const regions = [
      { id: 'hk', ...regionOf(vendor) },
      { id: 'eu', ...regionOf(elsewhere) },
    ] as const
    expect(await connectAnywhere(owner.tenantId, unknownKey(), { regions, record })).toEqual({
      kind: 'nowhere',
      answers: [
        { regionId: 'hk', health: 'region' },
        { regionId: 'eu', health: 'region' },
      ],
    })
    expect(await db().jimiConnection.count({ where: { tenantId: owner.tenantId } })).toBe(0)
  })

  test('a wrong password is told from a wrong region', async () => {
    await elsewhere.fault({ kind: 'code', method: '*', code: 1001, message: 'invalid AppKey' })
    const regions = [
      { id: 'ts', ...regionOf(elsewhere) },
      { id: 'eu', ...regionOf(vendor) },
    ] as const
    const outcome = await connectAnywhere(
      owner.tenantId,
      { ...account(), password: 'not it' },
      { regions, record },
    )
    expect(outcome).toMatchObject({ kind: 'nowhere' })
    expect(JSON.stringify(outcome)).toContain('"regionId":"eu","health":"password"')
    expect(JSON.stringify(outcome)).toContain('"regionId":"ts","health":"region"')
    await elsewhere.heal()
  })

  test.each([
    ['app key', { appKey: 'F'.repeat(32) }, 'region'],
    ['app secret', { appSecret: 'f'.repeat(32) }, 'app_key'],
    ['password', { password: 'not it' }, 'password'],
  ] as const)('a wrong %s is refused in kind, and no answer repeats a secret', async (_, wrong, health) => {
    const outcome = await addConnection(owner, regionOf(vendor), { ...account(), ...wrong })
    expect(outcome).toEqual({ kind: 'refused', health })
    expect(await db().jimiConnection.count({ where: { tenantId: owner.tenantId } })).toBe(0)
  })

  test('an account is found in the region that knows its key, and its roster is read by a job', async () => {
    await forgetTokens()
    const outcome = await addConnection(owner, regionOf(vendor), account())
    expect(outcome).toMatchObject({ kind: 'ok', replaced: false })
    connectionId = outcome.kind === 'ok' ? outcome.connectionId : ''
    expect(await readImport(owner, connectionId)).toMatchObject({ state: 'waiting' })
    await startImport(owner, connectionId)
    expect(await db().job.count({ where: { tenantId: owner.tenantId } })).toBe(1)
    const worker = new JobWorker({ owner: 'test', handlers: jobHandlers })
    while (await worker.runNext());
    const done = await readImport(owner, connectionId)
    expect(done.state).toBe('done')
    expect(done.devices).toBeGreaterThan(0)
    const job = await db().job.findFirstOrThrow({ where: { tenantId: owner.tenantId } })
    expect(job.progress).toMatchObject({ devices: done.devices })
  })

  test('what owners are told of a connection holds no secret', async () => {
    const status = await listConnectionStatus(owner, Date.now())
    expect(status).toMatchObject([{ id: connectionId, name: 'North', enabled: true }])
    const text = JSON.stringify(status)
    for (const secret of Object.values(secrets())) expect(text).not.toContain(secret)
    expect(text).not.toContain('ealed')
  })

  test('other credentials are taken once the vendor takes them; what is left empty stays', async () => {
    const rows = () => db().jimiConnection.findMany({ where: { tenantId: owner.tenantId } })
    await forgetTokens()
    const before = await rows()
    expect(await changeCredentials(owner, connectionId, { password: 'not it' })).toEqual({
      kind: 'refused',
      health: 'password',
    })
    expect(await rows()).toEqual(before)
    await forgetTokens()
    expect(await changeCredentials(owner, connectionId, { password: secrets().password })).toEqual({
      kind: 'ok',
    })
    const [after, ...others] = await rows()
    expect(others).toEqual([])
    expect(after?.appKeySealed).toBe(before[0]?.appKeySealed)
    expect(after?.passwordMd5Sealed).not.toBe(before[0]?.passwordMd5Sealed)
    expect(after?.credentialsAt.getTime()).toBeGreaterThan(before[0]?.credentialsAt.getTime() ?? 0)
    expect(await testConnection(owner, connectionId)).toBe('ok')
  })

  test('a connection that is switched off is not asked, and keeps its vehicles', async () => {
    await switchConnection(owner, connectionId, false)
    expect(await testConnection(owner, connectionId)).toBe('resting')
    const ref = { tenantId: owner.tenantId, id: connectionId }
    await expect(
      callConnection(ref, 'jimi.user.child.list', { accountLogin: account().account }),
    ).rejects.toThrow(NotFoundError)
    expect(await db().device.count({ where: { tenantId: owner.tenantId } })).toBeGreaterThan(0)
    await switchConnection(owner, connectionId, true)
    expect(await testConnection(owner, connectionId)).toBe('ok')
  })

  test('strangers find nothing and other roles may not, whatever they try', async () => {
    const dispatcher = { ...makeViewer(owner.tenantId, '/'), role: 'dispatcher' as const }
    const tries: [Viewer, typeof NotFoundError | typeof ForbiddenError][] = [
      [stranger, NotFoundError],
      [dispatcher, ForbiddenError],
    ]
    for (const [viewer, failure] of tries) {
      for (const attempt of [
        () => renameConnection(viewer, connectionId, 'x'),
        () => updateConnection(viewer, connectionId, { name: 'x' }),
        () => switchConnection(viewer, connectionId, false),
        () => removeConnection(viewer, connectionId, 'North'),
        () => changeCredentials(viewer, connectionId, { password: 'x' }),
        () => testConnection(viewer, connectionId),
        () => startImport(viewer, connectionId),
        () => readImport(viewer, connectionId),
      ])
        await expect(attempt()).rejects.toThrow(failure)
    }
    await expect(addConnection(dispatcher, 'anywhere', account())).rejects.toThrow(ForbiddenError)
    await expect(renameConnection(owner, 'not-an-id', 'x')).rejects.toThrow(NotFoundError)
  })

  test('it goes with its vehicles when its name is typed, and each step is in the audit trail', async () => {
    await renameConnection(owner, connectionId, 'South')
    await expect(removeConnection(owner, connectionId, 'North')).rejects.toThrow(InvalidInputError)
    await removeConnection(owner, connectionId, ' South ')
    expect(await db().device.count({ where: { tenantId: owner.tenantId } })).toBe(0)
    const entries = await db().auditEntry.findMany({
      where: { tenantId: owner.tenantId, action: { startsWith: 'connection.' } },
      orderBy: { seq: 'asc' },
    })
    expect(entries.map(({ action }) => action)).toEqual([
      'connection.connect',
      'connection.credentials',
      'connection.disable',
      'connection.enable',
      'connection.rename',
      'connection.remove',
    ])
    const text = JSON.stringify(entries.map(({ detail }) => detail))
    for (const secret of Object.values(secrets())) expect(text).not.toContain(secret)
    expect(await verifyAuditChain(owner.tenantId)).toMatchObject({ intact: true })
  })

  test.each([
    ['https://169.254.169.254/route/rest', false],
    ['http://10.0.0.1/route/rest', false],
    ['http://8.8.8.8/route/rest', false],
    ['ftp://8.8.8.8/', false],
    ['not an address', false],
    ['https://8.8.8.8/route/rest', true],
    ['https://eu-open.tracksolidpro.com/route/rest', true],
  ])('credentials may be sent to %s: %s', async (address, may) => {
    expect(await isVendorAddress(address)).toBe(may)
  })
})

import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { beforeAll, expect, test } from 'vitest'
import { DEFAULT_PREFERENCES, type Preferences } from '@/lib/domain/preferences'
import type { Viewer } from '@/lib/server/access'
import { accountPath } from '@/lib/server/data/account-path'
import { listAccounts } from '@/lib/server/data/accounts'
import { listRecentAlarms } from '@/lib/server/data/alarms'
import { listConnectionHealth } from '@/lib/server/data/connections'
import { findDeviceByImei, getDevice, listDevices } from '@/lib/server/data/devices'
import {
  getInvitation,
  listInvitations,
  revokeInvitation,
  storeInvitation,
} from '@/lib/server/data/invitations'
import { getJob } from '@/lib/server/data/jobs'
import { deletePerson, getPerson, listPeople } from '@/lib/server/data/people'
import { listPositions } from '@/lib/server/data/positions'
import { readDemandedRoles, storeDemandedRoles } from '@/lib/server/data/second-factor-demand'
import { listOwnSessions } from '@/lib/server/data/sessions'
import type { AlarmReport } from '@/lib/server/data/system/alarm-meeting'
import { insertAlarms } from '@/lib/server/data/system/alarms'
import { updateConnectionHealth } from '@/lib/server/data/system/connections'
import { enqueueJob } from '@/lib/server/data/system/jobs'
import { insertPositions } from '@/lib/server/data/system/positions'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { startSession } from '@/lib/server/data/system/sessions'
import { changePasswordHash, findUserForSession, findUserForSignIn } from '@/lib/server/data/system/users'
import { listUsers, setPreferences, setUserDisabled } from '@/lib/server/data/users'
import { db } from '@/lib/server/db'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { describeOnEachDatabase } from './each-database'
import { account, device, makePerson, makeTenant, makeViewer, type TestTenant } from './fixtures'

const AT = new Date('2026-03-01T08:00:00Z')
const RANGE = { fromAt: new Date(0), toAt: new Date('2030-01-01'), limit: 10 }

// Logins that a careless LIKE would mix up: "_" matches any character, and "%" of the encoding matches anything.
const TREE = [
  account('top'),
  account('a_b', 'top'),
  account('axb', 'top'),
  account('a_b2', 'top'),
  account('深', 'top'),
  account('x', 'a_b'),
]

async function makeTreeTenant(): Promise<TestTenant> {
  const tenant = await makeTenant()
  const devices = TREE.map(({ login }, index) => device(`${index}`, login, { name: login }))
  await syncRoster(tenant.tenantId, tenant.connectionId, { accounts: TREE, devices })
  const rows = await db().device.findMany({ where: { tenantId: tenant.tenantId } })
  await insertPositions(
    tenant.tenantId,
    rows.map(({ id }) => position(id)),
  )
  await insertAlarms({ alarms: rows.map(({ id }) => alarm(tenant.tenantId, id)) })
  return tenant
}

function position(deviceId: string) {
  const place = { lat: 41, lng: -8, speedKph: 10, headingDeg: 0, satellites: 8, ignition: true }
  return { deviceId, fixAt: AT, source: 'gps' as const, ...place, receivedAt: AT }
}

function alarm(tenantId: string, deviceId: string): AlarmReport {
  const what = { code: 'stayAlert', name: 'Parking', severity: 'info', label: '', fenceRef: null }
  const where = { fixAt: AT, lat: 41, lng: -8, speedKph: 0 }
  return { tenantId, deviceId, way: 'poll', ...what, ...where, startedAt: AT, receivedAt: AT, item: null }
}

describeOnEachDatabase('what a viewer sees', () => {
  let mine: TestTenant
  let theirs: TestTenant
  let branch: Viewer
  let deviceIds: Map<string, string>

  beforeAll(async () => {
    mine = await makeTreeTenant()
    theirs = await makeTreeTenant()
    branch = makeViewer(mine.tenantId, accountPath(['top', 'a_b']))
    deviceIds = new Map((await listDevices(mine.owner)).map((row) => [row.name, row.id]))
  })

  const idOf = (name: string) => deviceIds.get(name) ?? ''

  test('a scope is its subtree and nothing beside it, for accounts, devices and alarms alike', async () => {
    const names = (rows: { name: string }[]) => rows.map((row) => row.name).toSorted()
    expect(names(await listDevices(branch))).toEqual(['a_b', 'x'])
    expect((await listAccounts(branch)).map((row) => row.login)).toEqual(['a_b', 'x'])
    const alarmed = (await listRecentAlarms(branch, { limit: 10 })).map((row) => row.deviceId)
    expect(alarmed.toSorted()).toEqual([idOf('a_b'), idOf('x')].toSorted())
    const chinese = makeViewer(mine.tenantId, accountPath(['top', '深']))
    expect(names(await listDevices(chinese))).toEqual(['深'])
    expect(await listDevices(makeViewer(mine.tenantId, '/%/'))).toEqual([])
    expect(await listDevices(mine.owner)).toHaveLength(TREE.length)
  })

  test('missing, foreign, out of scope, removed and malformed ids are the same error', async () => {
    const strangers = [
      [mine.owner, randomUUID()],
      [theirs.owner, idOf('x')],
      [makeViewer(mine.tenantId, '/top/axb/'), idOf('x')],
      [mine.owner, 'not-a-uuid'],
      [mine.owner, `${idOf('x')}' OR true --`],
    ] as const
    const errors = await Promise.all(
      strangers.flatMap(([viewer, id]) => [
        getDevice(viewer, id).catch((error: unknown) => error),
        listPositions(viewer, id, RANGE).catch((error: unknown) => error),
      ]),
    )
    for (const error of errors) expect(error).toEqual(new NotFoundError())
  })

  test('what is in scope is found', async () => {
    expect(await getDevice(branch, idOf('x'))).toMatchObject({
      name: 'x',
      accountPath: '/top/a_b/x/',
      state: null,
    })
    expect(await findDeviceByImei(branch, '5')).toMatchObject({ name: 'x' })
    expect(await findDeviceByImei(branch, '2')).toBeNull()
    expect(await listPositions(branch, idOf('x'), RANGE)).toEqual([position(idOf('x'))])
  })

  test('positions come ascending, and the newest when there are more than asked for', async () => {
    const id = idOf('axb')
    const fixes = [1, 2, 3, 4].map((minute) => ({
      ...position(id),
      fixAt: new Date(AT.getTime() + minute * 60_000),
    }))
    expect(await insertPositions(mine.tenantId, [...fixes, ...fixes, { ...position(id), lat: 91 }])).toBe(4)
    expect(await insertPositions(mine.tenantId, fixes)).toBe(0)
    const newest = await listPositions(mine.owner, id, { ...RANGE, limit: 2 })
    expect(newest.map((row) => row.fixAt)).toEqual(fixes.slice(2).map((row) => row.fixAt))
  })

  test('an alarm is new once, and bad coordinates cost only themselves', async () => {
    const of = (id: string) => alarm(mine.tenantId, id)
    const odd = { ...of(idOf('深')), code: 'odd', lat: 200 }
    const fresh = await insertAlarms({ alarms: [odd, odd, of(idOf('深')), of(randomUUID())] })
    expect(fresh).toMatchObject([{ deviceId: idOf('深'), code: 'odd', lat: null, lng: null }])
    expect(await insertAlarms({ alarms: [odd, { ...odd, tenantId: theirs.tenantId }] })).toEqual([])
  })

  test('the health of a connection is seen by those whom it feeds', async () => {
    await updateConnectionHealth(mine.tenantId, mine.connectionId, {
      kind: 'slow',
      sinceAt: AT,
      lastSuccessAt: AT,
    })
    const expected = {
      connectionId: mine.connectionId,
      name: 'Vendor',
      kind: 'slow',
      sinceMs: AT.getTime(),
      lastSuccessAtMs: AT.getTime(),
    }
    expect(await listConnectionHealth(branch)).toEqual([expected])
    expect(await listConnectionHealth(makeViewer(mine.tenantId, '/elsewhere/'))).toEqual([])
    expect((await listConnectionHealth(theirs.owner)).map((row) => row.kind)).toEqual(['unknown'])
  })

  test('a job is found by its tenant only', async () => {
    const jobId = await enqueueJob(mine.tenantId, 'test', {})
    expect(await getJob(mine.owner, jobId)).toMatchObject({ status: 'queued' })
    await expect(getJob(theirs.owner, jobId)).rejects.toEqual(new NotFoundError())
  })

  test('people are found by address however it is typed, and only owners see and change them', async () => {
    const email = `${randomUUID()}@example.com`
    const id = randomUUID()
    const user = {
      id,
      tenantId: mine.tenantId,
      email,
      name: 'A',
      passwordHash: 'digest',
      role: 'dispatcher' as const,
    }
    await db().user.create({ data: user })
    expect(await findUserForSignIn(` ${email.toUpperCase()} `)).toMatchObject({
      id,
      passwordHash: 'digest',
      sessionVersion: 1,
    })
    expect(await findUserForSignIn('nobody@example.com')).toBeNull()
    expect(await findUserForSession('not-a-uuid')).toBeNull()
    expect(Object.keys((await findUserForSession(id)) ?? {})).not.toContain('passwordHash')
    expect((await listUsers(mine.owner)).map((row) => row.email)).toEqual([email])
    await expect(listUsers(branch)).rejects.toThrow(ForbiddenError)
    await expect(setUserDisabled(branch, id, true)).rejects.toThrow(ForbiddenError)
    await expect(setUserDisabled(theirs.owner, id, true)).rejects.toEqual(new NotFoundError())
    await setUserDisabled(mine.owner, id, true)
    await changePasswordHash(id, 'other')
    // Both raise the version, so sessions made before either of them die.
    expect(await findUserForSession(id)).toMatchObject({ sessionVersion: 3, disabledAt: expect.any(Date) })
  })

  test('people, invitations, sessions and what is demanded of them are those of their own tenant', async () => {
    const person = await makePerson({ tenantId: mine.tenantId, role: 'viewer' })
    const stranger = await makePerson({ tenantId: theirs.tenantId, role: 'owner' })
    const id = await storeInvitation(makeViewer(mine.tenantId, '/'), {
      ...{ tokenHash: randomUUID(), email: `${randomUUID()}@example.com`, role: 'viewer', locale: 'en' },
      ...{ rights: [], deniedRights: [], scopePath: '/', at: new Date(), expiresAt: new Date('2030-01-01') },
    })
    await startSession(person, { address: null, userAgent: null })
    expect((await listPeople(stranger, { limit: 100 })).map((row) => row.id)).not.toContain(person.userId)
    await expect(getPerson(stranger, person.userId)).rejects.toEqual(new NotFoundError())
    await expect(deletePerson(stranger, person.userId)).rejects.toEqual(new NotFoundError())
    expect(await listInvitations(stranger, { limit: 100 })).toEqual([])
    await expect(getInvitation(stranger, id)).rejects.toEqual(new NotFoundError())
    await expect(revokeInvitation(stranger, id, new Date())).rejects.toEqual(new NotFoundError())
    expect(await listOwnSessions({ ...stranger, userId: person.userId })).toEqual([])
    expect(await listOwnSessions(person)).toHaveLength(1)
    await storeDemandedRoles(stranger, ['viewer'])
    expect(await readDemandedRoles(person)).toEqual([])
    await deletePerson(makeViewer(mine.tenantId, '/'), person.userId)
  })

  test('a person reads in units of their own choice, and nobody chooses for others', async () => {
    const id = randomUUID()
    const user = { id, tenantId: mine.tenantId, email: `${id}@example.com`, name: 'A', passwordHash: '-' }
    await db().user.create({ data: { ...user, role: 'viewer' } })
    expect((await findUserForSession(id))?.preferences).toEqual(DEFAULT_PREFERENCES)
    const chosen: Preferences = {
      unitSystem: 'imperial',
      volumeUnit: 'us_gallon',
      temperatureUnit: 'fahrenheit',
      weekStart: 'sat',
      timeZone: 'Asia/Kathmandu',
    }
    const self: Viewer = { tenantId: mine.tenantId, userId: id, role: 'viewer', scopePath: '/' }
    await setPreferences(self, chosen)
    expect((await findUserForSession(id))?.preferences).toEqual(chosen)
    await expect(setPreferences({ ...self, tenantId: theirs.tenantId }, DEFAULT_PREFERENCES)).rejects.toEqual(
      new NotFoundError(),
    )
    await db().user.update({ where: { id }, data: { unitSystem: 'of a later version' } })
    expect((await findUserForSession(id))?.preferences).toEqual({ ...chosen, unitSystem: 'metric' })
    await db().user.delete({ where: { id } })
  })

  test('an address in capitals cannot be stored, so that one address is one person', async () => {
    const user = {
      id: randomUUID(),
      tenantId: mine.tenantId,
      name: 'A',
      passwordHash: '-',
      role: 'viewer' as const,
    }
    await expect(db().user.create({ data: { ...user, email: 'Capital@example.com' } })).rejects.toThrow(
      /app_user_email_lower/,
    )
  })
})

test('every function of the data layer takes the viewer first; what needs none lies in system/', () => {
  const folder = path.resolve(import.meta.dirname, '../../lib/server/data')
  // Shapes and filters, not queries.
  const helpers = [
    'account-path.ts',
    'alarm-rows.ts',
    'ids.ts',
    'notify-severity.ts',
    'own-pauses.ts',
    'pushed-items.ts',
    'records.ts',
    'telemetry-sources.ts',
  ]
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !helpers.includes(name))
  expect(files.length).toBeGreaterThan(6)
  const exported = files.flatMap((name) => {
    const source = ts.createSourceFile(
      name,
      readFileSync(path.join(folder, name), 'utf8'),
      ts.ScriptTarget.Latest,
    )
    return source.statements
      .filter(ts.isFunctionDeclaration)
      .filter((statement) => statement.modifiers?.some((one) => one.kind === ts.SyntaxKind.ExportKeyword))
      .map((statement) => `${name}: ${statement.parameters[0]?.getText(source)}`)
  })
  expect(exported.filter((one) => !one.endsWith(': viewer: Viewer'))).toEqual([])
})

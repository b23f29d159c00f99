// The table of devices: who sees which rows, that filters are exact, and that pages of any order fit together.

import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { ALL_DEVICES, DEVICE_COLUMNS, type DeviceFilter, USUAL_SORT } from '@/lib/domain/device-table'
import type { Viewer } from '@/lib/server/access'
import { listCounted } from '@/lib/server/data/accounts'
import { getTableRow } from '@/lib/server/data/device-table'
import { upsertStatePatches } from '@/lib/server/data/system/device-states'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { db } from '@/lib/server/db'
import { NotFoundError } from '@/lib/server/errors'
import { deviceChoices, devicePage, deviceSummary, matchingDevices } from '@/lib/server/services/device-table'
import { describeOnEachDatabase } from '../db/each-database'
import { account, device, imeiOf, makePerson, makeTenant, makeViewer, patchAt } from '../db/fixtures'

const NOW = Date.parse('2026-11-22T12:00:00Z')
const DAY = 86_400_000
const clock = { now: () => NOW, sleep: async () => undefined, random: () => 0.5 }
const inDays = (days: number) => new Date(NOW + days * DAY)

/** Names that would mean something to SQL, patterns or formulas. */
const HOSTILE = [
  '100% van',
  'under_score',
  'O\'Neil"; DROP TABLE device;--',
  'back\\slash',
  '=1+1',
  '<b>x</b>',
]

const DEVICES = [
  device(imeiOf(0), 'top', { name: 'Alpha', groupName: 'Red', expiresAt: inDays(-1), model: 'GT06' }),
  device(imeiOf(1), 'top', { name: 'alpha two', groupName: null, expiresAt: inDays(10), enabled: false }),
  device(imeiOf(2), 'north', { name: 'Bravo', plate: 'AB-100', expiresAt: inDays(45), kind: 'dashcam' }),
  device(imeiOf(3), 'depot', { name: 'Charlie', driverName: 'Zoë', groupName: 'Red', expiresAt: inDays(80) }),
  device(imeiOf(4), 'northwest', { name: 'Delta', expiresAt: null }),
  ...HOSTILE.map((name, at) => device(imeiOf(10 + at), 'top', { name, groupName: name })),
]

describeOnEachDatabase('the table of devices', () => {
  let owner: Viewer
  let stranger: Viewer
  let ids: Map<string, string>
  let accounts: Map<string, string>

  beforeAll(async () => {
    const tenant = await makeTenant()
    const other = await makeTenant()
    owner = tenant.owner
    stranger = other.owner
    await syncRoster(tenant.tenantId, tenant.connectionId, {
      accounts: [
        account('top'),
        account('north', 'top'),
        account('depot', 'north'),
        account('northwest', 'top'),
      ],
      devices: DEVICES,
    })
    await syncRoster(other.tenantId, other.connectionId, {
      accounts: [account('top')],
      devices: [device(imeiOf(0), 'top', { name: 'Foreign' })],
    })
    const rows = await db().device.findMany({ where: { tenantId: tenant.tenantId } })
    ids = new Map(rows.map(({ name, id }) => [name, id]))
    const tree = await db().account.findMany({ where: { tenantId: tenant.tenantId } })
    accounts = new Map(tree.map(({ login, id }) => [login, id]))
    const patch = (name: string, at: Date) => ({
      ...patchAt(ids.get(name) ?? '', at),
      tenantId: tenant.tenantId,
    })
    await upsertStatePatches([
      patch('Bravo', new Date(NOW - 3_600_000)),
      patch('Charlie', new Date(NOW - 30 * 3_600_000)),
    ])
  })

  const page = (over: Partial<DeviceFilter>, viewer = owner) =>
    devicePage(viewer, { filter: { ...ALL_DEVICES, ...over }, sort: USUAL_SORT, offset: 0, clock })
  const namesOf = async (over: Partial<DeviceFilter>, viewer = owner) =>
    (await page(over, viewer)).rows.map(({ name }) => name)

  test('a viewer sees the rows of their branch alone, also where a sibling is called alike', async () => {
    const north = makeViewer(owner.tenantId, '/top/north/')
    expect(await namesOf({}, north)).toEqual(['Bravo', 'Charlie'])
    expect((await matchingDevices(north, { filter: ALL_DEVICES, sort: USUAL_SORT, clock })).total).toBe(2)
    expect(await deviceSummary(north, { filter: ALL_DEVICES, clock })).toMatchObject({ all: 2 })
    expect((await deviceChoices(north)).accounts.map(({ name }) => name)).toEqual([
      'Account north',
      'Account depot',
    ])
    expect(await namesOf({}, stranger)).toEqual(['Foreign'])
  })

  test('the right to share says alone whether one may share, and the one to manage whether one may edit', async () => {
    const may = async (role: Viewer['role'], over: { rights?: string[]; deniedRights?: string[] } = {}) => {
      const person = await makePerson({ tenantId: owner.tenantId, role }, over)
      const { canEdit, canShare, seesAccounts } = await deviceSummary(person, { filter: ALL_DEVICES, clock })
      return { canEdit, canShare, seesAccounts }
    }
    expect(await may('dispatcher')).toEqual({ canEdit: false, canShare: true, seesAccounts: false })
    expect(await may('viewer')).toEqual({ canEdit: false, canShare: false, seesAccounts: false })
    expect(await may('viewer', { rights: ['share'] })).toMatchObject({ canEdit: false, canShare: true })
    expect(await may('distributor', { deniedRights: ['share'] })).toEqual({
      canEdit: true,
      canShare: false,
      seesAccounts: true,
    })
  })

  test('a foreign device or account is answered like a missing one', async () => {
    const north = makeViewer(owner.tenantId, '/top/north/')
    const now = new Date(NOW)
    for (const id of [ids.get('Alpha') ?? '', randomUUID(), 'no-id'])
      await expect(getTableRow(north, id, now)).rejects.toEqual(new NotFoundError())
    for (const accountId of [accounts.get('northwest') ?? '', accounts.get('top') ?? '', randomUUID()]) {
      await expect(page({ accountId }, north)).rejects.toEqual(new NotFoundError())
      const asked = { filter: { ...ALL_DEVICES, accountId }, sort: USUAL_SORT, clock }
      await expect(matchingDevices(north, asked)).rejects.toEqual(new NotFoundError())
      await expect(deviceSummary(north, asked)).rejects.toEqual(new NotFoundError())
    }
  })

  test('each filter keeps exactly what it says', async () => {
    expect(await namesOf({ accountId: accounts.get('north') ?? '' })).toEqual(['Bravo', 'Charlie'])
    expect(await namesOf({ groups: ['Red'] })).toEqual(['Alpha', 'Charlie'])
    expect(await namesOf({ groups: ['Red', ''], kinds: ['dashcam', 'tracker'], q: 'a' })).toEqual(
      expect.arrayContaining(['Alpha', 'alpha two', 'Bravo', 'Charlie', 'Delta']),
    )
    expect(await namesOf({ groups: [''] })).toEqual(['alpha two', 'Bravo', 'Delta'])
    expect(await namesOf({ models: ['GT06'] })).toEqual(['Alpha'])
    expect(await namesOf({ kinds: ['dashcam'] })).toEqual(['Bravo'])
    expect(await namesOf({ enabled: false })).toEqual(['alpha two'])
    expect(await namesOf({ q: 'zoë' })).toEqual(['Charlie'])
    expect(await namesOf({ q: 'ab-100' })).toEqual(['Bravo'])
    expect(await namesOf({ q: 'alpha two' })).toEqual(['alpha two'])
    expect(await namesOf({ q: imeiOf(3) })).toEqual(['Charlie'])
  })

  test('a term that has run out since the last report counts as expired, whatever was stored', async () => {
    expect(await namesOf({ statuses: ['expired'] })).toEqual(['Alpha'])
    expect(await namesOf({ statuses: ['moving'] })).toEqual(['Bravo', 'Charlie'])
    expect(await namesOf({ expiring: 'expired' })).toEqual(['Alpha'])
    expect(await namesOf({ expiring: '30' })).toEqual(['alpha two'])
    expect(await namesOf({ expiring: '60' })).toEqual(['alpha two', 'Bravo'])
    expect(await namesOf({ expiring: '90' })).toEqual(['alpha two', 'Bravo', 'Charlie'])
    const summary = await deviceSummary(owner, { filter: { ...ALL_DEVICES, expiring: '30' }, clock })
    expect(summary.expiring).toEqual({ expired: 1, 30: 1, 60: 2, 90: 3 })
    expect(summary.all).toBe(DEVICES.length)
  })

  test('online are those the vendor was connected to when last heard of, within scope and account, as the accounts count them', async () => {
    const [everybody, online] = [await namesOf({}), await namesOf({ online: true })]
    expect(online).toEqual(['Bravo', 'Charlie'])
    expect(await namesOf({ online: false })).toEqual(everybody.filter((name) => !online.includes(name)))
    const depot = makeViewer(owner.tenantId, '/top/north/depot/')
    expect([await namesOf({ online: true }, depot), await namesOf({ online: false }, depot)]).toEqual([
      ['Charlie'],
      [],
    ])
    for (const id of accounts.values()) {
      const [counted] = await listCounted(owner, [id])
      const totalOf = async (over: Partial<DeviceFilter>) => (await page({ ...over, accountId: id })).total
      expect([await totalOf({}), await totalOf({ online: true })]).toEqual([
        counted?.total.devices,
        counted?.total.online,
      ])
    }
  })

  test('silent are those not heard for so long, and those never heard', async () => {
    const silent = await namesOf({ silentHours: 24 })
    expect(silent).toHaveLength(DEVICES.length - 1)
    expect(silent).toContain('Charlie')
    expect(silent).toContain('Delta')
    expect(silent).not.toContain('Bravo')
    // A moment is the limit: 30 hours ago is not longer than 30 hours ago.
    expect(await namesOf({ silentHours: 30, q: 'charlie' })).toEqual([])
  })

  test('signs of patterns, quotes and NUL in a search or a group are plain text', async () => {
    for (const name of HOSTILE) {
      expect(await namesOf({ groups: [name] })).toEqual([name])
      expect(await namesOf({ q: name })).toEqual([name])
    }
    expect(await namesOf({ q: '%' })).toEqual(['100% van'])
    expect(await namesOf({ q: '_' })).toEqual(['under_score'])
    expect(await namesOf({ q: '\u0000' })).toHaveLength(DEVICES.length)
    expect(await namesOf({ q: 'bra\u0000vo' })).toEqual(['Bravo'])
    expect(await namesOf({ models: ['\u0000'], q: "'" })).toEqual([])
  })

  test('pages of any order show each row once, and what is not known last', async () => {
    for (const key of DEVICE_COLUMNS)
      for (const isDescending of [false, true]) {
        const asked = { filter: ALL_DEVICES, sort: { key, isDescending }, clock }
        const { ids: order } = await matchingDevices(owner, asked)
        const shown = await devicePage(owner, { ...asked, offset: 4 })
        expect(new Set(order).size).toBe(DEVICES.length)
        expect(shown.rows.map(({ id }) => id)).toEqual(order.slice(4))
        // Counted once, with the first page.
        expect(shown.total).toBeNull()
        expect((await devicePage(owner, { ...asked, offset: 0 })).total).toBe(DEVICES.length)
      }
    const last = await devicePage(owner, {
      filter: ALL_DEVICES,
      sort: { key: 'expires', isDescending: true },
      offset: DEVICES.length - 1,
      clock,
    })
    expect(last.rows.map(({ name }) => name)).toEqual(['Delta'])
  })
})

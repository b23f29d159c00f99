import { beforeAll, expect, test } from 'vitest'
import { addDaysToKey, dayKey } from '@/lib/domain/time'
import type { Viewer } from '@/lib/server/access'
import { accountPath } from '@/lib/server/data/account-path'
import { countDrivenDays } from '@/lib/server/data/overview'
import type { AlarmReport } from '@/lib/server/data/system/alarm-meeting'
import { insertAlarms } from '@/lib/server/data/system/alarms'
import { makeDays } from '@/lib/server/data/system/partitions'
import { insertPositions } from '@/lib/server/data/system/positions'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { db } from '@/lib/server/db'
import { type Clock, systemClock } from '@/lib/server/live/clock'
import { fleetUseOf, overviewOf } from '@/lib/server/services/overview'
import { describeOnEachDatabase } from '../db/each-database'
import { account, device, makeTenant, makeViewer, type TestTenant } from '../db/fixtures'

const ZONE = 'Asia/Kathmandu'
const NOW = new Date('2026-03-10T08:00:00Z')
const clock: Clock = { ...systemClock, now: () => NOW.getTime() }

async function makeFleet(): Promise<TestTenant> {
  const tenant = await makeTenant()
  const accounts = [account('top'), account('branch', 'top')]
  const devices = [device('1', 'top', { name: 'Bus' }), device('2', 'branch', { name: 'Van' })]
  await syncRoster(tenant.tenantId, tenant.connectionId, { accounts, devices })
  return tenant
}

function fix(deviceId: string, at: string, speedKph: number, source: 'gps' | 'wifi' = 'gps') {
  const place = { lat: 27.7, lng: 85.3, headingDeg: 0, satellites: 8, ignition: true }
  return { deviceId, fixAt: new Date(at), source, speedKph, ...place, receivedAt: NOW }
}

function alarmOf(tenantId: string, deviceId: string): AlarmReport {
  const what = { code: 'stayAlert', name: 'Parking', severity: 'info', label: '', fenceRef: null } as const
  const where = { fixAt: NOW, lat: 27.7, lng: 85.3, speedKph: 0 }
  return { tenantId, deviceId, way: 'poll', ...what, ...where, startedAt: NOW, receivedAt: NOW, item: null }
}

describeOnEachDatabase('the overview', () => {
  let mine: TestTenant
  let theirs: TestTenant
  let branch: Viewer
  let ids: Map<string, string>

  beforeAll(async () => {
    mine = await makeFleet()
    theirs = await makeFleet()
    branch = makeViewer(mine.tenantId, accountPath(['top', 'branch']))
    const rows = await db().device.findMany({ where: { tenantId: mine.tenantId } })
    ids = new Map(rows.map(({ id, name }) => [name, id]))
    await makeDays(NOW.getTime())
    const [bus = '', van = ''] = [ids.get('Bus'), ids.get('Van')]
    await insertPositions(mine.tenantId, [
      // Half past midnight of the 9th in Kathmandu (UTC+5:45) is still the 8th in UTC.
      fix(bus, '2026-03-08T18:45:00Z', 30),
      fix(bus, '2026-03-08T18:46:00Z', 40),
      fix(van, '2026-03-09T06:00:00Z', 50),
      // Nobody drives at 4 km/h, nor by a wireless network.
      fix(van, '2026-03-07T06:00:00Z', 4),
      fix(van, '2026-03-06T06:00:00Z', 60, 'wifi'),
    ])
    const end = (days: number) => new Date(NOW.getTime() + days * 86_400_000)
    await db().device.updateMany({
      where: { tenantId: mine.tenantId, id: bus },
      data: { expiresAt: end(-1) },
    })
    await db().device.updateMany({
      where: { tenantId: mine.tenantId, id: van },
      data: { expiresAt: end(45) },
    })
    await db().device.updateMany({ where: { tenantId: theirs.tenantId }, data: { expiresAt: end(5) } })
  })

  test('a vehicle drove on a local day when a satellite fix of it was at least driving speed', async () => {
    const use = await fleetUseOf(mine.owner, ZONE, clock)
    expect(use).toMatchObject({ vehicles: 2, looked: 2 })
    const today = dayKey(NOW, ZONE)
    expect(use.days.map(({ day }) => day)).toEqual(
      [6, 5, 4, 3, 2, 1, 0].map((ago) => addDaysToKey(today, -ago)),
    )
    expect(use.days.map(({ drove }) => drove)).toEqual([0, 0, 0, 0, 0, 2, 0])
  })

  test('each sees the days and terms of their own scope alone', async () => {
    const use = await fleetUseOf(branch, ZONE, clock)
    expect(use).toMatchObject({
      vehicles: 1,
      days: expect.arrayContaining([{ day: '2026-03-09', drove: 1 }]),
    })
    expect(await fleetUseOf(theirs.owner, ZONE, clock)).toMatchObject({ vehicles: 2 })
    expect((await overviewOf(branch, clock)).next.map(({ name }) => name)).toEqual(['Van'])
  })

  test('a term is counted in each window it ends in, and an ended one among the ended', async () => {
    const { expiring, next } = await overviewOf(mine.owner, clock)
    expect(expiring).toEqual({ expired: 1, 30: 0, 60: 1, 90: 1 })
    expect(next.map(({ name }) => name)).toEqual(['Van'])
  })

  test('open alarms are counted by severity, those of the scope alone', async () => {
    await insertAlarms({
      alarms: [alarmOf(mine.tenantId, ids.get('Bus') ?? ''), alarmOf(mine.tenantId, ids.get('Van') ?? '')],
    })
    expect((await overviewOf(mine.owner, clock)).alarms).toEqual({ critical: 0, warning: 0, info: 2 })
    expect((await overviewOf(branch, clock)).alarms).toEqual({ critical: 0, warning: 0, info: 1 })
    expect((await overviewOf(theirs.owner, clock)).alarms).toEqual({ critical: 0, warning: 0, info: 0 })
  })

  test('of more vehicles than are looked at, it says how many there are', async () => {
    const days = [
      {
        key: '2026-03-09',
        startsAt: new Date('2026-03-08T18:15:00Z'),
        endsAt: new Date('2026-03-09T18:15:00Z'),
      },
    ]
    expect(await countDrivenDays(mine.owner, days, { fromKph: 5, limit: 1 })).toEqual({
      vehicles: 2,
      looked: 1,
      drove: [1],
    })
  })
})

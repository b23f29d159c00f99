// Reports run for a viewer over a real store: what they tell, whose vehicles, what is missing, and how they end.

import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { type ReportEvent, reportEventSchema } from '@/lib/domain/api/report-table'
import {
  DEFAULT_REPORT_PARAMS,
  REPORT_KINDS,
  type ReportKind,
  type ReportRequest,
  reportRequestSchema,
} from '@/lib/domain/api/reports'
import { DEFAULT_PREFERENCES } from '@/lib/domain/preferences'
import type { Viewer } from '@/lib/server/access'
import { accountPath } from '@/lib/server/data/account-path'
import { listReportAlarms, listReportVisits } from '@/lib/server/data/report-events'
import { listReportFuel } from '@/lib/server/data/report-telemetry'
import { listReportVehicles } from '@/lib/server/data/reports'
import { insertPositions } from '@/lib/server/data/system/positions'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { db } from '@/lib/server/db'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { exportReport, reportFile } from '@/lib/server/services/report-file'
import { planReport } from '@/lib/server/services/report-run'
import { reportStream } from '@/lib/server/services/report-stream'
import { describeOnEachDatabase } from '../db/each-database'
import { account, device, makePerson, makeTenant, makeViewer, type TestTenant } from '../db/fixtures'

const staying = () => ({ signal: new AbortController().signal, weekStart: 'mon' as const })
const DAY = Date.parse('2026-03-02T00:00:00Z')
const minute = (count: number) => new Date(DAY + count * 60_000)

function ask(kind: ReportKind, over: Record<string, unknown> = {}): ReportRequest {
  return reportRequestSchema.parse({
    kind,
    params: DEFAULT_REPORT_PARAMS[kind],
    vehicles: { choose: 'all' },
    range: { by: 'days', from: '2026-03-02', to: '2026-03-03' },
    zone: 'UTC',
    compare: false,
    fill: false,
    ...over,
  })
}

async function run(viewer: Viewer, request: ReportRequest, options = staying()): Promise<ReportEvent[]> {
  const events: ReportEvent[] = []
  const { events: told } = await planReport(viewer, request, options)
  for await (const event of told) events.push(reportEventSchema.parse(JSON.parse(JSON.stringify(event))))
  return events
}

/** Rows by the keys of their columns. */
function rowsIn(events: readonly ReportEvent[]) {
  const start = events.find((event) => event.type === 'start')
  const keys = start?.columns.map(({ key }) => key) ?? []
  const named = (cells: readonly unknown[]) =>
    Object.fromEntries(keys.map((key, index) => [key, cells[index]]))
  return {
    rows: events.flatMap((event) => (event.type === 'rows' ? event.rows.map(named) : [])),
    totals: named(events.flatMap((event) => (event.type === 'totals' ? event.cells : []))),
    ofType: (type: ReportEvent['type']) => events.filter((event) => event.type === type),
  }
}

describeOnEachDatabase('reports', () => {
  let tenant: TestTenant
  let other: TestTenant
  let ids: Map<string, string>
  const idOf = (name: string) => ids.get(name) ?? ''

  beforeAll(async () => {
    tenant = await makeTenant()
    other = await makeTenant()
    const devices = [
      device('1', 'top', { name: 'Anna', groupName: 'North' }),
      device('2', 'branch', {
        name: 'Bert',
        groupName: 'South',
        expiresAt: new Date('2026-03-01T00:00:00Z'),
      }),
      device('3', 'below', { name: 'Cleo', groupName: 'North' }),
    ]
    const accounts = [account('top'), account('branch', 'top'), account('below', 'branch')]
    await syncRoster(tenant.tenantId, tenant.connectionId, { accounts, devices })
    await syncRoster(other.tenantId, other.connectionId, {
      accounts: [account('x')],
      devices: [device('9', 'x')],
    })
    const rows = await db().device.findMany({ where: { tenantId: tenant.tenantId } })
    ids = new Map(rows.map(({ name, id }) => [name, id]))
    // Anna drives north at 60 km/h from 23:30 to 00:30: a minute of it is 1 km, and 1 km of latitude 1/111.195 degrees.
    await insertPositions(
      tenant.tenantId,
      Array.from({ length: 61 }, (_, index) => ({
        ...{
          deviceId: idOf('Anna'),
          source: 'gps' as const,
          lng: 36.8,
          speedKph: 60,
          headingDeg: 0,
          satellites: 9,
        },
        ...{
          fixAt: minute(23.5 * 60 + index),
          lat: index / 111.195_08,
          ignition: true,
          receivedAt: minute(0),
        },
      })),
    )
    const key = { tenantId: tenant.tenantId, deviceId: idOf('Anna') }
    await db().fuelReading.createMany({
      data: [50, 50, 50, 80, 80, 80].map((value, index) => ({
        ...{
          ...key,
          at: minute(index * 5),
          sensor: 1,
          value,
          unit: 'litre',
          item: {},
          receivedAt: minute(0),
        },
      })),
    })
    await db().climateReading.createMany({
      data: [4, 12].map((temperatureC, index) => ({
        ...{ ...key, at: minute(index * 10), temperatureC, item: {}, receivedAt: minute(0) },
      })),
    })
    const fenceId = randomUUID()
    await db().fence.create({
      data: {
        ...{
          tenantId: tenant.tenantId,
          id: fenceId,
          scopePath: '/',
          name: 'Depot',
          color: '#000000',
          tags: [],
        },
        shape: { kind: 'circle', center: { lat: 0, lng: 36.8 }, radiusM: 500 },
        ...{ alarmEnter: true, alarmExit: true, shapeAt: minute(-9_999), updatedAt: minute(0) },
      },
    })
    const visit = {
      ...key,
      fenceId,
      enteredAt: minute(60),
      fixAt: minute(60),
      lat: 0,
      lng: 36.8,
      toldAt: minute(60),
    }
    await db().fenceEvent.createMany({
      data: [
        { ...visit, kind: 'enter', at: minute(60) },
        { ...visit, kind: 'exit', at: minute(90) },
      ],
    })
    await db().alarm.create({
      data: {
        ...{
          tenantId: tenant.tenantId,
          id: randomUUID(),
          deviceId: idOf('Bert'),
          code: 'overspeed',
          name: 'Too fast',
        },
        ...{ severity: 'info', ruleSeverity: 'critical', startedAt: minute(100), endedAt: minute(101) },
        receivedAt: minute(100),
      },
    })
  })

  test('every kind comes in order, from the columns to the end, as the contract says', async () => {
    for (const kind of REPORT_KINDS) {
      const events = await run(tenant.owner, ask(kind))
      expect(events[0]).toMatchObject({ type: 'start', kind, vehicleCount: 3 })
      expect(events.at(-1)).toMatchObject({ type: 'end', vehicleCount: 3 })
      const width = events[0]?.type === 'start' ? events[0].columns.length : 0
      for (const event of events)
        if (event.type === 'rows') for (const row of event.rows) expect(row).toHaveLength(width)
    }
  })

  test('a day ends at the midnight of the zone asked for', async () => {
    const inUtc = rowsIn(await run(tenant.owner, ask('mileage')))
    const kmOf = (rows: Record<string, unknown>[]) =>
      rows
        .filter(({ vehicle }) => vehicle === idOf('Anna'))
        .map(({ day, distanceM }) => [day, Math.round(Number(distanceM))])
    expect(kmOf(inUtc.rows)).toEqual([
      ['2026-03-02', 30_000],
      ['2026-03-03', 30_000],
    ])
    expect(inUtc.totals).toMatchObject({ vehicle: 6, trips: 1 })
    // In Nairobi it is 02:30 to 03:30 of the second day.
    const inNairobi = rowsIn(await run(tenant.owner, ask('mileage', { zone: 'Africa/Nairobi' })))
    expect(kmOf(inNairobi.rows)).toEqual([
      ['2026-03-02', 0],
      ['2026-03-03', 60_000],
    ])
  })

  test('a trip that the range cuts is known to have begun before', async () => {
    const range = { by: 'instants', from: '2026-03-03T00:00:00.000Z', to: '2026-03-03T12:00:00.000Z' }
    const { rows } = rowsIn(await run(tenant.owner, ask('trips', { range })))
    expect(rows).toMatchObject([{ startedAt: range.from, durationSec: 1_800, edge: 'began_before' }])
    expect(Math.round(Number(rows[0]?.distanceM))).toBe(30_000)
  })

  test('readings, visits and alarms are told, the severity as rules have it', async () => {
    const fuel = rowsIn(await run(tenant.owner, ask('fuel')))
    expect(fuel.rows).toMatchObject([{ refuels: 1, refuelledL: 30, usedL: 0 }])
    const temperature = rowsIn(
      await run(tenant.owner, ask('temperature', { params: { minC: null, maxC: 8, detail: 'list' } })),
    )
    expect(temperature.rows).toMatchObject([{ side: 'above', durationSec: 1_800, worstC: 12 }])
    const visits = rowsIn(await run(tenant.owner, ask('fence_visits')))
    expect(visits.rows).toMatchObject([{ fence: 'Depot', durationSec: 1_800, edge: null }])
    const alarms = rowsIn(await run(tenant.owner, ask('alarms')))
    expect(alarms.rows).toMatchObject([
      { vehicle: idOf('Bert'), alarm: 'Too fast', severity: 'critical', durationSec: 60 },
    ])
    const mild = ask('alarms', { params: { ...DEFAULT_REPORT_PARAMS.alarms, severities: ['info'] } })
    expect(rowsIn(await run(tenant.owner, mild)).rows).toEqual([])
    const status = rowsIn(await run(tenant.owner, ask('device_status')))
    expect(status.rows.map(({ vehicle, reason }) => [vehicle, reason])).toEqual([
      [idOf('Anna'), 'never'],
      [idOf('Bert'), 'expired'],
      [idOf('Cleo'), 'never'],
    ])
  })

  test('what is too much to read ends at a moment that is told, and all before it is read', async () => {
    const { devices } = await listReportVehicles(tenant.owner, { choose: 'all' }, 10)
    const span = { fromMs: minute(0).getTime(), toMs: minute(1_440).getTime() }
    const anna = devices.find(({ name }) => name === 'Anna')
    if (anna === undefined) throw new Error('no Anna')
    const choice = { span, ...staying() }
    const all = await listReportFuel(tenant.owner, anna, choice)
    expect(all).toMatchObject({ readings: { length: 6 }, cutAtMs: null })
    expect(await listReportFuel(tenant.owner, anna, { ...choice, page: 2 })).toEqual(all)
    const cut = await listReportFuel(tenant.owner, anna, { ...choice, page: 4, limit: 3 })
    expect(cut).toEqual({ readings: all.readings.slice(0, 3), cutAtMs: minute(15).getTime() })
    const visits = await listReportVisits(tenant.owner, devices, { span, fenceIds: [], limit: 1 })
    expect(visits.cutAtMs).toBe(minute(90).getTime())
    expect(visits.byDevice.get(idOf('Anna'))).toMatchObject([{ fence: 'Depot', leftMs: null }])
    const some = { span, codes: [], severities: [], limit: 0 }
    expect(await listReportAlarms(tenant.owner, devices, some)).toMatchObject({
      byDevice: new Map(),
      cutAtMs: minute(100).getTime(),
    })
  })

  test('a vehicle that came in long before the range and is still there is told', async () => {
    const { devices } = await listReportVehicles(tenant.owner, { choose: 'all' }, 10)
    const { fenceId } = await db().fenceEvent.findFirstOrThrow({ where: { tenantId: tenant.tenantId } })
    const key = { tenantId: tenant.tenantId, deviceId: idOf('Cleo') }
    const enteredAt = minute(-200 * 1_440)
    const where = { fixAt: enteredAt, lat: 0, lng: 36.8 }
    await db().fenceEvent.create({
      data: { ...key, ...where, fenceId, kind: 'enter', at: enteredAt, enteredAt, toldAt: enteredAt },
    })
    const visits = [{ fenceId, enteredAtMs: enteredAt.getTime(), hasDwelled: false }]
    await db().fenceState.create({ data: { ...key, ...where, visits } })
    const span = { fromMs: minute(200).getTime(), toMs: minute(1_440).getTime() }
    const told = await listReportVisits(tenant.owner, devices, { span, fenceIds: [] })
    expect([...told.byDevice]).toMatchObject([
      [idOf('Cleo'), [{ fence: 'Depot', enteredMs: enteredAt.getTime(), leftMs: null, isInside: true }]],
    ])
    await db().fenceState.deleteMany({ where: key })
    await db().fenceEvent.deleteMany({ where: key })
  })

  test('accounts count with those below, groups by name, and each vehicle once', async () => {
    const accounts = await db().account.findMany({ where: { tenantId: tenant.tenantId } })
    const branch = accounts.find(({ login }) => login === 'branch')?.id ?? ''
    const chosen = async (over: Record<string, unknown>, viewer = tenant.owner) => {
      const vehicles = { choose: 'some', deviceIds: [], accountIds: [], groups: [], ...over }
      const { rows } = rowsIn(await run(viewer, ask('fleet', { vehicles })))
      return rows.map(({ vehicle }) => [...ids].find(([, id]) => id === vehicle)?.[0])
    }
    expect(await chosen({ accountIds: [branch] })).toEqual(['Bert', 'Cleo'])
    expect(await chosen({ groups: ['North'] })).toEqual(['Anna', 'Cleo'])
    expect(await chosen({ accountIds: [branch], groups: ['North'], deviceIds: [idOf('Cleo')] })).toEqual([
      'Anna',
      'Bert',
      'Cleo',
    ])
    const below = makeViewer(tenant.tenantId, accountPath(['top', 'branch', 'below']))
    expect(
      await chosen(
        { accountIds: [branch], groups: ['North', 'South'], deviceIds: [idOf('Anna'), idOf('Cleo')] },
        below,
      ),
    ).toEqual(['Cleo'])
  })

  test('vehicles that are gone, foreign or out of scope are left out alike, counted, and never the only ones', async () => {
    const foreign = (await db().device.findFirstOrThrow({ where: { tenantId: other.tenantId } })).id
    const vehicles = (deviceIds: string[]) => ({
      vehicles: { choose: 'some', deviceIds, accountIds: [], groups: [] },
    })
    const events = await run(tenant.owner, ask('fleet', vehicles([idOf('Anna'), foreign, randomUUID()])))
    expect(rowsIn(events).ofType('notice')).toMatchObject([{ code: 'vehicles_missing', count: 2 }])
    expect(rowsIn(events).rows).toHaveLength(1)
    for (const strangers of [[foreign], [randomUUID()]])
      await expect(planReport(tenant.owner, ask('fleet', vehicles(strangers)), staying())).rejects.toThrow(
        NotFoundError,
      )
  })

  test('what is not stored is said of each vehicle, with how much it is', async () => {
    const events = await run(tenant.owner, ask('mileage'))
    const problems = rowsIn(events).ofType('problem')
    // Anna tells of one hour of 48, the others of none.
    expect(problems).toMatchObject([
      { vehicleId: idOf('Anna'), code: 'not_asked', sec: 47 * 3_600 },
      { vehicleId: idOf('Bert'), code: 'not_asked', sec: 48 * 3_600 },
      { vehicleId: idOf('Cleo'), code: 'not_asked', sec: 48 * 3_600 },
    ])
  })

  test('what is too much is refused with the limit in words, before anything is read', async () => {
    const refuse = (over: Record<string, unknown>) =>
      planReport(tenant.owner, ask('mileage', over), staying())
    const days = (from: string, to: string) => ({ range: { by: 'days', from, to } })
    await expect(refuse(days('2024-01-01', '2025-06-01'))).rejects.toThrow('366 days at most')
    await expect(refuse(days('2026-03-02', '2026-03-01'))).rejects.toThrow('ends before it begins')
    await expect(refuse(days('2999-03-02', '2999-03-02'))).rejects.toThrow('has not begun')
    await expect(refuse({ ...days('2026-01-01', '2026-03-01'), fill: true })).rejects.toThrow(
      '31 days at most',
    )
  })

  test.each([
    ['es', 'pdf', 'Kilometraje'],
    ['zh', 'csv', '里程'],
    ['zh', 'pdf', '里程'],
    ['ar', 'pdf', 'المسافات المقطوعة'],
  ] as const)(
    'in %s a %s is called %s: every file speaks the language of its reader',
    async (locale, format, name) => {
      const reader = { locale, preferences: DEFAULT_PREFERENCES, tenantName: 'T' }
      const order = { request: ask('mileage'), format, name: null, reader, signal: staying().signal }
      expect((await reportFile(tenant.owner, order)).fileName).toMatch(new RegExp(`^${name}`))
    },
  )

  test('a report leaves as a file only with the right to export', async () => {
    const reader = { locale: 'en', preferences: DEFAULT_PREFERENCES, tenantName: 'T' }
    const order = {
      request: ask('mileage'),
      format: 'csv' as const,
      name: null,
      reader,
      signal: staying().signal,
    }
    const { tenantId } = tenant
    const file = await exportReport(await makePerson({ tenantId, role: 'viewer' }), order)
    expect(file.fileName).toContain('.csv')
    const denied = await makePerson({ tenantId, role: 'dispatcher' }, { deniedRights: ['export'] })
    await expect(exportReport(denied, order)).rejects.toThrow(ForbiddenError)
  })

  test('whoever stops reading ends it, and a reader who takes one line gets one', async () => {
    const left = new AbortController()
    const stream = await reportStream(tenant.owner, ask('mileage'), { signal: left.signal, weekStart: 'mon' })
    const reader = stream.getReader()
    const { value } = await reader.read()
    expect(JSON.parse(new TextDecoder().decode(value))).toMatchObject({ type: 'start' })
    await reader.cancel()
    expect(await reader.read()).toEqual({ done: true, value: undefined })
    left.abort()
  })
})

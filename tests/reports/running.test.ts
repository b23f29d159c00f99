// Reports run for a viewer over a real store: what they tell of whom and when, and what is missing.

import { beforeAll, expect, test } from 'vitest'
import { DEFAULT_REPORT_PARAMS, REPORT_KINDS } from '@/lib/domain/api/reports'
import { listReportAlarms, listReportVisits } from '@/lib/server/data/report-events'
import { listReportFuel } from '@/lib/server/data/report-telemetry'
import { listReportVehicles } from '@/lib/server/data/reports'
import { db } from '@/lib/server/db'
import { describeOnEachDatabase } from '../db/each-database'
import type { TestTenant } from '../db/fixtures'
import { ask, makeReportWorld, minute, rowsIn, run, staying } from './report-world'

describeOnEachDatabase('reports', () => {
  let tenant: TestTenant
  let ids: Map<string, string>
  const idOf = (name: string) => ids.get(name) ?? ''

  beforeAll(async () => {
    const world = await makeReportWorld()
    ;({ tenant, ids } = world)
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
})

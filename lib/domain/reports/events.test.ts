import { expect, test } from 'vitest'
import { named, reportFor, requestFor, steadyDrive, told } from './made-report.test-helper'
import type { LastKnown, ReportAlarm } from './vehicle-data'

const day = { from: '2026-03-02', to: '2026-03-02' }
const fromMs = Date.parse('2026-03-02T00:00:00Z')
const HOUR_MS = 3_600_000
const span = { fromMs, toMs: fromMs + 24 * HOUR_MS }
const iso = (hour: number) => new Date(fromMs + hour * HOUR_MS).toISOString()
const visit = (fence: string, from: number, to: number | null, isInside = false) => ({
  ...{ fenceId: fence, fence, isInside },
  enteredMs: fromMs + from * HOUR_MS,
  leftMs: to === null ? null : fromMs + to * HOUR_MS,
})

test('visits are cut by the range; those without an end say whether it was not seen', () => {
  const visits = [
    visit('Depot', -2, 1),
    visit('Depot', 8, 10),
    visit('Port', 12, null),
    visit('Depot', 20, null, true),
  ]
  const list = reportFor(requestFor('fence_visits', day), span)
  expect(list.add(told({ visits })).rows.map((row) => named(list, row))).toMatchObject([
    { fence: 'Depot', enteredAt: iso(0), leftAt: iso(1), durationSec: 3_600, edge: 'began_before' },
    { fence: 'Depot', enteredAt: iso(8), leftAt: iso(10), durationSec: 7_200, edge: null },
    { fence: 'Port', enteredAt: iso(12), leftAt: null, durationSec: null, edge: 'no_end' },
    { fence: 'Depot', enteredAt: iso(20), durationSec: 14_400, edge: 'inside' },
  ])
  const sums = reportFor(
    requestFor('fence_visits', { ...day, params: { detail: 'summary', minSec: 3_600 } }),
    span,
  )
  // 1 h + 2 h + 4 h.
  expect(sums.add(told({ visits })).rows.map((row) => named(sums, row))).toMatchObject([
    { fence: 'Depot', visits: 3, durationSec: 7 * 3_600, longestSec: 4 * 3_600 },
  ])
})

test('alarms are counted by kind, and last where their end is known', () => {
  const alarm = (code: string, hour: number, lastsMin: number | null): ReportAlarm => ({
    ...{ code, name: code, severity: 'warning', speedKph: null, place: null },
    startedMs: fromMs + hour * HOUR_MS,
    endedMs: lastsMin === null ? null : fromMs + hour * HOUR_MS + lastsMin * 60_000,
  })
  const alarms = [
    alarm('power', 1, 10),
    alarm('power', 3, 30),
    alarm('power', 5, null),
    alarm('door', 6, null),
  ]
  const report = reportFor(requestFor('alarms', { ...day, params: { detail: 'summary' } }), span)
  expect(report.add(told({ alarms })).rows.map((row) => named(report, row))).toMatchObject([
    { alarm: 'power', alarms: 3, durationSec: 2_400, longestSec: 1_800, firstAt: iso(1), lastAt: iso(5) },
    { alarm: 'door', alarms: 1, durationSec: null },
  ])
  expect(named(report, report.totals())).toMatchObject({ alarms: 4 })
})

test('alarms counted together are called by their kind, not by the fence of the first', () => {
  const alarm = (name: string): ReportAlarm => ({
    ...{ code: 'fence-enter', name, severity: 'info', speedKph: null, place: null },
    ...{ startedMs: fromMs, endedMs: null },
  })
  const report = reportFor(requestFor('alarms', { ...day, params: { detail: 'summary' } }), span)
  const alarms = [alarm('Entered: Depot'), alarm('Entered: Port')]
  expect(report.add(told({ alarms })).rows.map((row) => named(report, row))).toMatchObject([
    { alarm: 'Fence entered', alarms: 2 },
  ])
  expect(report.charts()).toMatchObject([
    { id: 'alarms_by_kind', series: [{ x: ['Fence entered'], y: [2] }] },
  ])
})

test('the fleet summary has a row for everybody, and unknown time where nothing was told', () => {
  const report = reportFor(requestFor('fleet', day), span)
  const points = steadyDrive(iso(6), iso(8), 50)
  const [driven] = report.add(told({ points, alarmCount: 3 })).rows
  expect(named(report, driven)).toMatchObject({
    trips: 1,
    movingSec: 7_200,
    daysDriven: 1,
    alarms: 3,
    unknownSec: 79_200,
  })
  expect(Number(named(report, driven).distanceM)).toBeCloseTo(100_000, -1)
  const [silent] = report.add(told({})).rows
  expect(named(report, silent)).toMatchObject({ distanceM: 0, unknownSec: 86_400, meanSpeedKph: null })
  expect(named(report, report.totals())).toMatchObject({ vehicle: 2, unknownSec: 165_600, topSpeedKph: 50 })
})

test('utilization is use over all time, and its foot a mean by time', () => {
  const report = reportFor(requestFor('utilization', day), span)
  report.add(told({ points: steadyDrive(iso(0), iso(12), 30) }))
  report.add(told({}))
  // 12 of 48 hours.
  expect(Number(named(report, report.totals()).usedPercent)).toBeCloseTo(25, 6)
})

test('device status tells who is silent or expires, the gravest reason first', () => {
  const nowMs = span.toMs
  const last = (over: Partial<LastKnown>): LastKnown => ({
    ...{ status: 'offline', fixMs: null, place: null, batteryPercent: null, expiresMs: null, model: 'X' },
    heardMs: nowMs - HOUR_MS,
    ...over,
  })
  const reasons = (params: Record<string, unknown>) => {
    const report = reportFor(requestFor('device_status', { ...day, params }), span, nowMs)
    const vehicles = [
      last({}),
      last({ heardMs: nowMs - 24 * HOUR_MS }),
      last({ heardMs: nowMs - 24 * HOUR_MS + 1 }),
      last({ heardMs: null }),
      last({ expiresMs: nowMs + 10 * 24 * HOUR_MS }),
      last({ expiresMs: nowMs - 1, heardMs: null }),
    ]
    return vehicles.map((each) => named(report, report.add(told({ last: each })).rows[0]).reason)
  }
  expect(reasons({ silentHours: 24, expiringDays: 30 })).toEqual([
    null,
    'silent',
    null,
    'never',
    'expiring',
    'expired',
  ])
  expect(reasons({ silentHours: null, expiringDays: 9 })).toEqual([null, null, null, null, null, 'expired'])
  expect(reasons({ silentHours: null, expiringDays: null })).toEqual([...Array(5).fill('fine'), 'expired'])
})

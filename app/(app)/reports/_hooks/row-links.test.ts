import { expect, test } from 'vitest'
import { addRows, addVehicles, emptyTable } from '@/lib/client/reports/report-table'
import type { ReportCell, ReportColumn } from '@/lib/domain/api/report-table'
import { alarmLink, linkColumns, replayLink } from './row-links'

const ID = '11111111-1111-4111-8111-111111111111'
const column = (key: string, type: ReportColumn['type']): ReportColumn => ({
  key,
  type,
  total: null,
  isVendor: false,
})

function tableOf(columns: ReportColumn[], cells: ReportCell[]) {
  const table = emptyTable([column('vehicle', 'vehicle'), ...columns])
  addVehicles(table, [
    { id: ID, imei: '1', name: 'Bus', plate: null, kind: 'tracker', account: 'Top', group: null },
  ])
  addRows(table, { vehicleId: ID, rows: [[ID, ...cells]], subtotal: null })
  return table
}

const TIMES = [column('startedAt', 'time'), column('endedAt', 'time')]
const REPLAY = { from: 'startedAt', to: 'endedAt' }

test('a row is replayed from its first minute to its last, or for an hour when it has no end', () => {
  const table = tableOf(TIMES, ['2026-03-01T08:00:30Z', '2026-03-01T09:10:05Z'])
  const columns = linkColumns(table, REPLAY)
  expect(replayLink({ table, row: 0, zone: 'UTC' }, columns)).toBe(
    `/replay?v=${ID}&from=2026-03-01T08:00Z&to=2026-03-01T09:11Z`,
  )
  const open = tableOf(TIMES, ['2026-03-01T08:00:00Z', null])
  expect(replayLink({ table: open, row: 0, zone: 'UTC' }, columns)).toBe(
    `/replay?v=${ID}&from=2026-03-01T08:00Z&to=2026-03-01T09:00Z`,
  )
})

test('a row of days is replayed by the days of its zone', () => {
  const table = tableOf([column('day', 'day'), column('toDay', 'day')], ['2026-03-08', '2026-03-08'])
  const columns = linkColumns(table, null)
  // Clocks in New York went ahead on this day, which has 23 hours.
  expect(replayLink({ table, row: 0, zone: 'America/New_York' }, columns)).toBe(
    `/replay?v=${ID}&from=2026-03-08T05:00Z&to=2026-03-09T04:00Z`,
  )
})

test('a row without times has no link', () => {
  const table = tableOf([column('trips', 'count')], [3])
  const columns = linkColumns(table, null)
  expect(replayLink({ table, row: 0, zone: 'UTC' }, columns)).toBeNull()
  const untold = tableOf(TIMES, [null, null])
  expect(replayLink({ table: untold, row: 0, zone: 'UTC' }, linkColumns(untold, REPLAY))).toBeNull()
})

test('an alarm is found by its vehicle and minute', () => {
  const table = tableOf(TIMES, ['2026-03-01T08:00:30Z', null])
  expect(alarmLink({ table, row: 0, zone: 'UTC' }, linkColumns(table, REPLAY))).toBe(
    `/alarms?box=all&v=${ID}&from=2026-03-01T08:00:00.000Z&to=2026-03-01T08:01:00.000Z`,
  )
})

import { expect, test } from 'vitest'
import { DEFAULT_REPORT_PARAMS, REPORT_KINDS } from '@/lib/domain/api/reports'
import { NO_REPORT, parseReportAddress, reportSearch, requestOfKind, withParam } from './report-address'

const A = '11111111-1111-4111-8111-111111111111'
const B = '22222222-2222-4222-8222-222222222222'
const ZONE = 'Asia/Kathmandu'
const read = (search: string) => parseReportAddress(new URLSearchParams(search), ZONE)

test('an address without anything is the choice of kinds', () => {
  expect(read('')).toEqual(NO_REPORT)
  expect(reportSearch(NO_REPORT)).toBe('')
  expect(read('?kind=weather&run=1')).toEqual(NO_REPORT)
})

test.each(REPORT_KINDS)('the usual %s report is a short address that comes back', (kind) => {
  const request = requestOfKind(kind, ZONE, null)
  const search = reportSearch({ ...NO_REPORT, request })
  expect(search).toBe(`?kind=${kind}&range=today`)
  expect(read(search).request).toEqual(request)
  expect(request.params).toEqual(DEFAULT_REPORT_PARAMS[kind])
})

test.each([
  `?kind=trips&v=${A},${B}&from=2026-03-01&to=2026-03-07&minDistanceM=500&compare=1&sort=-distanceM&run=1`,
  `?kind=stops&accounts=${A}&group=North&group=A%26B, south&range=last_week&which=idling&minSec=300&fill=1`,
  '?kind=temperature&range=this_month&minC=-5.5&maxC=4&detail=list&view=charts&group_by=none',
  `?kind=fence_visits&range=yesterday&fenceIds=${A},${B}`,
  '?kind=device_status&range=today&silentHours=&expiringDays=7',
  `?kind=alarms&from=2026-03-01T08:00:00Z&to=2026-03-02T08:00:00Z&codes=90,jt808-264-4&severities=critical&saved=${B}`,
  '?show=schedules',
])('%s says the same when it is written again', (search) => {
  const written = reportSearch(read(search))
  expect(read(written)).toEqual(read(search))
  expect([...new URLSearchParams(written)].toSorted()).toEqual([...new URLSearchParams(search)].toSorted())
})

test('the zone is the reader’s, whoever sends the address', () => {
  const search = '?kind=trips&from=2026-03-01&to=2026-03-07'
  expect(read(search).request?.zone).toBe(ZONE)
  expect(parseReportAddress(new URLSearchParams(search), 'America/New_York').request).toEqual({
    ...read(search).request,
    zone: 'America/New_York',
  })
})

test.each([
  ['?kind=trips&from=2026-03-07&to=2026-03-01', { range: { by: 'relative', span: 'today' } }],
  ['?kind=trips&from=2026-02-30&to=2026-03-01', { range: { by: 'relative', span: 'today' } }],
  ['?kind=trips&v=x,..,%00', { vehicles: { choose: 'all' } }],
  [`?kind=trips&v=${A},${A}`, { vehicles: { choose: 'some', deviceIds: [A], accountIds: [], groups: [] } }],
  ['?kind=speeding&limitKph=fast', { params: { limitKph: 100, minSec: 10 } }],
  ['?kind=speeding&limitKph=9999', { params: { limitKph: 100, minSec: 10 } }],
  ['?kind=speeding&limitKph=', { params: { limitKph: 100, minSec: 10 } }],
  // One part that is wrong costs no other.
  ['?kind=speeding&limitKph=fast&minSec=30', { params: { limitKph: 100, minSec: 30 } }],
  ['?kind=alarms&severities=critical,dire', { params: { severities: ['critical'] } }],
  [`?kind=fence_visits&fenceIds=${A},x&minSec=60`, { params: { fenceIds: [A], minSec: 60 } }],
  ['?kind=trips&from=2026-02-30&to=2026-03-01&range=last_week', { range: { span: 'last_week' } }],
  ['?kind=mileage&granularity=hour', { params: { granularity: 'day' } }],
])('%s becomes something sensible', (search, expected) => {
  expect(read(search).request).toMatchObject(expected)
})

test('another kind keeps vehicles and range, and nothing that only the kind before knew', () => {
  const before = read(`?kind=trips&v=${A}&range=last_week&compare=1&minDistanceM=5`).request
  expect(requestOfKind('fuel', ZONE, before)).toMatchObject({
    kind: 'fuel',
    vehicles: { deviceIds: [A] },
    range: { span: 'last_week' },
    params: DEFAULT_REPORT_PARAMS.fuel,
    compare: false,
  })
})

test('a parameter is taken when the contract allows it', () => {
  const request = requestOfKind('speeding', ZONE, null)
  expect(withParam(request, 'limitKph', 80)?.params).toEqual({ limitKph: 80, minSec: 10 })
  expect(withParam(request, 'limitKph', 2)).toBeNull()
  expect(withParam(request, 'colour', 'red')).toBeNull()
})

import { expect, test } from 'vitest'
import { parseReportAddress, reportSearch } from './report-address'
import { reportAddressFaults } from './report-address-faults'

const A = '11111111-1111-4111-8111-111111111111'
const faultsOf = (search: string) => reportAddressFaults(new URLSearchParams(search))
const part = (text: string) => `\u2066${text}\u2069`

const WHOLE = [
  '',
  '?show=schedules',
  '?kind=device_status&range=today&silentHours=&expiringDays=7',
  `?kind=trips&v=${A}&from=2026-03-01&to=2026-03-07&minDistanceM=500&compare=1&sort=-distanceM&run=1`,
  `?kind=stops&accounts=${A}&group=North&group=A%26B, south&range=last_week&which=idling&minSec=300&fill=1`,
  `?kind=alarms&from=2026-03-01T08:00:00Z&to=2026-03-02T08:00:00Z&codes=90&severities=critical&saved=${A}`,
  `?kind=fence_visits&range=yesterday&fenceIds=${A}&view=charts&group_by=none`,
]

/** What is wrong, what is said of it, and what is shown instead. */
const WRONG = [
  ['kind=weather', { kind: 'noReport', part: part('kind=weather') }],
  ['kind=trips&from=2026-03-07&to=2026-03-01', { kind: 'backwards', span: 'today' }],
  ['kind=trips&from=2026-03-07', { kind: 'half', span: 'today' }],
  [
    'kind=trips&from=2026-02-30&to=2026-03-01&range=last_week',
    { kind: 'noDay', part: part('from=2026-02-30'), span: 'last_week' },
  ],
  ['kind=trips&from=2026-03-01T08:00:00Z&to=noon', { kind: 'noDay', part: part('to=noon'), span: 'today' }],
  ['kind=trips&range=ever', { kind: 'noRange', part: part('range=ever'), span: 'today' }],
  ['kind=trips&v=x,..', { kind: 'noneLeft', part: part('v=x,..') }],
  [`kind=trips&v=${A},x`, { kind: 'noVehicle', part: part('v=x') }],
  ['kind=trips&accounts=x&group=North', { kind: 'noVehicle', part: part('accounts=x') }],
  ['kind=speeding&limitKph=fast', { kind: 'usual', part: part('limitKph=fast') }],
  ['kind=speeding&limitKph=9999', { kind: 'usual', part: part('limitKph=9999') }],
  ['kind=speeding&limitKph=', { kind: 'usual', part: part('limitKph=') }],
  ['kind=mileage&granularity=hour', { kind: 'usual', part: part('granularity=hour') }],
  ['kind=alarms&severities=critical,dire', { kind: 'unknown', part: part('severities=dire') }],
  [`kind=fence_visits&fenceIds=${A},x`, { kind: 'unknown', part: part('fenceIds=x') }],
  ['kind=trips&view=cinema', { kind: 'unknown', part: part('view=cinema') }],
  ['kind=trips&saved=7', { kind: 'unknown', part: part('saved=7') }],
  ['kind=trips&run=yes', { kind: 'unknown', part: part('run=yes') }],
  ['show=clouds', { kind: 'unknown', part: part('show=clouds') }],
] as const

test.each(WHOLE)('%s is read whole', (search) => {
  expect(faultsOf(search)).toEqual([])
})

test.each(WRONG)('of %s it is said what could not be read', (search, fault) => {
  expect(faultsOf(search)).toEqual([fault])
})

test.each(WRONG)('what is written from %s can be read whole', (search) => {
  expect(faultsOf(reportSearch(parseReportAddress(new URLSearchParams(search), 'Asia/Kathmandu')))).toEqual(
    [],
  )
})

test('both ends are quoted where neither is a day', () => {
  expect(faultsOf('?kind=trips&from=x&to=y')).toHaveLength(2)
})

test('of more vehicles than an address carries the others are said to be left out', () => {
  const ids = Array.from({ length: 151 }, (_each, index) => A.slice(0, -3) + String(index + 100))
  expect(faultsOf(`?kind=trips&v=${ids}`)).toEqual([{ kind: 'tooMany' }])
  expect(faultsOf(`?kind=trips&v=${ids.slice(1)}`)).toEqual([])
})

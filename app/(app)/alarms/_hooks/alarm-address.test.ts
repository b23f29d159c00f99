import { expect, test } from 'vitest'
import {
  type AlarmAddress,
  alarmSearch,
  filterQuery,
  isNarrowed,
  parseAlarmAddress,
  WIDE,
} from './alarm-address'

const ID = '3f0c1d1e-0000-4000-8000-000000000001'
const EMPTY = parseAlarmAddress(new URLSearchParams())
const AS_OF = '2026-03-01T08:00:00.000Z'

test('without an address, the open alarms show, all of them', () => {
  expect(alarmSearch(EMPTY)).toBe('')
  expect(isNarrowed(EMPTY)).toBe(false)
  expect(filterQuery(EMPTY, AS_OF)).toEqual({ box: 'open', asOf: AS_OF })
})

test('what an address says comes back the same', () => {
  const address: AlarmAddress = {
    box: 'snoozed',
    severities: ['critical', 'info'],
    kinds: ['1', 'jt808-264-4'],
    deviceIds: [ID],
    who: 'nobody',
    span: '7d',
    from: null,
    to: '2026-02-28T00:00:00.000Z',
    q: 'Van 2',
    isUnread: true,
    group: 'vehicle',
    alarmId: ID,
  }
  const search = alarmSearch(address)
  expect(parseAlarmAddress(new URLSearchParams(search))).toEqual(address)
  expect(isNarrowed({ ...address, ...WIDE })).toBe(false)
  expect(filterQuery(address, AS_OF)).toMatchObject({
    from: '2026-02-22T08:00:00.000Z',
    severity: 'critical,info',
  })
})

test('what cannot be right is left out', () => {
  const odd = '?box=none&severity=dire,&v=1,x&who=you&span=9d&from=yesterday&group=tree&alarm=7&unread=yes'
  expect(parseAlarmAddress(new URLSearchParams(odd))).toEqual(EMPTY)
})

test('a span that ends before it begins is left out', () => {
  const odd = '?from=2026-03-02T00:00Z&to=2026-03-01T00:00Z'
  expect(parseAlarmAddress(new URLSearchParams(odd))).toEqual(EMPTY)
})

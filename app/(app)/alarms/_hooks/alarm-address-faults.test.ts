import { expect, test } from 'vitest'
import { alarmSearch, parseAlarmAddress } from './alarm-address'
import { alarmAddressFaults } from './alarm-address-faults'

const ID = '3f0c1d1e-0000-4000-8000-000000000001'
const faultsOf = (search: string) => alarmAddressFaults(new URLSearchParams(search))
const part = (text: string) => `\u2066${text}\u2069`

test('an address that can be read whole has no fault, and neither has what is written from it', () => {
  const whole = `?box=snoozed&severity=critical,info&kind=1,jt808-264-4&v=${ID}&who=nobody&span=7d&q=Van 2&unread=1&group=vehicle&alarm=${ID}`
  for (const search of [
    '',
    '?box=open',
    '?from=2026-03-01T00:00Z&to=2026-03-02T00:00Z',
    '?from=&to=&v=',
    whole,
  ]) {
    expect(faultsOf(search)).toEqual([])
    expect(faultsOf(alarmSearch(parseAlarmAddress(new URLSearchParams(search))))).toEqual([])
  }
})

test('a span that ends before it begins, or with its beginning, is said to', () => {
  expect(faultsOf('?from=2026-03-02T00:00Z&to=2026-03-01T00:00Z')).toEqual([{ kind: 'backwards' }])
  expect(faultsOf('?from=2026-03-02T00:00Z&to=2026-03-02T00:00Z')).toEqual([{ kind: 'backwards' }])
})

test.each([
  ['from=yesterday', 'noTime'],
  ['to=2026-13-45T99:00Z', 'noTime'],
  ['severity=dire', 'unknown'],
  ['v=1,x', 'unknown'],
  ['who=you', 'unknown'],
  ['span=9d', 'unknown'],
  ['group=tree', 'unknown'],
  ['alarm=7', 'unknown'],
  ['box=none', 'unknown'],
  ['unread=yes', 'unknown'],
])('%s is quoted as %s', (search, kind) => {
  expect(faultsOf(`?${search}`)).toEqual([{ kind, part: part(search) }])
})

test('of a list only what is wrong is quoted, and the rest of the address stays', () => {
  const search = `?severity=critical,dire&v=${ID},x&from=2026-03-02T00:00Z&to=2026-03-01T00:00Z`
  expect(faultsOf(search)).toEqual([
    { kind: 'backwards' },
    { kind: 'unknown', part: part('severity=dire') },
    { kind: 'unknown', part: part('v=x') },
  ])
  expect(parseAlarmAddress(new URLSearchParams(search))).toMatchObject({
    severities: ['critical'],
    deviceIds: [ID],
  })
})

test('of more than a hundred in a list the others are said to be left out', () => {
  const kinds = Array.from({ length: 101 }, (_each, index) => index).join()
  expect(faultsOf(`?kind=${kinds}`)).toEqual([{ kind: 'tooMany' }])
})

test('of a search that is too long it is said that its end is left out', () => {
  expect(faultsOf(`?q=${'a'.repeat(101)}`)).toEqual([{ kind: 'longSearch' }])
  expect(faultsOf(`?q=${'a'.repeat(100)}`)).toEqual([])
})

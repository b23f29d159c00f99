import { expect, test } from 'vitest'
import { parseReplay, replaySearch } from './replay-address'
import { replayAddressFaults } from './replay-address-faults'

const A = '11111111-1111-4111-8111-111111111111'
const B = '22222222-2222-4222-8222-222222222222'
const SPAN = 'from=2026-03-01T08:00Z&to=2026-03-02T08:00Z'
const faultsOf = (search: string) => replayAddressFaults(new URLSearchParams(search))
const part = (text: string) => `\u2066${text}\u2069`
/** Eleven ids that differ in their last letter, of sixteen there are. */
const ELEVEN = Array.from({ length: 11 }, (_each, index) => A.replace(/1$/, index.toString(16)))

test('an address that can be read whole has no fault, and neither has what is written from any', () => {
  const whole = `?v=${A},${B}&${SPAN}&focus=${B}&colour=ignition&bad=0&at=2026-03-01T09:30:15Z`
  for (const search of ['', `?v=${A}`, `?${SPAN}`, '?v=&from=&to=', whole])
    expect(faultsOf(search)).toEqual([])
  for (const search of [whole, '?v=x', '?from=x&to=y', `?v=${ELEVEN}`, `?${SPAN}&at=2027-01-01T00:00:00Z`]) {
    const read = parseReplay(new URLSearchParams(search), { nowMs: 0, zone: 'Asia/Kathmandu' })
    expect(faultsOf(replaySearch(read))).toEqual([])
  }
})

test('what is no vehicle is quoted, and whether one is left is told', () => {
  expect(faultsOf('?v=x,..')).toEqual([{ kind: 'noneLeft', part: part('v=x,..') }])
  expect(faultsOf(`?v=${A},x`)).toEqual([{ kind: 'noVehicle', part: part('v=x') }])
})

test('of eleven vehicles it is said that ten are shown', () => {
  expect(faultsOf(`?v=${ELEVEN}`)).toEqual([{ kind: 'tooMany', count: 11 }])
  expect(faultsOf(`?v=${ELEVEN.slice(1)}`)).toEqual([])
})

test.each([
  ['?from=2026-03-02T08:00Z&to=2026-03-01T08:00Z', { kind: 'backwards' }],
  ['?from=2026-03-02T08:00Z&to=2026-03-02T08:00Z', { kind: 'backwards' }],
  // Ninety days and one for clocks that change is the most.
  ['?from=2026-01-01T00:00Z&to=2026-04-02T00:01Z', { kind: 'tooLong' }],
  ['?from=2026-03-02T08:00Z', { kind: 'half' }],
  ['?to=2026-03-02T08:00Z', { kind: 'half' }],
  ['?from=2026-13-45T99:00Z&to=2026-03-01T08:00Z', { kind: 'noTime', part: part('from=2026-13-45T99:00Z') }],
  ['?to=noon', { kind: 'noTime', part: part('to=noon') }],
  [`?${SPAN}&at=2026-03-05T08:00:00Z`, { kind: 'outside' }],
  [`?${SPAN}&at=noon`, { kind: 'unknown', part: part('at=noon') }],
  [`?v=${A}&colour=rainbow`, { kind: 'unknown', part: part('colour=rainbow') }],
])('%s is said', (search, fault) => {
  expect(faultsOf(search)).toEqual([fault])
})

test('a moment is not said to be outside of times that are not shown', () => {
  expect(faultsOf('?from=x&to=y&at=2026-03-05T08:00:00Z').map(({ kind }) => kind)).toEqual([
    'noTime',
    'noTime',
  ])
})

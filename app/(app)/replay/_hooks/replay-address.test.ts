import { expect, test } from 'vitest'
import { localText, parseReplay, readRange, replaySearch } from './replay-address'

const A = '11111111-1111-4111-8111-111111111111'
const B = '22222222-2222-4222-8222-222222222222'
const nowMs = Date.parse('2026-03-08T15:00:00Z')
const inNewYork = { nowMs, zone: 'America/New_York' }
const read = (search: string, at = inNewYork) => parseReplay(new URLSearchParams(search), at)

test('an address without anything is today in the reader’s zone, also when that day has 23 hours', () => {
  // Clocks in New York went ahead at 02:00 on 8 March 2026: midnight was 05:00 UTC, the next one 04:00 UTC.
  expect(read('')).toMatchObject({
    ids: [],
    fromMs: Date.parse('2026-03-08T05:00:00Z'),
    toMs: Date.parse('2026-03-09T04:00:00Z'),
    focusId: null,
    showBad: true,
  })
  // Kathmandu is 5:45 ahead.
  expect(read('', { nowMs, zone: 'Asia/Kathmandu' }).fromMs).toBe(Date.parse('2026-03-07T18:15:00Z'))
})

test('what an address says comes back, in any zone the same moments', () => {
  const search = `?v=${A},${B}&from=2026-03-01T08:00Z&to=2026-03-02T08:00Z&focus=${B}&colour=ignition&bad=0&at=2026-03-01T09:30:15Z`
  const choice = read(search)
  expect(choice).toEqual({
    ids: [A, B],
    fromMs: Date.parse('2026-03-01T08:00:00Z'),
    toMs: Date.parse('2026-03-02T08:00:00Z'),
    focusId: B,
    colouring: 'ignition',
    showBad: false,
    cursorMs: Date.parse('2026-03-01T09:30:15Z'),
  })
  expect(replaySearch(choice)).toBe(search)
  expect(read(search, { nowMs, zone: 'Africa/Nairobi' })).toEqual(choice)
})

test.each([
  ['?v=x,..,%00', { ids: [] }],
  [`?v=${A},${A}`, { ids: [A] }],
  ['?from=2026-03-02T08:00Z&to=2026-03-01T08:00Z', { fromMs: Date.parse('2026-03-08T05:00:00Z') }],
  ['?from=2025-01-01T00:00Z&to=2026-03-01T08:00Z', { fromMs: Date.parse('2026-03-08T05:00:00Z') }],
  ['?from=2026-13-45T99:00Z&to=2026-03-01T08:00Z', { fromMs: Date.parse('2026-03-08T05:00:00Z') }],
  [`?v=${A}&focus=${B}&colour=rainbow`, { focusId: A, colouring: 'speed' }],
  ['?from=2026-03-01T08:00Z&to=2026-03-02T08:00Z&at=2026-03-05T08:00:00Z', { cursorMs: null }],
])('%s becomes something sensible', (search, expected) => {
  expect(read(search)).toMatchObject(expected)
})

test('eleven vehicles are ten', () => {
  const ids = Array.from({ length: 11 }, (_, index) => A.replace(/1$/, (index % 16).toString(16)))
  expect(read(`?v=${ids.join()}`).ids).toHaveLength(10)
})

test('date and time fields are read in the reader’s zone, and what is wrong is said of the right one', () => {
  const range = { from: '2026-03-07T00:00', to: '2026-03-08T00:00' }
  expect(readRange(range, inNewYork)).toEqual({
    fromMs: Date.parse('2026-03-07T05:00:00Z'),
    toMs: Date.parse('2026-03-08T05:00:00Z'),
  })
  expect(localText(Date.parse('2026-03-08T05:00:00Z'), 'America/New_York')).toBe(range.to)
  const wrong = (over: Partial<typeof range>) => readRange({ ...range, ...over }, inNewYork)
  expect(wrong({ from: '' })).toEqual({ field: 'from', problem: 'noTime' })
  expect(wrong({ to: '2026-02-30T00:00' })).toEqual({ field: 'to', problem: 'noTime' })
  expect(wrong({ to: '2026-03-07T00:00' })).toEqual({ field: 'to', problem: 'backwards' })
  expect(wrong({ from: '2025-12-01T00:00' })).toEqual({ field: 'to', problem: 'tooLong' })
  expect(wrong({ from: '2026-04-07T00:00', to: '2026-04-08T00:00' })).toEqual({
    field: 'from',
    problem: 'future',
  })
})

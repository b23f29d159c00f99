import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DeltaFrame, emptyStateColumns, type StateColumns } from './live-frame'
import { LiveFrameReader } from './live-frame-reader'
import {
  NOWHERE,
  packNumbers,
  packSlots,
  STATE_COLUMNS,
  type StateColumn,
  unpackDelta,
  unpackNumbers,
  zeroOf,
} from './live-packing'

const pack = packNumbers
const unpack = (text: string, count: number) => [...unpackNumbers(text, count)]

test('numbers are written as the Base64 VLQ of source maps', () => {
  // Of the source map specification: 0 is A, 1 is C, -1 is D, 16 is gB, 123 is 2H, 123456789 is qxmvrH.
  expect(pack([0, 1, -1, 16, 123, 123_456_789])).toBe('ACDgB2HqxmvrH')
})

test('any numbers come back', () => {
  const number = fc.integer({ min: -4_000_000_000, max: 4_000_000_000 })
  fc.assert(
    fc.property(fc.array(number, { maxLength: 50 }), (numbers) => {
      expect(unpack(pack(numbers), numbers.length)).toEqual(numbers)
    }),
  )
})

test('only zeros are the empty text', () => {
  expect(pack([0, 0, 0])).toBe('')
  expect(unpack('', 3)).toEqual([0, 0, 0])
})

test('a text with too few or too many numbers, of other characters, or cut off is refused', () => {
  for (const text of ['A', 'AAA', 'A-', 'A\u{1f600}', 'Ag'])
    expect(() => unpackNumbers(text, 2), text).toThrow(TypeError)
})

const AT_MS = 1_800_000_000_500
const packState = (rows: Partial<Record<StateColumn, number[]>>, count: number) => {
  const column = (name: StateColumn) => pack(rows[name] ?? new Array(count).fill(0))
  return Object.fromEntries(STATE_COLUMNS.map((name) => [name, column(name)])) as Record<StateColumn, string>
}

test('a delta to the frame before adds to what the listener has, slot by slot', () => {
  const state = packState({ lat: [5, -7], fixAt: [10, 11], speed: [-30, 0] }, 2)
  const has = { lat: 1_000_000, fixAt: 1_800_000_000, speed: 300 } as Partial<Record<StateColumn, number>>
  const frame = unpackDelta({ at: AT_MS, base: 'before', slot: packSlots([0, 7]), state }, (column, slot) =>
    column === 'lat' ? (has.lat ?? 0) + slot : (has[column] ?? 0),
  )
  expect(frame.slot).toEqual([0, 7])
  expect(frame.state.lat).toEqual([1_000_005, 1_000_000])
  expect(frame.state.fixAt).toEqual([1_800_000_010, 1_800_000_011])
  expect(frame.state.speed).toEqual([270, 300])
})

test('a delta for whoever missed frames asks nothing of what the listener has', () => {
  const state = packState({ lat: [22_500_000], fixAt: [-5], heading: [90] }, 1)
  const frame = unpackDelta({ at: AT_MS, base: 'zero', slot: packSlots([3]), state }, () => {
    throw new Error('asked')
  })
  expect(frame.state).toMatchObject({ lat: [22_500_000], fixAt: [1_799_999_995], heading: [90] })
})

test('a vehicle without position loses it, and gets one again, as a difference', () => {
  const reader = new LiveFrameReader()
  const roster = {
    id: ['a'],
    imei: ['1'],
    name: [''],
    plate: [null],
    driver: [null],
    kind: [0],
    account: [0],
    accounts: [],
  }
  const zeros = Object.fromEntries(STATE_COLUMNS.map((name) => [name, [0]]))
  const nowhere = { ...zeros, lat: [null], lng: [null] }
  expect(reader.snapshot(JSON.stringify({ at: AT_MS, roster, state: nowhere })).state.lat).toEqual([null])
  const delta = (lat: number) =>
    reader.delta(
      JSON.stringify({
        at: AT_MS,
        base: 'before',
        slot: packSlots([0]),
        state: packState({ lat: [lat] }, 1),
      }),
    )
  expect(delta(22_000_000 - NOWHERE).state.lat).toEqual([22_000_000])
  expect(delta(NOWHERE - 22_000_000).state.lat).toEqual([null])
})

test('times of a delta to zeros count from the second it was made in, and 0 stays never', () => {
  expect(zeroOf('fixAt', AT_MS)).toBe(1_800_000_000)
  const state = packState({ fixAt: [-1_800_000_000], since: [-60] }, 1)
  const frame = unpackDelta({ at: AT_MS, base: 'zero', slot: packSlots([0]), state }, () => 0)
  expect(frame.state).toMatchObject({ fixAt: [0], since: [1_799_999_940] })
})

test('frames in plain columns are answered as they are', () => {
  const state: StateColumns = {
    ...emptyStateColumns(),
    lat: [41_000_000],
    lng: [-8_000_000],
    fixAt: [1_800_000_000],
  }
  const frame: DeltaFrame = { at: AT_MS, slot: [4], state }
  expect(unpackDelta(frame, () => 0)).toBe(frame)
})

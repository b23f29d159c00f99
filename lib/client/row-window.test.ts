import { expect, test } from 'vitest'
import { offsetFor, type RowLayout, rowsInSight, spanWithin } from './row-window'

// Rows of 50 px under 4 px of air: row n lies at 4 + 50 n.
const layout: RowLayout = { rowPx: 50, startPx: 4, endPx: 8, beyond: 2 }

test('rows exist that touch what is in sight, and so many beyond either edge', () => {
  // 504 to 804 px show rows 10 to 15 wholly.
  expect(rowsInSight(layout, 504, 300)).toEqual({ from: 8, to: 18 })
  // One pixel higher, row 9 shows its last line.
  expect(rowsInSight(layout, 503, 300)).toEqual({ from: 7, to: 18 })
})

test('at the top, also pulled beyond it, no row comes before the first', () => {
  expect(rowsInSight(layout, 0, 300)).toEqual({ from: 0, to: 8 })
  expect(rowsInSight(layout, -80, 300).from).toBe(0)
})

test('a list shorter than what was in sight shows its end, and none of more than there are', () => {
  expect(spanWithin({ from: 90, to: 100 }, 95)).toEqual({ from: 85, to: 95 })
  expect(spanWithin({ from: 90, to: 100 }, 4)).toEqual({ from: 0, to: 4 })
  expect(spanWithin({ from: 8, to: 18 }, 1_000)).toEqual({ from: 8, to: 18 })
})

test('keys move a list no further than it must: not at all, to the edge above, or to the edge below', () => {
  const box = { topPx: 504, heightPx: 300 }
  expect(offsetFor(layout, { position: 15, where: 'nearest' }, box)).toBeNull()
  // The air above the first row and below the last is shown with them.
  expect(offsetFor(layout, { position: 0, where: 'nearest' }, box)).toBe(0)
  expect(offsetFor(layout, { position: 16, where: 'nearest' }, box)).toBe(4 + 17 * 50 + 8 - 300)
})

test('a vehicle chosen elsewhere comes to the middle', () => {
  // Row 20 lies from 1,004 to 1,054 px, its middle at 1,029: half of 300 above that.
  expect(offsetFor(layout, { position: 20, where: 'middle' }, { topPx: 0, heightPx: 300 })).toBe(879)
})

import { expect, test } from 'vitest'
import { nearestSnap, stepSnap } from './sheet-snaps'

test('a released sheet settles on the nearest height', () => {
  // In a room of 844 px the heights are 136, 439 and 784 px; the midpoints are 287 and 611.
  expect(nearestSnap(282, 844)).toBe('peek')
  expect(nearestSnap(292, 844)).toBe('half')
  expect(nearestSnap(605, 844)).toBe('half')
  expect(nearestSnap(620, 844)).toBe('full')
})

test('a throw beyond the ends stays at the ends', () => {
  expect(nearestSnap(-500, 844)).toBe('peek')
  expect(nearestSnap(5000, 844)).toBe('full')
})

test('keys move one step and stop at the ends', () => {
  expect(stepSnap('peek', 'ArrowUp')).toBe('half')
  expect(stepSnap('full', 'ArrowUp')).toBe('full')
  expect(stepSnap('peek', 'ArrowDown')).toBe('peek')
  expect(stepSnap('half', 'Home')).toBe('full')
  expect(stepSnap('half', 'End')).toBe('peek')
  expect(stepSnap('half', 'a')).toBeNull()
})

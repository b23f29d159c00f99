import { expect, test } from 'vitest'
import { nextPoint } from './series-cursor'

const values = [5, null, 7, 8, null]

test('the cursor begins at the newest value and steps over holes', () => {
  expect(nextPoint(values, null, 'ArrowLeft')).toBe(3)
  expect(nextPoint(values, 2, 'ArrowLeft')).toBe(0)
  expect(nextPoint(values, 0, 'ArrowRight')).toBe(2)
})

test('it stays at the ends, and the keys for them lead there', () => {
  expect(nextPoint(values, 3, 'ArrowRight')).toBe(3)
  expect(nextPoint(values, 0, 'PageUp')).toBe(0)
  expect(nextPoint(values, 0, 'End')).toBe(3)
  expect(nextPoint(values, 3, 'Home')).toBe(0)
})

test('other keys and charts without a value move nothing', () => {
  expect(nextPoint(values, 2, 'a')).toBeNull()
  expect(nextPoint([null], null, 'ArrowRight')).toBeNull()
})

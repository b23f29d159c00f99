import { expect, test } from 'vitest'
import { moveByKey } from './use-list-keys'

test('arrows enter the list at its first row and stop at both ends', () => {
  expect(moveByKey('ArrowDown', -1, 3)).toBe(0)
  expect(moveByKey('ArrowDown', 2, 3)).toBe(2)
  expect(moveByKey('ArrowUp', -1, 3)).toBe(0)
  expect(moveByKey('ArrowUp', 0, 3)).toBe(0)
})

test('home, end and pages reach every row of a long list', () => {
  expect(moveByKey('End', 4, 10_000)).toBe(9999)
  expect(moveByKey('Home', 9999, 10_000)).toBe(0)
  expect(moveByKey('PageDown', 9995, 10_000)).toBe(9999)
  expect(moveByKey('PageUp', 5, 10_000)).toBe(0)
})

test('other keys and empty lists move nothing', () => {
  expect(moveByKey('a', 0, 3)).toBeNull()
  expect(moveByKey('ArrowDown', -1, 0)).toBeNull()
})

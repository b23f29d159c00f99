import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { InvalidInputError } from '../errors'
import { cursorOf, idCursor, nameCursor, pageOf, readCursor, timeCursor } from './page-cursors'

const id = randomUUID()
const written = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

test('what a cursor says comes back, whatever letters a name has', () => {
  const at = new Date('2026-03-08T10:11:12.345Z')
  expect(readCursor(idCursor, cursorOf([id]))).toEqual([id])
  expect(readCursor(nameCursor, cursorOf(['Ünal "北" \u0000 {}', id]))).toEqual(['Ünal "北" \u0000 {}', id])
  expect(readCursor(timeCursor, cursorOf([at, id]))).toEqual([at.getTime(), id])
  expect(readCursor(timeCursor, undefined)).toBeNull()
})

test('a cursor of another list, of an older version or of nobody is refused with words that say what to do', () => {
  const times = [Number.NaN, 1e300, 1.5, 8.64e15, '2026-03-08T10:11:12.345Z'].map((at) => written([at, id]))
  const others = ['', 'x', '1772964672345_'.concat(id), written(null), written({}), cursorOf([id])]
  for (const text of [...times, ...others, written([1, 'no id']), written([1, id, 'more'])])
    expect(() => readCursor(timeCursor, text), text).toThrow(/"cursor" is none that Milepost gave out/)
  expect(() => readCursor(nameCursor, written(['x'.repeat(2_001), id]))).toThrow(InvalidInputError)
})

test('the row beyond a page tells that there is another, and is not shown', () => {
  const rows = [1, 2, 3]
  expect(pageOf(rows, 2, (row) => [row])).toEqual({ shown: [1, 2], next: cursorOf([2]) })
  expect(pageOf(rows, 3, (row) => [row])).toEqual({ shown: rows, next: null })
  expect(pageOf([], 3, () => [])).toEqual({ shown: [], next: null })
})

import { expect, test } from 'vitest'
import { draggedIds, isDragged, moveObstacle, scrollStepPx } from './drag-rules'

test('a hand that trembles drags nothing', () => {
  expect(isDragged({ x: 10, y: 10 }, { x: 13, y: 13 })).toBe(false)
  // 3 and 4 make 5.
  expect(isDragged({ x: 10, y: 10 }, { x: 13, y: 14 })).toBe(true)
})

test('a chosen device takes along all that are chosen, and another one goes alone', () => {
  const chosen = new Set(['a', 'b'])
  expect(draggedIds('b', chosen)).toEqual(['a', 'b'])
  expect(draggedIds('c', chosen)).toEqual(['c'])
})

test('a list scrolls near its edges alone, towards them, and faster the nearer the pointer is', () => {
  const list = { top: 100, bottom: 500 }
  expect([scrollStepPx(300, list), scrollStepPx(99, list), scrollStepPx(501, list)]).toEqual([0, 0, 0])
  expect(scrollStepPx(110, list)).toBeLessThan(scrollStepPx(140, list))
  expect(scrollStepPx(140, list)).toBeLessThan(0)
  expect(scrollStepPx(490, list)).toBeGreaterThan(scrollStepPx(460, list))
  expect(scrollStepPx(460, list)).toBeGreaterThan(0)
})

test('the account of all of them is no goal, and neither is one the vendor moves nothing to', () => {
  const open = { id: 'a', obstacle: null }
  expect(moveObstacle(open, ['a', 'a'])).toBe('here')
  expect(moveObstacle(open, ['a', 'b'])).toBeNull()
  // Where they are is not known of those that went out of memory.
  expect(moveObstacle(open, ['a', undefined])).toBeNull()
  expect(moveObstacle(open, [])).toBeNull()
  expect(moveObstacle({ id: 'a', obstacle: 'own_account' }, ['b'])).toBe('own_account')
})

import { expect, test } from 'vitest'
import { manualClock } from '@/tests/live/manual-clock'
import { FreshAnswers } from './fresh-answers'

function setUp(maxRows = 100) {
  const clock = manualClock(0)
  const fresh = new FreshAnswers({ clock, maxAnswers: 3, maxRows })
  const keep = (key: string, answer: unknown, version = fresh.versionOf('a')) =>
    fresh.keep(key, answer, { connectionId: 'a', version, freshMs: 1_000 })
  return { clock, fresh, keep }
}

test('an answer serves until it is no longer fresh', async () => {
  const { clock, fresh, keep } = setUp()
  keep('one', [1])
  await clock.advance(999)
  expect(fresh.find('one')?.answer).toEqual([1])
  await clock.advance(1)
  expect(fresh.find('one')).toBeNull()
})

test('a write forgets its connection alone, and answers asked for before it are not kept', () => {
  const { fresh, keep } = setUp()
  fresh.keep('other', 'b', { connectionId: 'b', version: 0, freshMs: 1_000 })
  const before = fresh.versionOf('a')
  keep('one', 'x')
  fresh.forget('a')
  keep('late', 'x', before)
  expect([fresh.find('one'), fresh.find('late')]).toEqual([null, null])
  expect(fresh.find('other')?.answer).toBe('b')
})

test('the oldest answers make room, by number and by weight, and one that is too heavy is not kept', () => {
  const { fresh, keep } = setUp(40)
  for (const key of ['1', '2', '3', '4']) keep(key, key)
  expect(fresh.find('1')).toBeNull()
  expect(fresh.find('4')?.answer).toBe('4')
  keep('heavy', { fixes: Array.from({ length: 11 }) })
  expect(fresh.find('heavy')).toBeNull()
})

test.each([
  [
    'lists within lists weigh',
    { byTrip: Array.from({ length: 3 }, () => ({ trips: Array.from({ length: 9 }, () => 1) })) },
  ],
  [
    'records within records weigh',
    Object.fromEntries(Array.from({ length: 11 }, (_, key) => [`k${key}`, { a: {} }])),
  ],
  ['a long text weighs', { page: 'x'.repeat(256 * 11) }],
])('%s by what is inside', (_, answer) => {
  const { fresh, keep } = setUp(40)
  keep('heavy', answer)
  expect(fresh.find('heavy')).toBeNull()
})

test('an answer far too heavy is weighed no further than that is known', () => {
  const { fresh, keep } = setUp(40)
  let read = 0
  const endless = Array.from({ length: 100_000 }, () =>
    Object.defineProperty({}, 'row', { enumerable: true, get: () => (read += 1) }),
  )
  keep('heavy', { deep: { deeper: endless } })
  expect(fresh.find('heavy')).toBeNull()
  expect(read).toBeLessThan(50)
})

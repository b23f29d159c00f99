import { expect, test } from 'vitest'
import { ITEMS_PER_PAGE } from '@/lib/domain/api/device-jobs'
import { lastSkip, parseItems } from './use-items-address'

const read = (query: string) => parseItems(new URLSearchParams(query))

test('an address names the state and the page of the devices shown', () => {
  expect(read(`state=failed&skip=${ITEMS_PER_PAGE}`)).toEqual({ state: 'failed', skip: ITEMS_PER_PAGE })
})

test.each(['', 'state=none', 'skip=-5', 'skip=abc', 'skip=1', `skip=${'9'.repeat(30)}`])(
  'what cannot be right is left out: %s',
  (query) => {
    expect(read(query)).toEqual({ state: null, skip: 0 })
  },
)

test('no page begins behind the last device', () => {
  expect(lastSkip(0)).toBe(0)
  expect(lastSkip(ITEMS_PER_PAGE)).toBe(0)
  expect(lastSkip(ITEMS_PER_PAGE + 1)).toBe(ITEMS_PER_PAGE)
})

import { expect, test } from 'vitest'
import { accountQuery, parseAccountAddress } from './account-address'

const read = (query: string) => parseAccountAddress(new URLSearchParams(query))

test.each(['', '?account=a1', '?account=a1&do=edit', '?account=a1&do=create&q=porto', '?q=S%C3%A3o+Paulo'])(
  'an address shows again what it was made of: %s',
  (query) => {
    expect(accountQuery(read(query))).toBe(query)
  },
)

test('what cannot be right is left out', () => {
  expect(read('?do=edit')).toEqual({ accountId: null, work: null, q: '' })
  expect(read('?account=a&do=remove').work).toBeNull()
  expect(read(`?q=${'x'.repeat(200)}`).q).toHaveLength(60)
})

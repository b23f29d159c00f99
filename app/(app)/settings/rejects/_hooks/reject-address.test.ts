import { expect, test } from 'vitest'
import { parseRejectAddress, rejectAddress } from './reject-address'

test.each([
  ['', { filter: { state: 'waiting' }, page: 1 }],
  ['state=all', { filter: {}, page: 1 }],
  [
    'reason=missing&topic=pushgps&page=3',
    { filter: { reason: 'missing', topic: 'pushgps', state: 'waiting' }, page: 3 },
  ],
  ['state=replayed&topic=pushhb', { filter: { topic: 'pushhb', state: 'replayed' }, page: 1 }],
] as const)('"%s" survives being read and written', (query, address) => {
  const read = parseRejectAddress(new URLSearchParams(query))
  expect(read).toEqual(address)
  const written = new URL(rejectAddress(read.filter, read.page), 'http://milepost.invalid')
  expect(parseRejectAddress(written.searchParams)).toEqual(read)
})

test('what cannot be right in an address is left out', () => {
  const read = parseRejectAddress(new URLSearchParams('page=-1&state=odd&reason=&topic='))
  expect(read).toEqual({ filter: { state: 'waiting' }, page: 1 })
  for (const page of ['0', '1.5', 'x', '1e9', ''])
    expect(parseRejectAddress(new URLSearchParams({ page })).page).toBe(1)
})

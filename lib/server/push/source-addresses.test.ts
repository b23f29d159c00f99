import { expect, test } from 'vitest'
import { sourceCheck } from './source-addresses'

test('an empty list allows everybody, known or not', () => {
  const isAllowed = sourceCheck([])
  expect(['203.0.113.7', '2001:db8::1', null].map(isAllowed)).toEqual([true, true, true])
})

test('a list allows its addresses and networks of both families, and nobody else', () => {
  const isAllowed = sourceCheck(['203.0.113.7', '198.51.100.0/24', '2001:db8:1::/48'])
  for (const address of ['203.0.113.7', '198.51.100.255', '2001:db8:1:2::3', '::ffff:203.0.113.7'])
    expect(isAllowed(address), address).toBe(true)
  for (const address of ['203.0.113.8', '198.51.101.0', '2001:db8:2::1', '', 'nonsense', null])
    expect(isAllowed(address), String(address)).toBe(false)
})

test('a list whose entries cannot be read allows nobody', () => {
  expect(sourceCheck(['vendor.example'])('203.0.113.7')).toBe(false)
})

import { isIP } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findWrongSource, readSource, splitSources } from './source-address'

test.each([
  ['203.0.113.7', { address: '203.0.113.7', family: 4, prefixBits: 32 }],
  ['203.0.113.0/24', { address: '203.0.113.0', family: 4, prefixBits: 24 }],
  ['0.0.0.0/0', { address: '0.0.0.0', family: 4, prefixBits: 0 }],
  ['2001:DB8::1', { address: '2001:db8::1', family: 6, prefixBits: 128 }],
  ['::', { address: '::', family: 6, prefixBits: 128 }],
  ['1:2:3:4:5:6:7:8', { address: '1:2:3:4:5:6:7:8', family: 6, prefixBits: 128 }],
  ['::ffff:203.0.113.7', { address: '::ffff:203.0.113.7', family: 6, prefixBits: 128 }],
  ['2001:db8::/32', { address: '2001:db8::', family: 6, prefixBits: 32 }],
] as const)('%s is a source', (text, network) => {
  expect(readSource(text)).toEqual(network)
})

test.each([
  '',
  'vendor.example',
  '203.0.113',
  '203.0.113.256',
  '203.0.113.7/33',
  '203.0.113.7/',
  '203.0.113.7/-1',
  '203.0.113.7/24/24',
  '2001:db8::/129',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1::2::3',
  '1:2:3:4:5:6:7::8',
  '::203.0.113.300',
  '12345::',
  ':::',
  'fe80::1%eth0',
  '1.2.3.4:80',
  `1.2.3.4/${'0'.repeat(60)}`,
])('%j is no source', (text) => {
  expect(readSource(text)).toBeNull()
})

test('a list is split at blanks, commas and lines, and holds each entry once', () => {
  expect(splitSources(' 203.0.113.7,\n203.0.113.0/24 ; 2001:DB8::/32\t203.0.113.7 ')).toEqual([
    '203.0.113.7',
    '203.0.113.0/24',
    '2001:db8::/32',
  ])
  expect(splitSources('  \n')).toEqual([])
})

test('the first wrong entry of a list is named', () => {
  expect(findWrongSource(['203.0.113.7', '2001:db8::/32'])).toBeNull()
  expect(findWrongSource(['203.0.113.7', 'vendor.example', 'x'])).toBe('vendor.example')
})

test('what is taken for an address here is one for Node too, and the other way round', () => {
  const address = fc.oneof(fc.ipV4(), fc.ipV6(), fc.stringMatching(/^[0-9a-f:.]{0,20}$/))
  fc.assert(
    fc.property(address, (text) => {
      expect(readSource(text) !== null).toBe(isIP(text.trim()) !== 0)
    }),
    { numRuns: 2000 },
  )
})

import { expect, test } from 'vitest'
import { isOwnOrigin } from './origin'

const post = {
  method: 'POST',
  host: 'fleet.example.com',
  origin: 'https://fleet.example.com',
  fetchSite: 'same-origin',
}

test.each<[string, Partial<typeof post> | Record<string, string | null>, string | null, boolean]>([
  ['our own page', {}, null, true],
  ['our own page on a port', { host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' }, null, true],
  [
    'the public address behind a proxy that rewrites the host',
    { host: '10.0.0.5:3000' },
    'https://fleet.example.com',
    true,
  ],
  [
    "a tenant's own host name, although the public address is another",
    { host: 'fleet.acme.example', origin: 'https://fleet.acme.example' },
    'https://fleet.example.com',
    true,
  ],
  [
    "another site, to a tenant's own host name",
    { host: 'fleet.acme.example', origin: 'https://evil.example' },
    'https://fleet.example.com',
    false,
  ],
  ['another site', { origin: 'https://evil.example' }, null, false],
  [
    'another site, although a public address is set',
    { origin: 'https://evil.example' },
    'https://fleet.example.com',
    false,
  ],
  ['a site whose name begins like ours', { origin: 'https://fleet.example.com.evil.example' }, null, false],
  ['another port of our host', { origin: 'https://fleet.example.com:8443' }, null, false],
  ['an opaque origin', { origin: 'null' }, null, false],
  [
    'an opaque origin, although a public address is set',
    { origin: 'null' },
    'https://fleet.example.com',
    false,
  ],
  ['an origin that is no address', { origin: 'fleet.example.com' }, null, false],
  ['no origin, from a browser on another site', { origin: null, fetchSite: 'cross-site' }, null, false],
  ['no origin, from a sister site', { origin: null, fetchSite: 'same-site' }, null, false],
  ['no origin, from a client that is no browser', { origin: null, fetchSite: null }, null, true],
  ['no host', { host: null }, null, false],
])('a write from %s', (_, change, publicUrl, allowed) => {
  expect(isOwnOrigin({ ...post, ...change }, publicUrl)).toBe(allowed)
})

test('reads are let through from anywhere', () => {
  expect(isOwnOrigin({ ...post, method: 'GET', origin: 'https://evil.example' }, null)).toBe(true)
})

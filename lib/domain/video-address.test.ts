import { expect, test } from 'vitest'
import { addressProblem, isMediaHost, mediaHostOf, policySources } from './video-address'

const hosts = { domains: ['tracksolidpro.com'], hosts: ['127.0.0.1:4900', 'media.example'] }
const problem = (address: string, use: 'frame' | 'picture' | 'stream' = 'stream') =>
  addressProblem(address, { hosts, use, ownHosts: ['fleet.example', 'media.example:8444'] })

test('the vendor, the connection’s own host and what the operator names may be gone to', () => {
  expect(problem('https://eu-stream.tracksolidpro.com:11014/1/8.flv?secret=1')).toBeNull()
  expect(problem('ws://tracksolidpro.com/1/8.flv')).toBeNull()
  expect(problem('http://127.0.0.1:4900/media/stream/1/8.flv')).toBeNull()
  expect(problem('https://media.example:8443/a.jpg', 'picture')).toBeNull()
})

test.each([
  ['https://tracksolidpro.com.evil.example/', 'not_allowed'],
  ['https://eviltracksolidpro.com/', 'not_allowed'],
  ['https://tracksolidpro.com@evil.example/', 'not_allowed'],
  ['https://user:word@eu.tracksolidpro.com/', 'not_allowed'],
  ['http://127.0.0.1:4901/', 'not_allowed'],
  ['http://169.254.169.254/latest/meta-data', 'not_allowed'],
  ['javascript:alert(1)', 'scheme'],
  ['data:text/html,x', 'scheme'],
  ['rtmp://eu.tracksolidpro.com/live', 'scheme'],
  ['https://fleet.example/map', 'own_origin'],
  ['https://media.example:8444/map', 'own_origin'],
  ['Q9GLAFFqfCrYF6YfQAcON4w4Ezs=', 'no_address'],
])('%s is refused: %s', (address, expected) => {
  expect(problem(address)).toBe(expected)
})

test('a page in a frame comes by web schemes only', () => {
  expect(problem('wss://eu.tracksolidpro.com/', 'frame')).toBe('scheme')
  expect(problem('https://eu.tracksolidpro.com/page', 'frame')).toBeNull()
})

test('policies name the same hosts, and nothing that would end a directive', () => {
  const sources = policySources({
    domains: ['v.example'],
    hosts: ['127.0.0.1:4900', 'm.example', 'x; *', "'self'"],
  })
  expect(sources.frame).toEqual([
    'http://v.example:*',
    'http://*.v.example:*',
    'http://127.0.0.1:4900',
    'http://m.example:*',
  ])
  expect(sources.stream).toContain('ws://127.0.0.1:4900')
  expect(sources.picture.join(' ')).not.toMatch(/[;']/)
})

test('on this machine only the very port counts', () => {
  expect(mediaHostOf('http://127.0.0.1:4900/route/rest')).toBe('127.0.0.1:4900')
  expect(mediaHostOf('https://jimi.example:8443/route/rest')).toBe('jimi.example')
  expect(mediaHostOf('nonsense')).toBeNull()
  expect([isMediaHost('media.example:8080'), isMediaHost('https://media.example')]).toEqual([true, false])
})

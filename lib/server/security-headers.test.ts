import { expect, test } from 'vitest'
import { contentSecurityPolicy, type PolicyOptions } from './security-headers'

const NOBODY = { frame: [], picture: [], stream: [] }

function directives(production: boolean, media: PolicyOptions['media'] = NOBODY): Map<string, string[]> {
  const options = { nonce: 'n0nce', mapOrigins: ['https://tiles.example'], media, production }
  const policy = contentSecurityPolicy(options)
  return new Map(
    policy.split('; ').map((directive): [string, string[]] => {
      const [name = '', ...values] = directive.split(' ')
      return [name, values]
    }),
  )
}

test('in production nothing inline runs and nothing is evaluated', () => {
  const policy = directives(true)
  expect(policy.get('script-src')).toEqual(["'self'", "'nonce-n0nce'", "'strict-dynamic'"])
  expect(policy.get('style-src')).toEqual(["'self'", "'nonce-n0nce'"])
  for (const name of ['object-src', 'frame-ancestors', 'base-uri', 'frame-src'])
    expect(policy.get(name)).toEqual(["'none'"])
  expect(policy.get('form-action')).toEqual(["'self'"])
  expect(policy.get('worker-src')).toEqual(["'self'", 'blob:'])
})

test('map hosts may be asked for tiles and pictures, and for nothing else', () => {
  const policy = directives(true)
  const allowing = [...policy]
    .filter(([, values]) => values.includes('https://tiles.example'))
    .map(([name]) => name)
  expect(allowing).toEqual(['img-src', 'connect-src'])
})

test('camera hosts may show pictures, stream and be framed, and run nothing', () => {
  const policy = directives(true, {
    frame: ['http://frame.example'],
    picture: ['http://picture.example'],
    stream: ['ws://stream.example'],
  })
  const allowing = (host: string) =>
    [...policy].filter(([, values]) => values.some((value) => value.includes(host))).map(([name]) => name)
  expect(allowing('frame.example')).toEqual(['frame-src'])
  expect(allowing('picture.example')).toEqual(['img-src', 'media-src'])
  expect(allowing('stream.example')).toEqual(['connect-src'])
})

test('only development may evaluate', () => {
  expect(directives(false).get('script-src')).toContain("'unsafe-eval'")
  expect(directives(true).get('script-src')).not.toContain("'unsafe-eval'")
})

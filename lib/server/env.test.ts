import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { EnvError, envSchema, parseEnv } from './env'

const example = readFileSync(path.join(import.meta.dirname, '../../.env.example'), 'utf8')
const exampleLines = [...example.matchAll(/^#?([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(
  ([, name = '', value = '']) => [name, value] as const,
)

test('.env.example names exactly the variables that are read', () => {
  // NODE_ENV is set by Node tools, never by an operator.
  const known = Object.keys(envSchema.shape).filter((name) => name !== 'NODE_ENV')
  expect(exampleLines.map(([name]) => name).toSorted()).toEqual(known.toSorted())
})

test('every value that .env.example suggests is valid, and suggested defaults are the defaults', () => {
  const suggested = parseEnv(Object.fromEntries(exampleLines))
  const defaults = parseEnv({})
  for (const key of [
    'dataDir',
    'logLevel',
    'role',
    'pollIntervalMs',
    'sessionLifetimeMs',
    'demo',
    'mapStyleName',
  ] as const) {
    expect(suggested[key], key).toBe(defaults[key])
  }
})

test('nothing set at all is a working configuration on the embedded database', () => {
  expect(parseEnv({})).toMatchObject({
    databaseUrl: null,
    dataDir: path.resolve('.data'),
    secret: null,
    role: 'all',
    pollIntervalMs: 10_000,
    production: false,
  })
})

test('an empty variable counts as absent', () => {
  expect(parseEnv({ DATABASE_URL: '', LOG_LEVEL: '', MILEPOST_SECRET: '' })).toMatchObject({
    databaseUrl: null,
    logLevel: 'info',
    secret: null,
  })
})

test('variables of others are ignored', () => {
  expect(parseEnv({ PATH: '/bin', MILEPOST_TRACKS: 'x' })).toEqual(parseEnv({}))
})

test('the public address loses its trailing slash, and MILEPOST_URL wins over NEXTAUTH_URL', () => {
  expect(parseEnv({ NEXTAUTH_URL: 'https://a.example/' }).publicUrl).toBe('https://a.example')
  expect(parseEnv({ NEXTAUTH_URL: 'https://a.example', MILEPOST_URL: 'http://b.example' }).publicUrl).toBe(
    'http://b.example',
  )
})

test.each([
  ['DATABASE_URL', 'mysql://localhost/x', 'postgresql://'],
  ['MILEPOST_SECRET', 'short', 'openssl rand'],
  ['MILEPOST_URL', 'fleet.example.com', 'https://'],
  ['MILEPOST_URL', 'javascript:alert(1)', 'https://'],
  ['LOG_LEVEL', 'loud', 'one of'],
  ['MILEPOST_ROLE', 'boss', 'web, worker, all'],
  ['MILEPOST_METRICS_TOKEN', 'x', '16'],
  ['MILEPOST_POLL_SECONDS', '0', 'at least 1'],
  ['MILEPOST_POLL_SECONDS', '1e3', 'whole number'],
  ['MILEPOST_POLL_SECONDS', '-5', 'whole number'],
  ['MILEPOST_SESSION_HOURS', '99999', 'at most'],
  ['MILEPOST_DEMO', 'yes', '0 or 1'],
])('%s=%s is refused by name, with what to write instead', (name, value, advice) => {
  const read = () => parseEnv({ [name]: value })
  expect(read).toThrow(EnvError)
  expect(read).toThrow(name)
  expect(read).toThrow(advice)
})

test('a refused setting never appears in the message, since it may be a secret', () => {
  expect(() => parseEnv({ MILEPOST_SECRET: 'hunter2', DATABASE_URL: 'mysql://u:hunter2@h/x' })).toThrow(
    expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
  )
})

test('all wrong settings are named at once', () => {
  expect(() => parseEnv({ LOG_LEVEL: 'loud', MILEPOST_ROLE: 'boss' })).toThrow(
    /LOG_LEVEL[\s\S]*MILEPOST_ROLE/,
  )
})

import { beforeEach, expect, test } from 'vitest'
import { createLogger } from './log'
import { hideInLogs, scrub, scrubText } from './scrub'
import { forgetSingleton } from './singleton'

// Planted values: none may be found in anything that was logged.
const planted = {
  appKey: '8FB345B8693CCD00A1B2C3D4E5F60718',
  appSecret: '9a3f1c7be2d84f60b5a7c8d9e0f11223',
  accessToken: '7da330ec28e3996b6ef4a7e3390ba71f',
  password: 'Tr0ub4dor&3-horse',
  passwordMd5: '5f4dcc3b5aa765d61d8327deb882cf99',
  sign: '65A1B4C8F0E2D3961A7B5C4D3E2F1A0B',
  bearer: 'mF_9.B5f-4.1JqM',
  cookie: 'milepost.session=eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..abc.def.ghi',
  databasePassword: 'pg-s3cret!',
  argon: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g',
}

beforeEach(() => forgetSingleton('log-secrets'))

function capture(): { lines: string[]; log: ReturnType<typeof createLogger> } {
  const lines: string[] = []
  const destination = { write: (line: string) => void lines.push(line) }
  return { lines, log: createLogger({ level: 'trace', destination }) }
}

function expectClean(text: string) {
  for (const [name, secret] of Object.entries(planted)) {
    expect(text, name).not.toContain(secret)
    expect(text.toLowerCase(), name).not.toContain(secret.toLowerCase())
  }
}

test('secrets in fields, nested objects and arrays never reach a log line', () => {
  const { lines, log } = capture()
  log.info({ connection: { appKey: planted.appKey, app_secret: planted.appSecret, name: 'North' } }, 'opened')
  log.info({
    params: [
      { access_token: planted.accessToken },
      { user_pwd_md5: planted.passwordMd5, sign: planted.sign },
    ],
  })
  log.info({ password: planted.password, passwordHash: planted.argon, refreshToken: planted.accessToken })
  log.info({ deep: { deeper: [{ deepest: new Map([['client_secret', planted.appSecret]]) }] } })
  expectClean(lines.join(''))
  expect(lines.join('')).toContain('"name":"North"')
})

test('authorization and cookie headers are hidden, plain or as Headers', () => {
  const { lines, log } = capture()
  const headers = { authorization: `Bearer ${planted.bearer}`, cookie: planted.cookie, accept: 'text/html' }
  log.info({ headers })
  log.info({ headers: new Headers(headers) })
  log.info(`request with Authorization: Bearer ${planted.bearer} and Cookie: ${planted.cookie}`)
  expectClean(lines.join(''))
  expect(lines[0]).toContain('text/html')
})

test('addresses with secrets in the query or the user part are hidden, the rest stays readable', () => {
  const url = `https://us-open.tracksolidpro.com/route/rest?method=jimi.user.device.list&app_key=${planted.appKey}&sign=${planted.sign}&access_token=${planted.accessToken}&target=north`
  const { lines, log } = capture()
  log.warn({ url, at: new URL(url) }, `calling ${url}`)
  log.warn(`postgresql://milepost:${planted.databasePassword}@db:5432/milepost refused`)
  const text = lines.join('')
  expectClean(text)
  expect(text).toContain('method=jimi.user.device.list')
  expect(text).toContain('target=north')
  expect(text).toContain('postgresql://milepost:')
})

test('secrets in error messages, causes, properties and stacks are hidden', () => {
  const { lines, log } = capture()
  const cause = new Error(`signature ${planted.sign} refused for {"appKey":"${planted.appKey}"}`)
  const error = Object.assign(new Error(`POST failed: user_pwd_md5=${planted.passwordMd5}`, { cause }), {
    request: { body: `password=${planted.password}`, token: planted.accessToken },
  })
  log.error({ err: error }, 'failed')
  log.error(error)
  log.error(new AggregateError([cause, error], 'both'))
  log.error({ nested: { reason: error } })
  const text = lines.join('')
  expectClean(text)
  expect(text).toContain('POST failed')
  expect(text).toContain('scrub.test.ts')
})

test('values put into a message by a placeholder are hidden too', () => {
  const { lines, log } = capture()
  log.info('token=%s and %j', planted.bearer, { password: planted.password })
  log.info({ step: 1 }, 'secret: %s', planted.password)
  expectClean(lines.join(''))
})

test('child loggers hide what is bound to them', () => {
  const { lines, log } = capture()
  log.child({ connection: 'north', accessToken: planted.accessToken }).info('bound')
  expectClean(lines.join(''))
  expect(lines.join('')).toContain('north')
})

test('JSON text inside a message, escaped or not, is searched', () => {
  const body = JSON.stringify({ appSecret: planted.appSecret, password: planted.password, code: 0 })
  expectClean(scrubText(`answer ${body}`))
  expectClean(scrubText(`answer ${JSON.stringify(body)}`))
  expect(scrubText(`answer ${body}`)).toContain('"code":0')
})

test('a registered secret is cut out wherever and however it stands', () => {
  const secret = 'plain words & signs'
  hideInLogs(secret)
  expect(scrubText(`he said ${secret} twice`)).toBe('he said [hidden] twice')
  expect(JSON.stringify(scrub({ note: `x=${encodeURIComponent(secret)}` }))).not.toContain('plain%20words')
})

test('ordinary facts stay as they are', () => {
  const facts = {
    imei: '868120145233604',
    tokenExpiresAt: new Date('2026-01-02T03:04:05Z'),
    tokenAgeMs: 12,
    deviceId: '0191d2a4-7c1e-7a55-9f6b-8a4f2f6b9f10',
    assigned: 'sign language',
    design: 'blue',
    empty: null,
  }
  expect(scrub(facts)).toEqual({ ...facts, tokenExpiresAt: '2026-01-02T03:04:05.000Z' })
  expect(scrubText('12 devices signed on, designs approved')).toBe('12 devices signed on, designs approved')
})

test('circles, depth and bytes are survived', () => {
  const circle: Record<string, unknown> = { name: 'a' }
  circle.self = circle
  expect(scrub(circle)).toEqual({ name: 'a', self: '[circular]' })
  expect(scrub({ body: Buffer.from(planted.appSecret) })).toEqual({ body: '[32 bytes]' })
  let deep: unknown = planted.password
  for (let i = 0; i < 50; i++) deep = { deep }
  expectClean(JSON.stringify(scrub(deep)))
})

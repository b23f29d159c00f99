import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DRIVING, FOREIGN, START_MS } from './fixture-world'
import { type Bench, md5, openBench, type Params, sign, tokenGet, utcText } from './raw-client'

// Codes and texts: the vendor protocol's table of codes and the stand-in's rules for what it leaves open.

let bench: Bench
let token: string

beforeAll(async () => {
  bench = await openBench()
  token = await bench.login()
})
afterAll(() => bench.sandbox.close())

/** A call that is right in every point, for tests that spoil one. */
function goodCall(changes: Params = {}): Params {
  return { method: 'jimi.user.device.list', access_token: token, target: 'acme', ...changes }
}

function without(params: Params, name: string): Params {
  return Object.fromEntries(Object.entries(params).filter(([key]) => key !== name))
}

test('a call that is right in every point is answered', async () => {
  expect(await bench.post(bench.signed(goodCall()))).toMatchObject({ code: 0, message: 'success' })
})

describe('signature', () => {
  test('the signer of these tests reproduces the published example of the protocol sheet', () => {
    // Vector 2 of the protocol sheet, computed there with another language.
    const params = {
      app_key: '8FB345B8693CCD00000000000000DEMO',
      format: 'json',
      sign_method: 'md5',
      v: '1.0',
      method: 'jimi.oauth.token.get',
      timestamp: '2026-01-15 08:30:00',
      user_id: 'demo_fleet',
      user_pwd_md5: md5('secret-123'),
      expires_in: '7200',
    }
    expect(sign(params, '0a1b2c3d4e5f60718293a4b5c6d7e8f9')).toBe('CB0AF7052953BAC0AB466C99649A7D3D')
  })

  test.each([
    ['a wrong sign', (params: Params) => ({ ...params, sign: md5('wrong').toUpperCase() })],
    ['a missing sign', (params: Params) => without(params, 'sign')],
    ['a sign in lower case', (params: Params) => ({ ...params, sign: (params.sign ?? '').toLowerCase() })],
    ['a parameter changed after signing', (params: Params) => ({ ...params, target: 'acme_north' })],
    ['a parameter added after signing', (params: Params) => ({ ...params, map_type: 'GOOGLE' })],
  ])('%s is refused with 1001 sign error', async (_, spoil) => {
    expect(await bench.post(spoil(bench.signed(goodCall())))).toEqual({
      code: 1001,
      message: 'sign error',
      result: null,
      data: null,
    })
  })

  test('a sign over names in folded letter case is refused', async () => {
    const params = without(bench.signed(goodCall({ Zone: 'x' })), 'sign')
    const names = Object.keys(params).sort((a, b) => a.localeCompare(b))
    const text = names.map((name) => name + params[name]).join('')
    const wrong = md5(bench.sandbox.appSecret + text + bench.sandbox.appSecret).toUpperCase()
    expect(await bench.post({ ...params, sign: wrong })).toMatchObject({ code: 1001, message: 'sign error' })
  })

  test('a parameter with an empty value may be signed or left out of the sign', async () => {
    const params = without(bench.signed(goodCall({ map_type: '' })), 'sign')
    const signedWith = sign(params, bench.sandbox.appSecret)
    const signedWithout = sign(without(params, 'map_type'), bench.sandbox.appSecret)
    expect(signedWith).not.toBe(signedWithout)
    expect(await bench.post({ ...params, sign: signedWith })).toMatchObject({ code: 0 })
    expect(await bench.post({ ...params, sign: signedWithout })).toMatchObject({ code: 0 })
  })

  test('non-ASCII values are signed as UTF-8', async () => {
    const params = bench.signed(goodCall({ target: '粤B3604 Zoë O’Neil' }))
    // The account does not exist, so 1002 says that the signature passed.
    expect(await bench.post(params)).toMatchObject({ code: 1002 })
  })

  test('v=0.9 skips the check until the switch says otherwise', async () => {
    const params = { ...bench.signed(goodCall()), v: '0.9', sign: 'none' }
    expect(await bench.post(params)).toMatchObject({ code: 0 })
    await bench.setSwitches({ allowUnsigned: false })
    expect(await bench.post(params)).toMatchObject({ code: 1001, message: 'sign error' })
    await bench.setSwitches({ allowUnsigned: true })
  })
})

describe('common parameters', () => {
  test.each(['method', 'timestamp', 'app_key', 'access_token'])(
    'a call without %s is refused with 1001',
    async (name) => {
      const params = without(without(bench.signed(goodCall()), name), 'sign')
      const answer = await bench.post({ ...params, sign: sign(params, bench.sandbox.appSecret) })
      expect(answer).toMatchObject({ code: 1001, result: null })
      expect(answer.message).toContain(name)
    },
  )

  test('v, sign_method and format may be left out', async () => {
    const params = { ...goodCall(), app_key: bench.sandbox.appKey, timestamp: utcText(bench.clock.ms) }
    expect(await bench.post({ ...params, sign: sign(params, bench.sandbox.appSecret) })).toMatchObject({
      code: 0,
    })
  })

  test.each([
    ['v', '2.0'],
    ['sign_method', 'hmac'],
    ['format', 'xml'],
  ])('%s=%s is refused with 1001', async (name, value) => {
    expect(await bench.post(bench.signed(goodCall({ [name]: value })))).toMatchObject({ code: 1001 })
  })

  test('an unknown app key is refused with 1001 invalid AppKey', async () => {
    const answer = await bench.post(bench.signed(goodCall({ app_key: 'F'.repeat(32) })))
    expect(answer).toMatchObject({ code: 1001, message: 'invalid AppKey' })
  })

  test.each([
    ['10 minutes behind', -600, 0],
    ['10 minutes ahead', 600, 0],
    ['a second more behind', -601, 1001],
    ['a second more ahead', 601, 1001],
  ])('a timestamp %s (%i s) is answered with %i', async (_, offsetS, code) => {
    const timestamp = utcText(bench.clock.ms + offsetS * 1000)
    const answer = await bench.post(bench.signed(goodCall({ timestamp })))
    expect(answer.code).toBe(code)
    if (code !== 0) expect(answer.message).toBe('timestamp error')
  })

  test.each(['2026-02-31 10:00:00', '2026-03-18T10:00:00Z', '1773828000'])(
    'the timestamp %s is refused',
    async (timestamp) => {
      const answer = await bench.post(bench.signed(goodCall({ timestamp })))
      expect(answer).toMatchObject({ code: 1001, message: 'timestamp error' })
    },
  )

  test('a parameter sent twice with two values is refused, with one value taken', async () => {
    const form = new URLSearchParams(bench.signed(goodCall()))
    const send = async () => (await fetch(bench.sandbox.url, { method: 'POST', body: form })).json()
    form.append('target', 'acme')
    expect(await send()).toMatchObject({ code: 0 })
    form.append('target', 'other')
    expect(await send()).toMatchObject({ code: 1001 })
  })
})

describe('methods and private parameters', () => {
  test.each(['jimi.user.device.unknown', 'JIMI.USER.DEVICE.LIST', 'constructor', '__proto__'])(
    'the unknown method %s is refused with 1007',
    async (method) => {
      expect(await bench.call(method, { access_token: token })).toMatchObject({ code: 1007 })
    },
  )

  test.each([
    ['jimi.user.child.list', 'target', {}],
    ['jimi.user.device.list', 'target', {}],
    ['jimi.track.device.detail', 'imei', {}],
    ['jimi.user.device.location.list', 'target', {}],
    ['jimi.device.location.get', 'imeis', {}],
    ['jimi.device.track.list', 'imei', {}],
    ['jimi.device.track.list', 'begin_time', { imei: DRIVING }],
    ['jimi.device.track.list', 'end_time', { imei: DRIVING, begin_time: utcText(START_MS) }],
    ['jimi.device.track.mileage', 'imeis', {}],
    ['jimi.device.track.mileage', 'begin_time', { imeis: DRIVING }],
    ['jimi.device.alarm.list', 'imeis', {}],
    ['jimi.oauth.token.refresh', 'refresh_token', {}],
    ['jimi.oauth.token.refresh', 'expires_in', { refresh_token: 'x' }],
    ['jimi.oauth.token.get', 'user_id', {}],
    ['jimi.oauth.token.get', 'user_pwd_md5', { user_id: 'acme' }],
    ['jimi.oauth.token.get', 'expires_in', { user_id: 'acme', user_pwd_md5: 'x' }],
  ])('%s without %s is refused with 1001', async (method, name, params: Params) => {
    const answer = await bench.call(method, { access_token: token, ...params })
    expect(answer).toEqual({ code: 1001, message: `parameter missing: ${name}`, result: null, data: null })
  })

  test('unknown parameters are ignored', async () => {
    expect(await bench.post(bench.signed(goodCall({ colour: 'blue' })))).toMatchObject({ code: 0 })
  })
})

describe('rights', () => {
  const span = { begin_time: '2026-03-18 08:00:00', end_time: '2026-03-18 09:00:00' }

  test.each([
    ['jimi.user.child.list', { target: 'other' }, 'The account does not exist'],
    ['jimi.user.device.list', { target: 'other' }, 'Account queried doesn’t exist'],
    ['jimi.user.device.location.list', { target: 'other' }, 'The account does not exist'],
    ['jimi.track.device.detail', { imei: FOREIGN }, 'Account queried doesn’t exist'],
    ['jimi.device.location.get', { imeis: FOREIGN }, 'Illegal device'],
    ['jimi.device.location.get', { imeis: `${DRIVING},${FOREIGN}` }, 'Illegal device'],
    ['jimi.device.track.list', { imei: FOREIGN, ...span }, `IMEI does not exist{${FOREIGN}}`],
    ['jimi.device.track.mileage', { imeis: FOREIGN, ...span }, 'Illegal device'],
    ['jimi.device.alarm.list', { imeis: FOREIGN, ...span }, 'Illegal device'],
  ])('%s refuses what belongs to a stranger with 1002', async (method, params: Params, message) => {
    const answer = await bench.call(method, { access_token: token, ...params })
    expect(answer).toEqual({ code: 1002, message, result: null, data: null })
  })

  test('what does not exist is answered like what belongs to a stranger', async () => {
    const ask = (target: string) => bench.call('jimi.user.device.list', { access_token: token, target })
    expect(await ask('nobody')).toEqual(await ask('other'))
  })

  test('an account reaches its subtree, but not its parent', async () => {
    const north = await bench.login('acme_north')
    const ask = (target: string) => bench.call('jimi.user.device.list', { access_token: north, target })
    expect(await ask('acme_yard')).toMatchObject({ code: 0 })
    expect(await ask('acme_north')).toMatchObject({ code: 0 })
    expect(await ask('acme')).toMatchObject({ code: 1002 })
  })
})

describe('order of checks', () => {
  // Each call is wrong in all points from its own on; the first one decides.
  const broken: [string, Params, string | number][] = [
    ['unknown method first', { method: 'nope' }, 1007],
    ['then common parameters', { method: 'jimi.user.device.list' }, 'parameter missing: timestamp'],
    ['then the app key', { timestamp: 'never', access_token: 'stale', app_key: 'x' }, 'invalid AppKey'],
    ['then the timestamp', { timestamp: 'never', access_token: 'stale' }, 'timestamp error'],
    ['then the sign', { access_token: 'stale', sign: 'x' }, 'sign error'],
  ]
  test.each(broken)('%s', async (_, params, expected) => {
    const common: Params = { app_key: bench.sandbox.appKey }
    if (!('timestamp' in params) && params.access_token) common.timestamp = utcText(bench.clock.ms)
    const answer = await bench.post({ ...common, method: 'jimi.user.device.list', ...params })
    expect([answer.code, answer.message]).toContain(expected)
  })

  test('a stale token is refused before private parameters are read', async () => {
    const answer = await bench.call('jimi.user.device.list', { access_token: 'f'.repeat(32) })
    expect(answer).toEqual({
      code: 1004,
      message: 'Illegal request,token is invalid',
      result: null,
      data: null,
    })
  })

  test('private parameters are read before rights', async () => {
    const answer = await bench.call('jimi.device.track.list', { access_token: token, imei: FOREIGN })
    expect(answer).toMatchObject({ code: 1001 })
  })
})

describe('rate', () => {
  test('over five calls in a second are refused with 1006, and the bucket fills again', async () => {
    const limited = await openBench({ switches: { ratePerSecond: 5 } })
    try {
      const access = await limited.login()
      limited.clock.ms += 10_000
      const codes: number[] = []
      for (let call = 0; call < 7; call += 1) {
        const answer = await limited.post(limited.signed(goodCall({ access_token: access })))
        codes.push(answer.code)
      }
      expect(codes).toEqual([0, 0, 0, 0, 0, 1006, 1006])
      // A fifth of a second gives back one call at five a second.
      limited.clock.ms += 200
      expect(await limited.post(limited.signed(goodCall({ access_token: access })))).toMatchObject({
        code: 0,
      })
      expect(await limited.post(limited.signed(goodCall({ access_token: access })))).toMatchObject({
        code: 1006,
        message: 'Illegal access, too frequently request!',
      })
      await limited.setSwitches({ rateCode: 1001, rateText: 'slow down' })
      expect(await limited.post(limited.signed(tokenGet('other')))).toMatchObject({
        code: 1001,
        message: 'slow down',
      })
    } finally {
      await limited.sandbox.close()
    }
  })

  test('a daily quota ends with the UTC day', async () => {
    const limited = await openBench({ switches: { dailyQuota: 2 } })
    try {
      const access = await limited.login()
      const ask = () => limited.post(limited.signed(goodCall({ access_token: access })))
      expect(await ask()).toMatchObject({ code: 0 })
      expect(await ask()).toMatchObject({ code: 1006, message: 'Request frequency is too high today!' })
      limited.clock.ms = Date.UTC(2026, 2, 19)
      // The token ended overnight, which only a call that passed the quota is told.
      expect(await ask()).toMatchObject({ code: 1004 })
    } finally {
      await limited.sandbox.close()
    }
  })
})

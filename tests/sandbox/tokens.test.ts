import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { START_MS } from './fixture-world'
import {
  type Bench,
  type Envelope,
  md5,
  memberText,
  openBench,
  type Params,
  tokenGet,
  utcText,
} from './raw-client'

let bench: Bench

beforeEach(async () => {
  bench = await openBench()
})
afterEach(() => bench.sandbox.close())

const STALE = { code: 1004, message: 'Illegal request,token is invalid', result: null, data: null }

function get(changes: Params = {}, account = 'acme'): Promise<Envelope> {
  return bench.post(bench.signed(tokenGet(account, changes)))
}

function refresh(pair: Envelope, changes: Params = {}): Promise<Envelope> {
  return bench.call('jimi.oauth.token.refresh', {
    access_token: memberText(pair.result, 'accessToken'),
    refresh_token: memberText(pair.result, 'refreshToken'),
    expires_in: '7200',
    ...changes,
  })
}

function use(pair: Envelope): Promise<Envelope> {
  const access_token = memberText(pair.result, 'accessToken')
  return bench.call('jimi.user.child.list', { access_token, target: 'acme' })
}

describe('token.get', () => {
  test('hands out a pair of 32 hex digits with the life asked for', async () => {
    const answer = await get({ expires_in: '3600' })
    expect(answer).toEqual({
      code: 0,
      message: 'success',
      result: {
        appKey: bench.sandbox.appKey,
        account: 'acme',
        accessToken: expect.stringMatching(/^[0-9a-f]{32}$/),
        expiresIn: 3600,
        refreshToken: expect.stringMatching(/^[0-9a-f]{32}$/),
        time: utcText(START_MS),
      },
    })
    expect(memberText(answer.result, 'accessToken')).not.toBe(memberText(answer.result, 'refreshToken'))
  })

  test.each([
    ['a wrong password', 'acme', { user_pwd_md5: md5('guess') }],
    ['an unknown account', 'nobody', {}],
    ['a digest in upper case', 'acme', { user_pwd_md5: md5('pw-acme').toUpperCase() }],
    ['the plain password', 'acme', { user_pwd_md5: 'pw-acme' }],
  ])('%s is refused with 1001 and the documented text', async (_, account, changes: Params) => {
    expect(await get(changes, account)).toMatchObject({
      code: 1001,
      message: 'Incorrect user name or password',
    })
  })

  // 60..7200 seconds: the documented limits of both token methods.
  test.each(['59', '7201', '0', '-60', '60.5', 'soon'])(
    'a life of %s is refused with 1001',
    async (expires_in) => {
      expect(await get({ expires_in })).toMatchObject({ code: 1001 })
    },
  )

  test('a second one of the account within 60 s is refused with 1006', async () => {
    await get()
    bench.clock.ms += 59_999
    expect(await get()).toMatchObject({ code: 1006, result: null })
    expect(await get({}, 'other')).toMatchObject({ code: 0 })
    bench.clock.ms += 1
    expect(await get()).toMatchObject({ code: 0 })
  })

  test('a refused one does not use up the minute', async () => {
    await get({ user_pwd_md5: md5('guess') })
    expect(await get()).toMatchObject({ code: 0 })
  })

  test('ts has no such limit', async () => {
    const ts = await openBench({ profile: 'ts' })
    try {
      for (let call = 0; call < 3; call += 1) {
        expect(await ts.post(ts.signed(tokenGet('acme')))).toMatchObject({ code: 0 })
      }
    } finally {
      await ts.sandbox.close()
    }
  })

  test('an older token lives on, unless the switch says otherwise', async () => {
    const first = await get()
    bench.clock.ms += 60_000
    const second = await get()
    expect(await use(first)).toMatchObject({ code: 0 })
    await bench.setSwitches({ tokenGetRevokesOld: true })
    bench.clock.ms += 60_000
    await get()
    expect(await use(first)).toEqual(STALE)
    expect(await use(second)).toEqual(STALE)
  })

  test('the refresh token equals the access token when the switch says so', async () => {
    await bench.setSwitches({ refreshTokenEqualsAccess: true })
    const { result } = await get()
    expect(memberText(result, 'refreshToken')).toBe(memberText(result, 'accessToken'))
  })
})

describe('life of a token', () => {
  test('it ends with the second it was given for', async () => {
    const pair = await get({ expires_in: '60' })
    bench.clock.ms += 59_999
    expect(await use(pair)).toMatchObject({ code: 0 })
    bench.clock.ms += 1
    expect(await use(pair)).toEqual(STALE)
  })

  test('revokeTokens ends all at once', async () => {
    const pair = await get()
    await bench.control('/faults', 'POST', { kind: 'revokeTokens' })
    expect(await use(pair)).toEqual(STALE)
  })
})

describe('token.refresh', () => {
  test('gives a new pair for a live one, and the old one keeps its own life', async () => {
    const pair = await get({ expires_in: '600' })
    bench.clock.ms += 300_000
    const fresh = await refresh(pair)
    expect(fresh).toMatchObject({ code: 0, result: { account: 'acme', expiresIn: 7200 } })
    expect(memberText(fresh.result, 'accessToken')).not.toBe(memberText(pair.result, 'accessToken'))
    expect(await use(pair)).toMatchObject({ code: 0 })
    bench.clock.ms += 300_000
    expect(await use(pair)).toEqual(STALE)
    expect(await use(fresh)).toMatchObject({ code: 0 })
  })

  test('is not counted by the limit of token.get', async () => {
    const pair = await get()
    expect(await refresh(pair)).toMatchObject({ code: 0 })
    expect(await refresh(pair)).toMatchObject({ code: 0 })
  })

  test('ends the old token at once when the switch says so', async () => {
    await bench.setSwitches({ tokenRefreshRevokesOld: true })
    const pair = await get()
    await refresh(pair)
    expect(await use(pair)).toEqual(STALE)
  })

  test('an expired pair is refused with 1004', async () => {
    const pair = await get({ expires_in: '60' })
    bench.clock.ms += 60_000
    expect(await refresh(pair)).toEqual(STALE)
  })

  test('a refresh token of another pair is refused with 1004', async () => {
    const pair = await get()
    const other = await get({}, 'other')
    expect(await refresh(pair, { refresh_token: memberText(other.result, 'refreshToken') })).toEqual(STALE)
  })

  test('a life outside 60..7200 s is refused with 1001', async () => {
    const pair = await get()
    expect(await refresh(pair, { expires_in: '7201' })).toMatchObject({ code: 1001 })
  })
})

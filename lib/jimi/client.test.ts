// What the client sends, and what it does when the vendor says no. Its dealings with a bad network: client-network.test.ts.

import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { accessToken, answers, fakeVendor, fine, input, location, secrets, token } from './client.test-helper'
import { signParams } from './wire/sign'

const vendor = fakeVendor()

describe('a request', () => {
  test('is a signed form with all common parameters and nothing empty', async () => {
    vendor.handler = answers(fine)
    const now = () => Date.UTC(2026, 0, 15, 8, 30, 0)
    await vendor.client({ now }).call(location, { accountLogin: 'Zoë + 粤B' }, token)
    const { sign, ...params } = vendor.calls[0]?.form ?? {}
    const raw = vendor.calls[0]?.raw
    expect(params).toEqual({
      method: location,
      timestamp: '2026-01-15 08:30:00',
      app_key: secrets.appKey,
      sign_method: 'md5',
      v: '1.0',
      format: 'json',
      access_token: accessToken,
      target: 'Zoë + 粤B',
    })
    expect(sign).toBe(signParams(params, secrets.appSecret))
    expect(raw?.method).toBe('POST')
    expect(raw?.headers['content-type']).toMatch('application/x-www-form-urlencoded')
    expect(raw?.headers.accept).toBe('application/json')
    expect(raw?.url).toBe('/route/rest')
  })

  test('for a token carries none, whatever the caller passes', async () => {
    vendor.handler = answers({
      code: 0,
      result: {
        appKey: 'k',
        account: 'a',
        accessToken: 't',
        refreshToken: 'r',
        expiresIn: '7200',
        time: '2026-01-15 08:30:00',
      },
    })
    const credentials = {
      accountLogin: 'a',
      passwordMd5: '8afe13ab5e37ebf6d51029d2154919d0',
      expiresInSec: 7200,
    }
    const granted = await vendor.client().call('jimi.oauth.token.get', credentials, token)
    expect(granted).toMatchObject({ accessToken: 't', expiresInSec: 7200 })
    expect(vendor.calls[0]?.form).not.toHaveProperty('access_token')
  })

  test('without a needed token, or outside the contract, is never sent', async () => {
    await expect(vendor.client().call(location, input)).rejects.toMatchObject({ kind: 'input' })
    await expect(vendor.client().call(location, { accountLogin: '' }, token)).rejects.toMatchObject({
      kind: 'input',
    })
    expect(vendor.calls).toEqual([])
  })
})

describe('"system busy"', () => {
  const busy = { code: -1, message: 'system busy' }

  test('is asked again at most twice, after growing and jittered waits', async () => {
    vendor.handler = answers(busy)
    const waits: number[] = []
    const sleep = async (ms: number) => void waits.push(ms)
    await expect(
      vendor.client({ sleep, random: () => 0 }).call(location, input, token),
    ).rejects.toMatchObject({
      code: -1,
    })
    await expect(
      vendor.client({ sleep, random: () => 1 }).call(location, input, token),
    ).rejects.toMatchObject({
      code: -1,
    })
    expect(vendor.calls).toHaveLength(6)
    expect(waits).toEqual([200, 400, 400, 800])
  })

  test('is forgotten when the next try succeeds', async () => {
    vendor.handler = (call, response) => answers(vendor.calls.length === 1 ? busy : fine)(call, response)
    expect(await vendor.client().call(location, input, token)).toHaveLength(1)
    expect(vendor.calls).toHaveLength(2)
  })

  test('and no other refusal is asked again', async () => {
    vendor.handler = answers({ code: 1006, message: 'Illegal access, too frequently request!' })
    await expect(vendor.client().call(location, input, token)).rejects.toMatchObject({ retry: 'quota' })
    expect(vendor.calls).toHaveLength(1)
  })

  test('wakes from its wait when the caller leaves', async () => {
    // With the clock stopped the wait would never end by itself.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const caller = new AbortController()
    vendor.handler = answers(busy)
    // The jitter is drawn right before the wait begins.
    const random = () => {
      queueMicrotask(() => caller.abort())
      return 1
    }
    const failure = vendor.client({ sleep: undefined, random }).call(location, input, {
      ...token,
      signal: caller.signal,
    })
    await expect(failure).rejects.toMatchObject({ kind: 'aborted' })
    expect(vendor.calls).toHaveLength(1)
  })
})

describe('no error tells a secret, not even when the vendor quotes it', () => {
  const passwordMd5 = '8afe13ab5e37ebf6d51029d2154919d0'
  const asked = {
    [location]: { sent: accessToken, call: () => vendor.client().call(location, input, token) },
    'jimi.oauth.token.get': {
      sent: passwordMd5,
      call: () =>
        vendor.client().call('jimi.oauth.token.get', { accountLogin: 'a', passwordMd5, expiresInSec: 7200 }),
    },
  }

  test.each(Object.entries(asked))('%s', async (_, { sent, call }) => {
    const planted = [secrets.appKey, secrets.appSecret, sent]
    const quoting = planted.join(' ')
    for (const body of [
      { code: 1001, message: quoting },
      quoting,
      { result: planted },
      { code: 0, result: quoting },
    ]) {
      vendor.handler = answers(body)
      const error: unknown = await call().catch((reason: unknown) => reason)
      if (!(error instanceof Error)) throw new Error('no error was thrown')
      const told = `${error} ${error.stack} ${error.cause} ${JSON.stringify(error)}`
      for (const secret of planted) expect(told).not.toContain(secret)
    }
  })
})

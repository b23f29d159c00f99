// The client against a real HTTP server on loopback that behaves as badly as the network can.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createJimiClient, type DroppedReport, type JimiClientOptions } from './client'
import { JimiApiError, JimiContractError, JimiTransportError } from './errors'
import { signParams } from './wire/sign'

type Handler = (
  request: { form: Record<string, string>; raw: IncomingMessage },
  response: ServerResponse,
) => void

const secrets = { appKey: 'KEY-0123456789', appSecret: 'SECRET-0123456789' }
const accessToken = 'TOKEN-0123456789'
const token = { accessToken }
const location = 'jimi.user.device.location.list'
const input = { accountLogin: 'demo_fleet' }

let calls: { form: Record<string, string>; raw: IncomingMessage }[] = []
let handler: Handler = () => undefined
let baseUrl = ''

const server = createServer((raw, response) => {
  let body = ''
  raw.setEncoding('utf8')
  raw.on('data', (chunk) => {
    body += chunk
  })
  raw.on('end', () => {
    const call = { form: Object.fromEntries(new URLSearchParams(body)), raw }
    calls.push(call)
    handler(call, response)
  })
})

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/route/rest`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})
beforeEach(() => {
  calls = []
})

function client(options: Partial<JimiClientOptions> = {}) {
  return createJimiClient({ baseUrl, profile: 'pro', ...secrets, sleep: async () => undefined, ...options })
}

function answers(body: unknown, { status = 200, type = 'application/json;charset=UTF-8' } = {}): Handler {
  return (_, response) => {
    response.writeHead(status, { 'content-type': type })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }
}

const fine = { code: 0, message: 'success', result: [{ imei: '868120145233604', status: '1' }] }

describe('a request', () => {
  test('is a signed form with all common parameters and nothing empty', async () => {
    handler = answers(fine)
    const now = () => Date.UTC(2026, 0, 15, 8, 30, 0)
    await client({ now }).call(location, { accountLogin: 'Zoë + 粤B' }, token)
    const { sign, ...params } = calls[0]?.form ?? {}
    const raw = calls[0]?.raw
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
    handler = answers({
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
    const granted = await client().call('jimi.oauth.token.get', credentials, token)
    expect(granted).toMatchObject({ accessToken: 't', expiresInSec: 7200 })
    expect(calls[0]?.form).not.toHaveProperty('access_token')
  })

  test('without a needed token, or outside the contract, is never sent', async () => {
    await expect(client().call(location, input)).rejects.toMatchObject({ kind: 'input' })
    await expect(client().call(location, { accountLogin: '' }, token)).rejects.toMatchObject({
      kind: 'input',
    })
    expect(calls).toEqual([])
  })
})

describe('an answer', () => {
  test.each([
    ['labelled text/html', fine, { type: 'text/html' }],
    ['with HTTP status 500', fine, { status: 500 }],
    ['with its code as text', { ...fine, code: '0' }, {}],
    ['in data', { code: 0, msg: 'success', result: null, data: fine.result }, {}],
  ])('%s is read', async (_, body, options) => {
    handler = answers(body, options)
    expect(await client().call(location, input, token)).toMatchObject([
      { imei: '868120145233604', online: true },
    ])
  })

  test('that says no with HTTP 200 is an API error with code and words', async () => {
    handler = answers({ code: '1002', msg: 'The account does not exist', result: null })
    const failure = client().call(location, input, token)
    await expect(failure).rejects.toBeInstanceOf(JimiApiError)
    await expect(failure).rejects.toMatchObject({
      code: 1002,
      method: location,
      vendorMessage: 'The account does not exist',
      retry: 'never',
    })
  })

  test('with an unreadable row gives the others and reports the loss', async () => {
    handler = answers({ code: 0, result: [{ imei: 'nonsense' }, ...fine.result] })
    const reports: DroppedReport[] = []
    const rows = await client({ onDropped: (report) => reports.push(report) }).call(location, input, token)
    expect(rows).toHaveLength(1)
    expect(reports).toEqual([{ method: location, dropped: [{ index: 0, reason: 'imei: not an IMEI' }] }])
  })

  test.each([
    ['a web page', '<html><body>502 Bad Gateway</body></html>', 'not_json', /web page/],
    ['half a body', JSON.stringify(fine).slice(0, 40), 'not_json', /broken JSON/],
    ['nothing', '', 'not_json', /empty answer/],
    ['JSON without a code', '{"result":[]}', 'envelope', /no code/],
    ['a list', '[]', 'envelope', /no code/],
    ['a code that is no number', '{"code":"xxx"}', 'envelope', /no code/],
    ['rows of another world', '{"code":0,"result":[{"foo":1}]}', 'payload', /no row can be read/],
  ])('of %s is a contract error that says so', async (_, body, kind, words) => {
    handler = answers(body, { status: 502 })
    const failure = client().call(location, input, token)
    await expect(failure).rejects.toBeInstanceOf(JimiContractError)
    await expect(failure).rejects.toMatchObject({ kind, message: expect.stringMatching(words) })
  })

  test('that redirects is not followed', async () => {
    handler = (_, response) => response.writeHead(307, { location: '/elsewhere' }).end()
    await expect(client().call(location, input, token)).rejects.toMatchObject({ kind: 'not_json' })
    expect(calls.map(({ raw }) => raw.url)).toEqual(['/route/rest'])
  })

  test('larger than the cap is given up while it arrives', async () => {
    let closed: (() => void) | undefined
    const serverSawClose = new Promise<void>((resolve) => {
      closed = resolve
    })
    handler = (_, response) => {
      const chunk = 'x'.repeat(64 * 1024)
      const pour = () => {
        while (!response.destroyed && response.write(chunk));
      }
      response.on('drain', pour).on('close', () => closed?.())
      pour()
    }
    const failure = client({ maxResponseBytes: 1_000_000 }).call(location, input, token)
    await expect(failure).rejects.toMatchObject({
      kind: 'too_large',
      message: expect.stringMatching(/1000000 bytes/),
    })
    await serverSawClose
  })
})

describe('no answer', () => {
  test('in time is a timeout, and the connection is closed', async () => {
    const serverSawClose = new Promise<void>((resolve) => {
      handler = (_, response) => response.on('close', () => resolve())
    })
    const failure = client().call(location, input, { ...token, timeoutMs: 50 })
    await expect(failure).rejects.toMatchObject({
      kind: 'timeout',
      message: expect.stringMatching(/within 50 ms/),
    })
    await serverSawClose
  })

  test('in time is a timeout even after the first bytes came', async () => {
    handler = (_, response) => void response.write('{"code":0,')
    const failure = client().call(location, input, { ...token, timeoutMs: 50 })
    await expect(failure).rejects.toMatchObject({ kind: 'timeout' })
  })

  test('because the connection broke in the middle is unreachable', async () => {
    handler = (_, response) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('{"code":0,', () => response.destroy())
    }
    const failure = client().call(location, input, token)
    await expect(failure).rejects.toBeInstanceOf(JimiTransportError)
    await expect(failure).rejects.toMatchObject({ kind: 'unreachable', retry: 'backoff' })
  })

  test('because nobody listens is unreachable and names the cause', async () => {
    const failure = client({ baseUrl: 'http://127.0.0.1:1/route/rest' }).call(location, input, token)
    await expect(failure).rejects.toMatchObject({ kind: 'unreachable' })
    await expect(failure).rejects.toThrow(/127\.0\.0\.1:1 cannot be reached/)
  })

  test('because the caller left is an abort', async () => {
    const caller = new AbortController()
    handler = () => caller.abort()
    const failure = client().call(location, input, { ...token, signal: caller.signal })
    await expect(failure).rejects.toMatchObject({ kind: 'aborted', retry: 'never' })
  })
})

describe('"system busy"', () => {
  const busy = { code: -1, message: 'system busy' }

  test('is asked again at most twice, after growing and jittered waits', async () => {
    handler = answers(busy)
    const waits: number[] = []
    const sleep = async (ms: number) => void waits.push(ms)
    await expect(client({ sleep, random: () => 0 }).call(location, input, token)).rejects.toMatchObject({
      code: -1,
    })
    await expect(client({ sleep, random: () => 1 }).call(location, input, token)).rejects.toMatchObject({
      code: -1,
    })
    expect(calls).toHaveLength(6)
    expect(waits).toEqual([200, 400, 400, 800])
  })

  test('is forgotten when the next try succeeds', async () => {
    handler = (call, response) => answers(calls.length === 1 ? busy : fine)(call, response)
    expect(await client().call(location, input, token)).toHaveLength(1)
    expect(calls).toHaveLength(2)
  })

  test('and no other refusal is asked again', async () => {
    handler = answers({ code: 1006, message: 'Illegal access, too frequently request!' })
    await expect(client().call(location, input, token)).rejects.toMatchObject({ retry: 'quota' })
    expect(calls).toHaveLength(1)
  })

  test('wakes from its wait when the caller leaves', async () => {
    // With the clock stopped the wait would never end by itself.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const caller = new AbortController()
    handler = answers(busy)
    // The jitter is drawn right before the wait begins.
    const random = () => {
      queueMicrotask(() => caller.abort())
      return 1
    }
    const failure = client({ sleep: undefined, random }).call(location, input, {
      ...token,
      signal: caller.signal,
    })
    await expect(failure).rejects.toMatchObject({ kind: 'aborted' })
    expect(calls).toHaveLength(1)
  })
})

describe('no error tells a secret, not even when the vendor quotes it', () => {
  const passwordMd5 = '8afe13ab5e37ebf6d51029d2154919d0'
  const asked = {
    [location]: { sent: accessToken, call: () => client().call(location, input, token) },
    'jimi.oauth.token.get': {
      sent: passwordMd5,
      call: () =>
        client().call('jimi.oauth.token.get', { accountLogin: 'a', passwordMd5, expiresInSec: 7200 }),
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
      handler = answers(body)
      const error: unknown = await call().catch((reason: unknown) => reason)
      if (!(error instanceof Error)) throw new Error('no error was thrown')
      const told = `${error} ${error.stack} ${error.cause} ${JSON.stringify(error)}`
      for (const secret of planted) expect(told).not.toContain(secret)
    }
  })
})

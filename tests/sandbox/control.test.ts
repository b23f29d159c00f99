import { once } from 'node:events'
import http from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DRIVING } from './fixture-world'
import { instruct } from './hub-client'
import { type Bench, openBench, rows, tokenGet } from './raw-client'

const LIST = 'jimi.user.device.list'
let bench: Bench
let token: string

beforeEach(async () => {
  bench = await openBench()
  token = await bench.login()
})
afterEach(() => bench.sandbox.close())

function list() {
  return bench.call(LIST, { access_token: token, target: 'acme' })
}

/** The bare HTTP answer to a right call. */
function raw(): Promise<Response> {
  const params = bench.signed({ method: LIST, access_token: token, target: 'acme' })
  return fetch(bench.sandbox.url, { method: 'POST', body: new URLSearchParams(params) })
}

async function setFault(fault: Record<string, unknown>): Promise<void> {
  const { status, body } = await bench.control('/faults', 'POST', fault)
  expect({ status, body }).toMatchObject({ status: 200 })
}

describe('stats', () => {
  test('count every call by method, refused ones too, and refusals by code', async () => {
    await list()
    await list()
    await bench.call(LIST, { access_token: 'stale', target: 'acme' })
    await bench.call(LIST, { access_token: token, target: 'other' })
    await bench.call('jimi.nope')
    await bench.post(bench.signed(tokenGet('acme')))
    expect(await bench.control('/stats')).toEqual({
      status: 200,
      body: {
        calls: { 'jimi.oauth.token.get': 2, [LIST]: 4, '(unknown)': 1 },
        refused: { 1002: 1, 1004: 1, 1006: 1, 1007: 1 },
      },
    })
  })

  test('a code sent by a fault counts as refused', async () => {
    await setFault({ kind: 'code', code: -1 })
    await list()
    expect((await bench.control('/stats')).body).toMatchObject({ refused: { '-1': 1 } })
  })

  test('what the instruction service refuses counts as refused too', async () => {
    const hub = await openBench({ profile: 'pro' })
    try {
      const { code } = await instruct(hub, { token: 'wrong', deviceImei: DRIVING, cmdContent: 'STATUS#' })
      expect(code).not.toBe(0)
      expect((await hub.control('/stats')).body).toMatchObject({ refused: { [code]: 1 } })
    } finally {
      await hub.sandbox.close()
    }
  })
})

describe('tokens', () => {
  test('given out and still held are listed, so that a search for leaks knows what to look for', async () => {
    const { body } = await bench.control('/tokens')
    expect(body).toMatchObject({ tokens: [token, expect.stringMatching(/^[0-9a-f]{32}$/)] })
  })
})

describe('faults', () => {
  test.each([
    [-1, 'system busy'],
    [1004, 'Illegal request,token is invalid'],
    [1005, 'IP exceeds limit'],
    [1006, 'Illegal access, too frequently request!'],
    [1100, 'business exception'],
  ])('code refuses with %i', async (code, message) => {
    await setFault({ kind: 'code', code })
    expect(await list()).toEqual({ code, message, result: null, data: null })
  })

  test('http answers the status with a page', async () => {
    await setFault({ kind: 'http', status: 502 })
    const response = await raw()
    expect(response.status).toBe(502)
    expect(await response.text()).toContain('<html>')
  })

  test('html answers 200 with a page', async () => {
    await setFault({ kind: 'html' })
    const response = await raw()
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('text/html')
    expect(await response.text()).toContain('<html>')
  })

  test('half sends the first half of the JSON', async () => {
    const whole = await (await raw()).text()
    await setFault({ kind: 'half' })
    const half = await (await raw()).text()
    expect(whole.startsWith(half)).toBe(true)
    expect(() => JSON.parse(half)).toThrow(SyntaxError)
  })

  test('drop cuts the connection', async () => {
    await setFault({ kind: 'drop' })
    await expect(raw()).rejects.toThrow('fetch failed')
  })

  test('hang never answers, and closing the sandbox ends it', async () => {
    await setFault({ kind: 'hang' })
    const params = new URLSearchParams(bench.signed({ method: LIST, access_token: token, target: 'acme' }))
    const request = http.request(bench.sandbox.url, { method: 'POST' }).end(params.toString())
    let answered = false
    request.on('response', () => {
      answered = true
    })
    const ended = once(request, 'error')
    // The sandbox has taken the call once it counts it.
    await expect
      .poll(async () => (await bench.control('/stats')).body)
      .toMatchObject({ calls: { [LIST]: 1 } })
    await bench.sandbox.close()
    await ended
    expect(answered).toBe(false)
  })

  test('slow answers late, and well', async () => {
    await setFault({ kind: 'slow', ms: 150 })
    const startMs = performance.now()
    expect(await list()).toMatchObject({ code: 0 })
    // Timers may fire a millisecond early.
    expect(performance.now() - startMs).toBeGreaterThan(148)
  })

  test('garbled keeps the envelope and spoils every type', async () => {
    const sound = rows(await list())
    await setFault({ kind: 'garbled' })
    const answer = await list()
    expect(answer).toMatchObject({ code: 0, message: 'success' })
    const [row] = rows(answer)
    for (const [name, value] of Object.entries(sound[0] ?? {})) {
      expect(row?.[name]).not.toBe(value)
      if (value !== null) expect(typeof row?.[name]).not.toBe(typeof value)
    }
  })

  test('omitRows leaves rows out, the same ones each time', async () => {
    await setFault({ kind: 'omitRows', rows: 3 })
    const left = rows(await list())
    expect(left).toHaveLength(1)
    expect(rows(await list())).toEqual(left)
    await setFault({ kind: 'omitRows', rows: 9 })
    expect(rows(await list())).toEqual([])
  })

  test('skewMs moves the clock the vendor compares with', async () => {
    await setFault({ kind: 'skewMs', ms: 601_000 })
    expect(await list()).toMatchObject({ code: 1001, message: 'timestamp error' })
    await setFault({ kind: 'skewMs', ms: 20_000 })
    const [row] = rows(await bench.call('jimi.device.location.get', { access_token: token, imeis: DRIVING }))
    // Login put the clock on 10:01:00; the vendor believes it is 20 s later.
    expect(row).toMatchObject({ gpsTime: '2026-03-18 10:01:20' })
  })

  test('the skewed clock shows in the Date header of the node and of the hub alike', async () => {
    await setFault({ kind: 'skewMs', ms: 20_000 })
    const body = new URLSearchParams({ token: 'sandbox-hub-token' })
    const node = await fetch(bench.sandbox.url, { method: 'POST' })
    const hub = await fetch(bench.sandbox.hubUrl, { method: 'POST', body })
    const expected = new Date(bench.clock.ms + 20_000).toUTCString()
    expect([node.headers.get('date'), hub.headers.get('date')]).toEqual([expected, expected])
  })

  test('a fault hits its own method only', async () => {
    await setFault({ kind: 'code', code: 1100, method: LIST })
    expect(await list()).toMatchObject({ code: 1100 })
    expect(await bench.call('jimi.user.child.list', { access_token: token, target: 'acme' })).toMatchObject({
      code: 0,
    })
  })

  test('times ends a fault by itself', async () => {
    await setFault({ kind: 'code', code: -1, times: 2 })
    const codes = [await list(), await list(), await list()].map((answer) => answer.code)
    expect(codes).toEqual([-1, -1, 0])
  })

  test('rate hits a share of the calls, the same ones in every run', async () => {
    const codes = async () => {
      await bench.control('/faults', 'DELETE')
      await setFault({ kind: 'code', code: -1, rate: 0.5 })
      const answers: number[] = []
      for (let call = 0; call < 40; call += 1) answers.push((await list()).code)
      return answers
    }
    const first = await codes()
    const hits = first.filter((code) => code === -1).length
    // 40 throws of a fair coin lie outside 8..32 once in ten thousand times, and the seed is fixed.
    expect(hits).toBeGreaterThan(8)
    expect(hits).toBeLessThan(32)
    expect(await codes()).toEqual(first)
  })

  test('are listed, replaced by kind and method, taken as a list, and cleared', async () => {
    await setFault({ kind: 'slow', ms: 10 })
    await setFault({ kind: 'slow', ms: 20 })
    await bench.control('/faults', 'POST', [{ kind: 'html', method: LIST }, { kind: 'half' }])
    expect((await bench.control('/faults')).body).toEqual({
      faults: [
        { kind: 'slow', ms: 20, method: '*', rate: 1 },
        { kind: 'html', method: LIST, rate: 1 },
        { kind: 'half', method: '*', rate: 1 },
      ],
    })
    await bench.control('/faults', 'DELETE')
    expect((await bench.control('/faults')).body).toEqual({ faults: [] })
    expect(await list()).toMatchObject({ code: 0 })
  })

  test.each([
    { kind: 'fire' },
    { kind: 'code' },
    { kind: 'http', status: 200 },
    { kind: 'slow', ms: -1 },
    { kind: 'html', colour: 'red' },
  ])('%j is refused with 400', async (fault) => {
    const { status, body } = await bench.control('/faults', 'POST', fault)
    expect({ status, body }).toMatchObject({ status: 400, body: { error: expect.any(String) } })
    expect((await bench.control('/faults')).body).toEqual({ faults: [] })
  })
})

describe('switches and reset', () => {
  test('unknown switches and wrong values are refused with 400 and change nothing', async () => {
    const before = await bench.control('/switches')
    expect(await bench.control('/switches', 'PATCH', { allowGte: true })).toMatchObject({ status: 400 })
    expect(await bench.control('/switches', 'PATCH', { allowGet: 'yes' })).toMatchObject({ status: 400 })
    expect(await bench.control('/switches')).toEqual(before)
  })

  test('reset puts back switches, faults, counters, tokens and the minute of token.get', async () => {
    const before = await bench.control('/switches')
    await bench.setSwitches({ allowGet: true })
    await setFault({ kind: 'html', method: 'jimi.nope' })
    await bench.control('/reset', 'POST')
    expect(await bench.control('/switches')).toEqual(before)
    expect((await bench.control('/faults')).body).toEqual({ faults: [] })
    expect((await bench.control('/stats')).body).toEqual({ calls: {}, refused: {} })
    expect(await list()).toMatchObject({ code: 1004 })
    expect(await bench.post(bench.signed(tokenGet('acme')))).toMatchObject({ code: 0 })
  })
})

describe('who may use the control door', () => {
  async function ask(headers: Record<string, string>): Promise<number | undefined> {
    const request = http.get(`${bench.sandbox.controlUrl}/stats`, { headers })
    const [response] = (await once(request, 'response')) as [http.IncomingMessage]
    response.resume()
    return response.statusCode
  }

  test('names of this machine are served, other names are not', async () => {
    expect(await ask({})).toBe(200)
    expect(await ask({ host: 'localhost:4010' })).toBe(200)
    expect(await ask({ host: 'rebound.example' })).toBe(403)
  })

  test('pages of other origins are refused', async () => {
    expect(await ask({ origin: 'http://localhost:3000' })).toBe(200)
    expect(await ask({ origin: 'https://elsewhere.example' })).toBe(403)
    expect(await ask({ origin: 'null' })).toBe(403)
  })

  test('faults of the vendor do not reach it', async () => {
    await setFault({ kind: 'drop' })
    expect(await ask({})).toBe(200)
    expect(await bench.control('/nothing')).toMatchObject({ status: 404 })
    await expect(raw()).rejects.toThrow('fetch failed')
  })
})

import { once } from 'node:events'
import http from 'node:http'
import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bench, openBench, type Params, readEnvelope, sign, utcText } from './raw-client'

let bench: Bench
let token: string

beforeAll(async () => {
  bench = await openBench()
  token = await bench.login()
})
afterAll(() => bench.sandbox.close())

function deviceList(): Params {
  return bench.signed({ method: 'jimi.user.device.list', access_token: token, target: 'acme' })
}

function query(params: Params): string {
  return `${bench.sandbox.url}?${new URLSearchParams(params)}`
}

function postJson(body: unknown): Promise<Response> {
  return fetch(bench.sandbox.url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

describe('where parameters may travel', () => {
  test('all in the query of a POST', async () => {
    const answer = await readEnvelope(await fetch(query(deviceList()), { method: 'POST' }))
    expect(answer).toMatchObject({ code: 0 })
  })

  test('common ones in the query, private ones in the form', async () => {
    const { target = '', ...common } = deviceList()
    const body = new URLSearchParams({ target })
    expect(await readEnvelope(await fetch(query(common), { method: 'POST', body }))).toMatchObject({
      code: 0,
    })
  })

  test('all in a JSON object', async () => {
    expect(await readEnvelope(await postJson(deviceList()))).toMatchObject({ code: 0 })
  })

  test('JSON numbers and booleans are signed by their text form', async () => {
    const params: Params = {
      method: 'jimi.user.device.list',
      access_token: token,
      target: 'acme',
      app_key: bench.sandbox.appKey,
      timestamp: utcText(bench.clock.ms),
      count: '7200',
      flag: 'true',
    }
    const body = { ...params, count: 7200, flag: true, sign: sign(params, bench.sandbox.appSecret) }
    expect(await readEnvelope(await postJson(body))).toMatchObject({ code: 0 })
  })

  test('blanks may be sent as + or %20', async () => {
    const form = new URLSearchParams(deviceList()).toString()
    expect(form).toContain('+')
    for (const body of [form, form.replaceAll('+', '%20')]) {
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
      const response = await fetch(bench.sandbox.url, { method: 'POST', headers, body })
      expect(await readEnvelope(response)).toMatchObject({ code: 0 })
    }
  })
})

describe('what cannot be read', () => {
  test.each(['{"method":', '[]', '"text"', '{"target":{"a":1}}'])(
    'the JSON body %s is refused with 1008',
    async (body) => {
      expect(await readEnvelope(await postJson(body))).toMatchObject({ code: 1008, result: null })
    },
  )

  test('a body over 1 MiB is refused with 1008', async () => {
    const body = new URLSearchParams({ ...deviceList(), filler: 'x'.repeat(1024 * 1024) })
    expect(await readEnvelope(await fetch(bench.sandbox.url, { method: 'POST', body }))).toMatchObject({
      code: 1008,
    })
  })

  test('a body that is not UTF-8 is refused with 1008', async () => {
    const body = new Uint8Array([0x74, 0x3d, 0xff, 0xfe])
    expect(await readEnvelope(await fetch(bench.sandbox.url, { method: 'POST', body }))).toMatchObject({
      code: 1008,
    })
  })

  test.each(['/route', '//', '/route/rest/'])('the path %s is no API', async (path) => {
    const { port } = new URL(bench.sandbox.url)
    const request = http.request({ host: '127.0.0.1', port, path, method: 'POST' }).end()
    const [response] = (await once(request, 'response')) as [http.IncomingMessage]
    response.resume()
    expect(response.statusCode).toBe(404)
  })
})

describe('request method', () => {
  test('pro refuses GET with 1007', async () => {
    const answer = await readEnvelope(await fetch(query(deviceList())))
    expect(answer).toMatchObject({ code: 1007, result: null, data: null })
  })

  test('pro answers GET when the switch is on', async () => {
    await bench.setSwitches({ allowGet: true })
    expect(await readEnvelope(await fetch(query(deviceList())))).toMatchObject({ code: 0 })
    await bench.setSwitches({ allowGet: false })
  })

  test('PUT is refused with 1007', async () => {
    const answer = await readEnvelope(await fetch(query(deviceList()), { method: 'PUT' }))
    expect(answer).toMatchObject({ code: 1007 })
  })

  test('ts answers GET, and its refusals carry no data member', async () => {
    const ts = await openBench({ profile: 'ts' })
    try {
      const access_token = await ts.login()
      const params = ts.signed({ method: 'jimi.user.device.list', access_token, target: 'acme' })
      const address = (spoilt: Params) => `${ts.sandbox.url}?${new URLSearchParams({ ...params, ...spoilt })}`
      expect(await readEnvelope(await fetch(address({})))).toMatchObject({ code: 0 })
      expect(await readEnvelope(await fetch(address({ sign: 'x' })))).toEqual({
        code: 1001,
        message: 'sign error',
        result: null,
      })
    } finally {
      await ts.sandbox.close()
    }
  })
})

test('the sandbox listens on loopback alone', async ({ skip }) => {
  const outside = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .find((address) => !address.internal && address.family === 'IPv4')
  if (!outside) return skip('this machine has no address but loopback')
  const request = http.get({ host: outside.address, port: new URL(bench.sandbox.url).port, timeout: 5000 })
  const [error] = await once(request, 'error')
  expect(error).toMatchObject({ code: 'ECONNREFUSED' })
})

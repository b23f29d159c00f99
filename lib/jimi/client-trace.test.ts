// What a traced call tells of its exchanges, also when it fails.

import { expect, test } from 'vitest'
import type { CallTrace } from './client'
import { accessToken, answers, fakeVendor, fine, input, location, secrets, token } from './client.test-helper'
import { signParams } from './wire/sign'

const vendor = fakeVendor()

async function traced(options: Parameters<typeof vendor.client>[0] = {}): Promise<CallTrace[]> {
  const traces: CallTrace[] = []
  const onTrace = (trace: CallTrace) => traces.push(trace)
  await vendor
    .client(options)
    .call(location, input, { ...token, onTrace })
    .catch(() => undefined)
  return traces
}

test('a trace holds every parameter as sent, the answer as it came, and how long that took', async () => {
  vendor.handler = answers(fine)
  const [trace] = await traced()
  const { sign, ...params } = trace?.params ?? {}
  expect(trace?.params).toEqual(vendor.calls[0]?.form)
  expect(params).toMatchObject({ method: location, app_key: secrets.appKey, access_token: accessToken })
  expect(sign).toBe(signParams(params, secrets.appSecret))
  expect(trace).toMatchObject({
    method: location,
    raw: { status: 200, text: JSON.stringify(fine) },
    dropped: [],
  })
  expect(trace?.durationMs).toBeGreaterThan(0)
})

test('rows that were left out are named with their reason', async () => {
  const rows = [...fine.result, { status: '1' }]
  vendor.handler = answers({ code: 0, message: 'success', result: rows })
  expect((await traced())[0]?.dropped).toEqual([{ index: 1, reason: expect.stringContaining('imei') }])
})

test.each([
  ['a refusal', { code: 1002, message: 'no' }, 200],
  ['a web page', '<html>Bad gateway</html>', 502],
  ['broken JSON', '{"code":0,"resu', 200],
  ['an answer without a code', { hello: 'world' }, 200],
])('%s is traced with its text', async (_, body, status) => {
  vendor.handler = answers(body, { status })
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  expect((await traced()).map(({ raw }) => raw)).toEqual([{ status, text }])
})

test('an answer that is too large or breaks off leaves its status, and no answer leaves nothing', async () => {
  vendor.handler = answers(fine)
  expect((await traced({ maxResponseBytes: 10 }))[0]?.raw).toEqual({ status: 200, text: null })
  vendor.handler = (_, response) => {
    response.writeHead(200, { 'content-length': '1000' })
    response.write('{"code":')
    setImmediate(() => response.destroy())
  }
  expect((await traced())[0]?.raw).toEqual({ status: 200, text: null })
  vendor.handler = (_, response) => response.destroy()
  expect((await traced())[0]).toMatchObject({ params: { method: location }, raw: null })
})

test('each repeat is an exchange of its own, and what is never sent is none', async () => {
  vendor.handler = answers({ code: -1, message: 'system busy' })
  expect(await traced()).toHaveLength(3)
  const traces: CallTrace[] = []
  const onTrace = (trace: CallTrace) => traces.push(trace)
  await expect(vendor.client().call(location, { accountLogin: '' }, { ...token, onTrace })).rejects.toThrow()
  expect(traces).toEqual([])
})

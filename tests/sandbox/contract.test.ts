import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createJimiClient } from '@/lib/jimi/client'
import { getMethod, isMethodName, type MethodName, methods as registry } from '@/lib/jimi/contract/index'
import { decodeInput } from '@/lib/jimi/contract/io'
import { createWorld } from '@/lib/sandbox/world/world'
import { DRIVING, START_MS } from './fixture-world'
import { METHOD_TABLE } from './method-table'
import type { Call } from './methods/vocabulary'
import { type Bench, type Envelope, md5, memberText, openBench, rows, tokenGet } from './raw-client'
import { yardWorld } from './yard-world'

// The sandbox writes its rows without the client's contract. This is where the two meet.

describe.each(['ts', 'pro'] as const)('profile %s', (profile) => {
  let bench: Bench
  let token: string
  beforeAll(async () => {
    bench = await openBench({ profile, world: yardWorld })
    token = await bench.login()
  })
  afterAll(() => bench.sandbox.close())

  function read(method: MethodName, answer: Envelope) {
    return getMethod(method).output.read(answer, { method, profile })
  }

  const methods = Object.keys(registry)
    .filter(isMethodName)
    .filter((name) => getMethod(name).profiles.includes(profile))

  test.each(methods)('the contract reads every row of %s', async (method) => {
    const spec = METHOD_TABLE.find((one) => one.method === method)
    if (!spec) throw new Error(`the table lacks ${method}`)
    await bench.control('/reset', 'POST')
    bench.clock.ms = START_MS
    token = await bench.login()
    bench.clock.ms += 60_000
    const call: Call = (name, params = {}) => bench.call(name, { access_token: token, ...params })
    const answer = await call(method, { ...spec.params, ...(await spec.prepare?.({ bench, call })) })
    const { value, dropped } = read(method, answer)
    expect(dropped).toEqual([])
    if (Array.isArray(value) && Array.isArray(answer.result)) expect(value).toHaveLength(rows(answer).length)
  })

  // Codes of the sheet are provoked by what a caller does, see conformance.test.ts. These are all others that we document.
  const documented = methods.flatMap((method) => {
    const causes = METHOD_TABLE.find((spec) => spec.method === method)?.errors ?? {}
    return [...getMethod(method).errors]
      .filter((code) => !(`${code}` in causes) && !(`inner ${code}` in causes))
      .map((code) => ({ method, code }))
  })

  test.each(documented)('$method can be made to refuse with $code, which the client tells', async (one) => {
    const { method, code } = one
    await bench.control('/faults', 'POST', { kind: 'code', method, code, times: 1 })
    const { url, appKey, appSecret } = bench.sandbox
    const now = () => bench.clock.ms
    const client = createJimiClient({ baseUrl: url, profile, appKey, appSecret, now, busyRetries: 0 })
    const example = decodeInput(
      method,
      { ...getMethod(method).example.params },
      { profile: spelling(method) },
    )
    if (!example.ok) throw new Error(example.reason)
    const call = client.call(method, example.input, { accessToken: token })
    await expect(call).rejects.toMatchObject({ name: 'JimiApiError', method, code })
  })

  test('what the sheet says of one method alone, the contract documents of it', () => {
    // 1001 and 1002 may come from any method that is asked wrongly, says the sheet's stand-in rule for all of them.
    const anywhere = ['1001', '1002']
    const missing = METHOD_TABLE.flatMap(({ method, errors }) => {
      const known: readonly number[] = isMethodName(method) ? getMethod(method).errors : []
      // Codes of devices travel inside of another, which the contract documents.
      const outer = Object.keys(errors).filter(
        (code) => !code.startsWith('inner ') && !anywhere.includes(code),
      )
      return outer.filter((code) => !known.includes(Number(code))).map((code) => `${method} ${code}`)
    })
    expect(missing).toEqual([])
  })

  test('the contract reads the truth of the world', async () => {
    const method = 'jimi.device.location.get'
    bench.clock.ms = START_MS + 60_000
    const answer = await bench.call(method, { access_token: token, imeis: DRIVING })
    const { value } = getMethod(method).output.read(answer, { method, profile })
    expect(value).toMatchObject([
      // Six fixes of 100 m due north, a degree being 111.2 km.
      { imei: DRIVING, lat: 40.005396, lng: -8.5, speedKph: 36, fixAt: new Date(START_MS + 60_000) },
    ])
  })
})

test('the contract reads every row of a generated fleet, odd names and all', async () => {
  const world = createWorld({ seed: 1, devices: 300, nowMs: START_MS })
  const bench = await openBench({ world, switches: { limitTokenGet: false } })
  let devices = 0
  try {
    for (const { login, password } of world.accounts) {
      const answer = await bench.post(bench.signed(tokenGet(login, { user_pwd_md5: md5(password) })))
      const access_token = memberText(answer.result, 'accessToken')
      for (const method of ['jimi.user.device.list', 'jimi.user.device.location.list'] as const) {
        const { value, dropped } = getMethod(method).output.read(
          await bench.call(method, { access_token, target: login }),
          { method, profile: 'pro' },
        )
        expect(dropped).toEqual([])
        devices += value.length
      }
    }
  } finally {
    await bench.sandbox.close()
  }
  expect(devices).toBe(2 * 300)
})

/** The profile whose spelling the example parameters have. */
function spelling(method: MethodName): 'ts' | 'pro' {
  return getMethod(method).profiles.some((one) => one === 'pro') ? 'pro' : 'ts'
}

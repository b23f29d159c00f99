import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getMethod, isMethodName, type MethodName, methods as registry } from '@/lib/jimi/contract/index'
import { createWorld } from '@/lib/sandbox/world/world'
import { DRIVING, START_MS } from './fixture-world'
import { type Call, METHOD_TABLE } from './method-table'
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

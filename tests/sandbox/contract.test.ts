import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getMethod, type MethodName } from '@/lib/jimi/contract/index'
import { createWorld } from '@/lib/sandbox/world/world'
import { DRIVING, START_MS } from './fixture-world'
import {
  type Bench,
  type Envelope,
  md5,
  memberText,
  openBench,
  type Params,
  rows,
  tokenGet,
} from './raw-client'

// The sandbox writes its rows without the client's contract. This is where the two meet.

const SPAN = { begin_time: '2026-03-18 08:00:00', end_time: '2026-03-18 09:59:59' }
const CALLS: [MethodName, Params][] = [
  ['jimi.user.child.list', { target: 'acme' }],
  ['jimi.user.device.list', { target: 'acme' }],
  ['jimi.track.device.detail', { imei: DRIVING }],
  ['jimi.user.device.location.list', { target: 'acme' }],
  ['jimi.device.location.get', { imeis: DRIVING }],
  ['jimi.device.track.list', { imei: DRIVING, ...SPAN }],
  ['jimi.device.track.mileage', { imeis: DRIVING, ...SPAN }],
  ['jimi.device.alarm.list', { imeis: DRIVING, ...SPAN }],
]

describe.each(['ts', 'pro'] as const)('profile %s', (profile) => {
  let bench: Bench
  let token: string
  beforeAll(async () => {
    bench = await openBench({ profile })
    token = await bench.login()
  })
  afterAll(() => bench.sandbox.close())

  function read(method: MethodName, answer: Envelope) {
    return getMethod(method).output.read(answer, { method, profile })
  }

  test.each(CALLS)('the contract reads every row of %s', async (method, params) => {
    const answer = await bench.call(method, { access_token: token, ...params })
    const { value, dropped } = read(method, answer)
    expect(dropped).toEqual([])
    if (Array.isArray(value)) expect(value).toHaveLength(rows(answer).length)
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

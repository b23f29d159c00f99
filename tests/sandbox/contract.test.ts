import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getMethod, type MethodName } from '@/lib/jimi/contract/index'
import { DRIVING, START_MS } from './fixture-world'
import { type Bench, type Envelope, openBench, type Params, rows } from './raw-client'

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

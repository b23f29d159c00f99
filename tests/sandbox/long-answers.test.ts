// Lists so long that they are sent while they are written.

import { once } from 'node:events'
import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DRIVING, fixtureWorld } from './fixture-world'
import { type Bench, openBench, type Params, rows } from './raw-client'

const DEVICES = 12_000
const [first] = fixtureWorld.devices
const world = {
  ...fixtureWorld,
  devices: Array.from({ length: DEVICES }, (_, index) => ({
    ...first,
    imei: String(860_000_000_100_000 + index),
    deviceName: `Véhicule "${index}" 粤`,
  })) as typeof fixtureWorld.devices,
}
const failures: unknown[] = []
let bench: Bench
let token: string

beforeAll(async () => {
  bench = await openBench({ world, onError: (error) => failures.push(error) })
  token = await bench.login()
})
afterAll(() => bench.sandbox.close())

function signedList(): Params {
  return bench.signed({ method: 'jimi.user.device.location.list', access_token: token, target: 'acme' })
}

test('every device is in the list once, in the order of the account, and reads as it would alone', async () => {
  const response = await fetch(bench.sandbox.url, { method: 'POST', body: new URLSearchParams(signedList()) })
  expect(response.headers.get('content-length')).toBeNull()
  const list = rows((await response.json()) as Parameters<typeof rows>[0])
  expect(list.map(({ imei }) => imei)).toEqual(world.devices.map(({ imei }) => imei))
  const [, , third] = world.devices
  const alone = await bench.call('jimi.device.location.get', {
    access_token: token,
    imeis: third?.imei ?? '',
  })
  expect(rows(alone)).toEqual([list[2]])
  expect(list[2]).toMatchObject({ deviceName: 'Véhicule "2" 粤' })
  expect(list.some(({ imei }) => imei === DRIVING)).toBe(false)
})

test('rows can be left out, and half of it sent with a length that fits', async () => {
  await bench.control('/faults', 'POST', { kind: 'omitRows', rows: 1000, times: 1 })
  expect(rows(await bench.post(signedList()))).toHaveLength(DEVICES - 1000)
  await bench.control('/faults', 'POST', { kind: 'half', times: 1 })
  const body = new URLSearchParams(signedList())
  const response = await fetch(bench.sandbox.url, { method: 'POST', body })
  const text = await response.arrayBuffer()
  expect(response.headers.get('content-length')).toBe(String(text.byteLength))
  expect(() => JSON.parse(new TextDecoder().decode(text))).toThrow(SyntaxError)
})

test('a client that leaves in the middle harms nobody', async () => {
  const sent = request(bench.sandbox.url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  })
  sent.on('error', () => {})
  sent.end(new URLSearchParams(signedList()).toString())
  const [response] = await once(sent, 'response')
  await once(response, 'data')
  sent.destroy()
  expect(rows(await bench.post(signedList()))).toHaveLength(DEVICES)
  expect(failures).toEqual([])
})

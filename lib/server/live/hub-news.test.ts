import { beforeEach, expect, test } from 'vitest'
import type { LiveAlarm } from '@/lib/domain/live-frame'
import { Browser, fleetOf, HubDesk, T0, vehicle } from '@/tests/live/hub-desk'
import { ALARMS_KEPT } from './alarm-tail'
import { localBus } from './live-bus'
import type { StatePatch } from './state-patch'

let desk: HubDesk
beforeEach(() => {
  desk = new HubDesk()
})

function alarm(deviceId: string, id = `alarm of ${deviceId}`): LiveAlarm {
  const where = { lat: null, lng: null, speedKph: null }
  return { id, deviceId, code: '1', name: 'SOS alert', severity: 'critical', startedAtMs: T0, ...where }
}

function patch(deviceId: string, lat: number, atMs: number): StatePatch {
  const unsaid = {
    speedKph: null,
    headingDeg: null,
    satellites: null,
    accuracyM: null,
    altitudeM: null,
    address: null,
  }
  return { deviceId, receivedAtMs: atMs, fix: { atMs, lat, lng: 10, source: 'gps', ...unsaid } }
}

const news = (over: { patches?: StatePatch[]; alarms?: LiveAlarm[] }) => ({
  tenantId: 't1',
  patches: [],
  alarms: [],
  ...over,
})

test('a new alarm is told at once, to those who may see the vehicle and to nobody else', async () => {
  const [everywhere, north, northwest, foreign] = [new Browser(), new Browser(), new Browser(), new Browser()]
  await desk.join(everywhere)
  await desk.join(north, { scopePath: '/acme/north/' })
  await desk.join(northwest, { scopePath: '/acme/northwest/' })
  await desk.join(foreign, { tenantId: 't2' })
  desk.hub.take(news({ alarms: [alarm('v2'), alarm('x1'), alarm('nobody')] }))
  const ids = (page: Browser) => page.alarms.map(({ deviceId }) => deviceId)
  expect([everywhere, north, northwest, foreign].map(ids)).toEqual([['v2'], ['v2'], [], []])
})

test('everyone in a scope gets the same bytes', async () => {
  const pages = Array.from({ length: 20 }, () => new Browser())
  for (const page of pages) await desk.join(page)
  desk.hub.take(news({ alarms: [alarm('v1')] }))
  expect(new Set(pages.map((page) => page.chunks.at(-1))).size).toBe(1)
})

test('in a flood of alarms the next ones wait for the step', async () => {
  const page = new Browser()
  await desk.join(page)
  for (let count = 0; count < 10; count += 1) desk.hub.take(news({ alarms: [alarm('v1', `${count}`)] }))
  expect(page.alarms.map(({ id }) => id)).toEqual(['0'])
  desk.step()
  expect(page.alarms.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, count) => `${count}`))
  expect(page.events.filter(({ event }) => event === 'alarm')).toHaveLength(2)
})

test('a listener without room gets the newest few once it has room, each of them once', async () => {
  const page = new Browser()
  const subscription = await desk.join(page)
  page.hasRoom = false
  for (let count = 0; count < ALARMS_KEPT + 5; count += 1) {
    desk.hub.take(news({ alarms: [alarm('v1', `${count}`)] }))
  }
  desk.step()
  expect(page.alarms).toEqual([])
  page.hasRoom = true
  subscription.drained()
  subscription.drained()
  desk.step()
  expect(page.alarms.map(({ id }) => id)).toEqual(
    Array.from({ length: ALARMS_KEPT }, (_, index) => `${index + 5}`),
  )
})

test('whoever comes later is not told of what was before', async () => {
  await desk.join(new Browser())
  desk.hub.take(news({ alarms: [alarm('v1')] }))
  const late = new Browser()
  await desk.join(late)
  desk.step()
  expect(late.alarms).toEqual([])
})

test('told states go out with the next step, forward only', async () => {
  const page = new Browser()
  await desk.join(page)
  desk.hub.take(news({ patches: [patch('v1', 52, T0 + 500)] }))
  desk.hub.take(news({ patches: [patch('v1', 40, T0)] }))
  desk.step()
  expect(page.deltas.map(({ state }) => state.lat)).toEqual([[52_000_000]])
})

test('what is told while a fleet is being loaded is not lost', async () => {
  const page = new Browser()
  const joining = desk.join(page)
  desk.hub.take(news({ patches: [patch('v1', 52, T0)] }))
  await joining
  expect(page.snapshots[0]?.state.lat[0]).toBe(52_000_000)
})

test('of a tenant that nobody watches nothing is kept', () => {
  desk.fleets.set('t1', fleetOf([vehicle('v1', '/acme/')]))
  desk.hub.take(news({ patches: [patch('v1', 52, T0)] }))
  expect(desk.fleet('t1').find('v1')?.telemetry.position).toBeNull()
})

test('a listener of the bus that fails costs the others nothing', () => {
  const failures: unknown[] = []
  const bus = localBus((error) => failures.push(error))
  const heard: string[] = []
  bus.subscribe(() => {
    throw new Error('no')
  })
  const stop = bus.subscribe(({ tenantId }) => heard.push(tenantId))
  bus.publish(news({}))
  stop()
  bus.publish(news({}))
  expect(heard).toEqual(['t1'])
  expect(failures).toHaveLength(2)
})

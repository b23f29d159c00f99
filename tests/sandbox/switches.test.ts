import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { DRIVING, FOREIGN } from './fixture-world'
import { type Bench, openBench, type Params, rows } from './raw-client'

// Switches that have no test beside the behaviour they bend.

let bench: Bench
let token: string

beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench.sandbox.close())
afterEach(() => bench.control('/reset', 'POST'))

const SPAN = { begin_time: '2026-03-18 08:00:00', end_time: '2026-03-18 09:59:59' }

async function ask(method: string, params: Params) {
  token = await bench.login()
  return bench.call(method, { access_token: token, ...params })
}

async function firstKeys(method: string, params: Params): Promise<string[]> {
  return Object.keys(rows(await ask(method, params))[0] ?? {})
}

test('allowLowerCaseSign', async () => {
  const params = bench.signed({
    method: 'jimi.user.child.list',
    access_token: await bench.login(),
    target: 'acme',
  })
  const lower = { ...params, sign: (params.sign ?? '').toLowerCase() }
  expect(await bench.post(lower)).toMatchObject({ code: 1001 })
  await bench.setSwitches({ allowLowerCaseSign: true })
  expect(await bench.post(lower)).toMatchObject({ code: 0 })
})

test('signErrorCode and signErrorMessage', async () => {
  await bench.setSwitches({ signErrorCode: 1008, signErrorMessage: 'wrong appKey or secret' })
  const params = bench.signed({ method: 'jimi.user.child.list', access_token: 'x', target: 'acme' })
  expect(await bench.post({ ...params, sign: 'x' })).toMatchObject({
    code: 1008,
    message: 'wrong appKey or secret',
  })
})

test('nullData', async () => {
  await bench.setSwitches({ nullData: false })
  expect(await ask('jimi.user.device.location.list', { target: 'acme' })).not.toHaveProperty('data')
  expect(await ask('jimi.user.device.location.list', { target: 'other' })).not.toHaveProperty('data')
})

test('skipForeignImeis', async () => {
  await bench.setSwitches({ skipForeignImeis: true })
  const answer = await ask('jimi.device.location.get', { imeis: `${FOREIGN},${DRIVING}` })
  expect(rows(answer).map((row) => row.imei)).toEqual([DRIVING])
})

test('trackSpanDays', async () => {
  const threeDays = { imei: DRIVING, begin_time: '2026-03-15 08:00:00', end_time: '2026-03-18 08:00:00' }
  expect(await ask('jimi.device.track.list', threeDays)).toMatchObject({ code: 0 })
  await bench.setSwitches({ trackSpanDays: 2 })
  expect(await ask('jimi.device.track.list', threeDays)).toMatchObject({ code: 1001 })
})

test('trackDelayMs', async () => {
  await bench.setSwitches({ trackDelayMs: 120 })
  const startMs = performance.now()
  await ask('jimi.device.track.list', { imei: DRIVING, ...SPAN })
  // Timers may fire a millisecond early.
  expect(performance.now() - startMs).toBeGreaterThan(118)
})

test('mileageDuration, mileageMaxSpeed and mileageTotals', async () => {
  const trips = { imeis: DRIVING, ...SPAN }
  await bench.setSwitches({ mileageDuration: 'runTimeSecond', mileageMaxSpeed: false, mileageTotals: false })
  const keys = await firstKeys('jimi.device.track.mileage', trips)
  expect(keys).toContain('runTimeSecond')
  expect(keys).not.toContain('elapsed')
  expect(keys).not.toContain('maxSpeed')
  expect(await ask('jimi.device.track.mileage', trips)).not.toHaveProperty('data')
})

test('alarmImeiKey and alarmPaging', async () => {
  await bench.setSwitches({ alarmImeiKey: 'IMEI', alarmPaging: false })
  const alarms = { imeis: DRIVING, ...SPAN, page_size: '1' }
  expect(await firstKeys('jimi.device.alarm.list', alarms)).toContain('IMEI')
  // 08:00, 08:30, 09:00 and 09:30: the page size is not listened to.
  expect(rows(await ask('jimi.device.alarm.list', alarms))).toHaveLength(4)
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BELOW, DRIVING, EXPIRED, INDOORS } from './fixture-world'
import { type Bench, openBench, type Params, rows, utcText } from './raw-client'

const DAY_MS = 86_400_000
let bench: Bench
let token: string

beforeAll(async () => {
  bench = await openBench()
  token = await bench.login()
})
afterAll(() => bench.sandbox.close())

function ask(method: string, params: Params) {
  return bench.call(method, { access_token: token, ...params })
}

/** A span that ended a minute ago and began `days` before that, plus `extraS`. */
function pastSpan(days: number, extraS = 0): Params {
  const endMs = bench.clock.ms - 60_000
  return { begin_time: utcText(endMs - days * DAY_MS - extraS * 1000), end_time: utcText(endMs) }
}

describe('jimi.device.track.list', () => {
  const method = 'jimi.device.track.list'
  const hour = { imei: DRIVING, begin_time: '2026-03-18 08:00:00', end_time: '2026-03-18 09:00:00' }

  test('answers every fix of the span, both ends included, ascending', async () => {
    const points = rows(await ask(method, hour))
    // 3600 s at a fix every 10 s, and the first one.
    expect(points).toHaveLength(361)
    expect(points[0]).toMatchObject({
      gpsTime: '2026-03-18 08:00:00',
      gpsSpeed: 36,
      posType: 1,
      ignition: 'ON',
    })
    expect(points.at(-1)).toMatchObject({ gpsTime: '2026-03-18 09:00:00', satellite: 11, gpsMode: 0 })
    const times = points.map((point) => String(point.gpsTime))
    expect(times).toEqual([...times].sort())
  })

  test('answers the same when asked again later', async () => {
    const first = await ask(method, hour)
    bench.clock.ms += 5000
    expect(await ask(method, hour)).toEqual(first)
  })

  test('answers unknown speed and heading as -1 and Wi-Fi as posType 3', async () => {
    const [point] = rows(await ask(method, { ...hour, imei: INDOORS }))
    expect(point).toMatchObject({
      gpsSpeed: -1,
      direction: -1,
      posType: 3,
      ignition: 'OFF',
      accStatus: 'OFF',
    })
  })

  test.each([
    ['2 days', 'ts', 2],
    ['7 days', 'pro', 7],
  ] as const)('%s are the longest span of %s', async (_, profile, days) => {
    const other = await openBench({ profile })
    try {
      const access_token = await other.login()
      const send = (extraS: number) =>
        other.call(method, { access_token, imei: BELOW, ...pastSpan(days, extraS) })
      other.clock.ms = bench.clock.ms
      expect(await send(0)).toMatchObject({ code: 0 })
      expect(await send(1)).toMatchObject({ code: 1001 })
    } finally {
      await other.sandbox.close()
    }
  })

  test.each([
    ['that ends ahead', { begin_time: '2026-03-18 09:00:00', end_time: '2026-03-18 23:00:00' }],
    ['upside down', { begin_time: '2026-03-18 09:00:00', end_time: '2026-03-18 08:00:00' }],
    // 18 March less three months is 18 December.
    ['over three months ago', { begin_time: '2025-12-15 00:00:00', end_time: '2025-12-15 01:00:00' }],
    ['in another form', { begin_time: '2026-03-18T08:00:00Z', end_time: '2026-03-18 09:00:00' }],
    ['of a day that does not exist', { begin_time: '2026-02-30 08:00:00', end_time: '2026-03-01 09:00:00' }],
  ])('a span %s is refused with 1001', async (_, span) => {
    expect(await ask(method, { imei: DRIVING, ...span })).toMatchObject({ code: 1001, result: null })
  })

  test('takes exactly one IMEI', async () => {
    expect(await ask(method, { ...hour, imei: `${DRIVING},${BELOW}` })).toMatchObject({ code: 1002 })
  })

  test('refuses an expired device with 1002 and its IMEI in braces', async () => {
    expect(await ask(method, { ...hour, imei: EXPIRED })).toMatchObject({
      code: 1002,
      message: `The device has expired{${EXPIRED}}`,
    })
  })

  test('at speed N the past before the start is unchanged, and what came since is told in wall time', async () => {
    const fast = await openBench({ speed: 60 })
    try {
      const access_token = await fast.login()
      const begin_time = utcText(fast.clock.ms - 60_000)
      const send = (params: Params) => fast.call(method, { access_token, imei: DRIVING, ...params })
      expect(rows(await send(hour))).toEqual(rows(await ask(method, hour)))
      // A minute on the wall shows an hour of the world: 360 fixes, and the first one.
      const points = rows(await send({ begin_time, end_time: utcText(fast.clock.ms) }))
      expect(points).toHaveLength(361)
      for (const point of points) {
        expect(String(point.gpsTime) >= begin_time && String(point.gpsTime) <= utcText(fast.clock.ms)).toBe(
          true,
        )
      }
    } finally {
      await fast.sandbox.close()
    }
  })
})

describe('jimi.device.track.mileage', () => {
  const method = 'jimi.device.track.mileage'
  const span = { begin_time: '2026-03-18 07:00:00', end_time: '2026-03-18 09:59:59' }

  test('answers trips in metres with both duration names', async () => {
    const answer = await ask(method, { imeis: `${DRIVING},${BELOW}`, ...span })
    const trips = rows(answer)
    // A trip starts at 07:00, 08:00 and 09:00: 18 km in half an hour, 36 km/h.
    expect(trips.map((trip) => trip.imei)).toEqual([DRIVING, DRIVING, DRIVING, BELOW, BELOW, BELOW])
    expect(trips[0]).toMatchObject({
      startTime: '2026-03-18 07:00:00',
      endTime: '2026-03-18 07:30:00',
      distance: 18_000,
      elapsed: 1800,
      runTimeSecond: 1800,
      avgSpeed: 36,
      maxSpeed: 50,
    })
    expect(answer.data).toEqual([
      { imei: DRIVING, totalMileage: 54_000 },
      { imei: BELOW, totalMileage: 54_000 },
    ])
  })

  test('answers kilometres when the switch says so', async () => {
    await bench.setSwitches({ distanceUnit: 'km' })
    const answer = await ask(method, { imeis: DRIVING, ...span })
    expect(rows(answer)[0]).toMatchObject({ distance: 18 })
    expect(answer.data).toEqual([{ imei: DRIVING, totalMileage: 54 }])
    await bench.setSwitches({ distanceUnit: 'm' })
  })

  test('pages by start_row and page_size', async () => {
    const page = rows(await ask(method, { imeis: DRIVING, ...span, start_row: '1', page_size: '1' }))
    expect(page).toMatchObject([{ startTime: '2026-03-18 08:00:00' }])
  })

  test('refuses a span that ends ahead, and over 50 IMEIs, with 1001', async () => {
    expect(await ask(method, { imeis: DRIVING, ...span, end_time: '2026-03-18 23:00:00' })).toMatchObject({
      code: 1001,
    })
    const imeis = Array.from({ length: 51 }, (_, index) => String(860000000000000 + index)).join(',')
    expect(await ask(method, { imeis, ...span })).toMatchObject({ code: 1001 })
  })
})

describe('jimi.device.alarm.list', () => {
  const method = 'jimi.device.alarm.list'
  const span = { begin_time: '2026-03-18 08:00:00', end_time: '2026-03-18 09:00:00' }

  test('answers newest first, over all devices asked for', async () => {
    const alarms = rows(await ask(method, { imeis: `${DRIVING},${BELOW}`, ...span }))
    expect(alarms.map((alarm) => alarm.alertTime)).toEqual([
      '2026-03-18 09:00:00',
      '2026-03-18 09:00:00',
      '2026-03-18 08:30:00',
      '2026-03-18 08:30:00',
      '2026-03-18 08:00:00',
      '2026-03-18 08:00:00',
    ])
    expect(alarms[0]).toMatchObject({
      imei: DRIVING,
      alertTypeId: '1002',
      alarmTypeName: 'ACC On',
      speed: '36',
    })
  })

  test('filters by code', async () => {
    const alarms = rows(await ask(method, { imeis: DRIVING, ...span, alertTypeId: '6' }))
    expect(alarms).toMatchObject([{ alertTime: '2026-03-18 08:30:00' }])
  })

  test('without times answers the newest 50', async () => {
    const alarms = rows(await ask(method, { imeis: DRIVING }))
    expect(alarms).toHaveLength(50)
    expect(alarms[0]).toMatchObject({ alertTime: '2026-03-18 10:00:00' })
  })

  test('pages of one list join without gap or overlap', async () => {
    const page = async (page_no: string, page_size: string) =>
      rows(await ask(method, { imeis: DRIVING, ...pastSpan(2), page_no, page_size }))
    // Two days of an alarm each half hour: 96 or 97.
    const whole = await page('1', '100')
    const parts = [...(await page('1', '40')), ...(await page('2', '40')), ...(await page('3', '40'))]
    expect(whole.length).toBeGreaterThanOrEqual(96)
    expect(parts).toEqual(whole)
    expect(await page('4', '40')).toEqual([])
  })

  test('a page over the cap is refused with 1001 until the switch lifts it', async () => {
    const page = (page_size: string) => ask(method, { imeis: DRIVING, ...pastSpan(30), page_size })
    expect(await page('101')).toMatchObject({ code: 1001 })
    await bench.setSwitches({ alarmPageCap: 1000 })
    expect(rows(await page('1000'))).toHaveLength(1000)
    expect(await page('1001')).toMatchObject({ code: 1001 })
    await bench.setSwitches({ alarmPageCap: 100 })
  })

  test('31 days are the longest span', async () => {
    expect(await ask(method, { imeis: DRIVING, ...pastSpan(31) })).toMatchObject({ code: 0 })
    expect(await ask(method, { imeis: DRIVING, ...pastSpan(31, 1) })).toMatchObject({ code: 1001 })
  })

  test('names the alarm as the switch says', async () => {
    const keys = async () => Object.keys(rows(await ask(method, { imeis: DRIVING, ...span }))[0] ?? {})
    await bench.setSwitches({ alarmNameKey: 'alertTypeName' })
    expect(await keys()).not.toContain('alarmTypeName')
    expect(await keys()).toContain('alertTypeName')
    await bench.setSwitches({ alarmNameKey: 'both' })
    expect(await keys()).toEqual(expect.arrayContaining(['alarmTypeName', 'alertTypeName']))
    await bench.setSwitches({ alarmNameKey: 'alarmTypeName' })
  })

  test('ts takes no pages and answers at most 1000 rows', async () => {
    const ts = await openBench({ profile: 'ts' })
    try {
      const access_token = await ts.login()
      ts.clock.ms = bench.clock.ms
      const answer = await ts.call(method, { access_token, imei: DRIVING, ...pastSpan(30), page_size: '5' })
      // 30 days of an alarm each half hour would be 1440.
      expect(rows(answer)).toHaveLength(1000)
    } finally {
      await ts.sandbox.close()
    }
  })
})

describe('map_type=GOOGLE', () => {
  test('leaves positions outside China as they are', async () => {
    const ask = async (params: Params) =>
      rows(await bench.call('jimi.device.location.get', { access_token: token, imeis: DRIVING, ...params }))
    expect(await ask({ map_type: 'GOOGLE' })).toEqual(await ask({}))
  })
})

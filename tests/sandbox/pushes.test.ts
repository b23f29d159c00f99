import { afterEach, describe, expect, test } from 'vitest'
import type { World } from '@/lib/sandbox/world/types'
import { DRIVING, fixtureWorld, INDOORS, START_MS } from './fixture-world'
import { openPushBench, type PushBench } from './push-bench'
import type { Row } from './push-receiver'
import { CAMERA, JTT_CAMERA, yardWorld } from './yard-world'

let bench: PushBench
afterEach(() => bench.close())

function only(world: World, ...imeis: string[]): World {
  return { ...world, devices: world.devices.filter(({ imei }) => imeis.includes(imei)) }
}

const driving = only(fixtureWorld, DRIVING)

describe('what is pushed', () => {
  test('a fix becomes a position, at its second and with the figures of the world', async () => {
    bench = await openPushBench({ world: driving })
    await bench.pass(10)
    const items = bench.receiver.items('pushgps')
    expect(items.map(({ gpsTime }) => gpsTime)).toEqual(['2026-03-18 10:00:00', '2026-03-18 10:00:10'])
    // 36 km/h are 100 m in 10 s: 0.1 / 111.2 degrees, to six decimals.
    expect(items[1]).toEqual({
      deviceImei: DRIVING,
      gpsTime: '2026-03-18 10:00:10',
      gateTime: '2026-03-18 10:00:10',
      lng: -8.5,
      lat: 40.000899,
      satelliteNum: 11,
      gpsSpeed: 36,
      direction: 0,
      acc: 1,
      postType: 1,
      gpsMode: 0,
      postMethod: 0,
      status: 0,
      altitude: expect.any(Number),
      distance: 1_234_500,
    })
  })

  test('a heartbeat tells battery, network and engine', async () => {
    bench = await openPushBench({ world: driving })
    // Trackers beat every three minutes.
    await bench.pass(180)
    expect(bench.receiver.items('pushhb')[0]).toEqual({
      deviceImei: DRIVING,
      gateTime: expect.stringMatching(/^2026-03-18 10:0[0-3]:\d\d$/),
      powerLevel: 80,
      gsmSign: 100,
      acc: 1,
      powerStatus: 1,
      fortify: 0,
      oilEle: 0,
      gpsPos: 1,
      remoteLock: 0,
    })
  })

  test('a Wi-Fi fix says so, and its access points come beside it', async () => {
    bench = await openPushBench({ world: only(fixtureWorld, INDOORS) })
    await bench.pass(0)
    expect(bench.receiver.items('pushgps').at(-1)).toMatchObject({
      postType: 3,
      satelliteNum: 0,
      gpsSpeed: 0,
    })
    expect(bench.receiver.items('pushlbs')[0]).toEqual({
      postType: 'WIFI',
      deviceImei: INDOORS,
      gateTime: '2026-03-18 10:00:00',
      lbsJson: expect.stringMatching(/^\{/),
    })
  })

  test('a device that falls silent logs out, and logs in with a blank position before it goes on', async () => {
    const silentFromMs = START_MS + 60_000
    const backMs = START_MS + 1_200_000
    const isAway = (atMs: number) => atMs > silentFromMs && atMs < backMs
    const world: World = {
      ...driving,
      stateAt: (imei, atMs) => driving.stateAt(imei, isAway(atMs) ? silentFromMs : atMs),
      fixesBetween: (imei, from, to) =>
        driving.fixesBetween(imei, from, to).filter(({ atMs }) => !isAway(atMs)),
    }
    bench = await openPushBench({ world })
    for (let minute = 0; minute < 21; minute += 1) await bench.pass(60)
    expect(bench.receiver.items('pushevent')).toEqual([
      { deviceImei: DRIVING, type: 'LOGOUT', gateTime: expect.any(String), timezone: 'GMT-01:00' },
      { deviceImei: DRIVING, type: 'LOGIN', gateTime: '2026-03-18 10:20:00', timezone: 'GMT-01:00' },
    ])
    const positions = bench.receiver.items('pushgps')
    expect(positions.find(({ gpsTime }) => gpsTime === '2026-03-18 10:19:59')).toMatchObject({
      lat: 0,
      lng: 0,
    })
    expect(positions.find(({ gpsTime }) => gpsTime === '2026-03-18 10:20:00')).toMatchObject({
      postMethod: 5,
    })
    const updates = bench.receiver.items('pushalarm').filter(({ type }) => type === 'ICCID')
    expect(updates).toEqual([
      {
        type: 'ICCID',
        imei: DRIVING,
        msg: { ICCID: '89860000000000000000' },
        gateTime: '2026-03-18 10:20:00',
      },
    ])
  })

  test('an account below a target gets its devices pushed there, others not', async () => {
    bench = await openPushBench()
    const [target] = bench.sandbox.pushes.report().settings.targets
    if (!target) throw new Error('no target')
    bench.sandbox.pushes.order({ targets: [{ ...target, account: 'acme_north' }] })
    bench.receiver.posts.length = 0
    await bench.pass(10)
    // Of the fixture world only `acme_yard`, below `acme_north`, has a device there.
    expect(new Set(bench.receiver.items('pushgps').map(({ deviceImei }) => deviceImei))).toEqual(
      new Set(['860000000000052']),
    )
  })
})

describe('alarms', () => {
  const HALF_HOUR_S = 1800

  test('pro sends the shape of JIMI devices and the legacy message, ts the legacy message alone', async () => {
    bench = await openPushBench({ world: driving })
    await bench.pass(HALF_HOUR_S + 1)
    expect(bench.receiver.items('pushalarm').at(-1)).toEqual({
      type: 'DEVICE',
      msgClass: 0,
      imei: DRIVING,
      msg: {
        alertType: 6,
        alarmTime: '2026-03-18 10:30:00',
        lat: 40,
        lng: -8.5,
        gpsSpeed: 36,
        alertValue: '0',
      },
      gateTime: '2026-03-18 10:30:01',
    })
    const legacy = {
      imei: DRIVING,
      deviceName: 'Device 11',
      alarmType: '6',
      alarmName: 'Overspeed alert (terminal)',
      lat: 40,
      lng: -8.5,
      alarmTime: '2026-03-18 10:30:00',
    }
    expect(bench.receiver.items('').at(-1)).toEqual(legacy)
    const post = bench.receiver.posts.findLast(({ path }) => path === '')
    expect(post?.fields).toEqual({ msgType: 'jimi.push.device.alarm', data: expect.any(String) })
    await bench.close()

    bench = await openPushBench({ world: driving, profile: 'ts' })
    await bench.pass(HALF_HOUR_S + 1)
    expect(new Set(bench.receiver.posts.map(({ path }) => path))).toEqual(new Set(['']))
    expect(bench.receiver.items('').at(-1)).toEqual(legacy)
  })

  test('flat has one time, which is the time of the alarm', async () => {
    bench = await openPushBench({ world: driving, settings: { alarmShape: 'flat' } })
    await bench.pass(HALF_HOUR_S + 1)
    expect(bench.receiver.items('pushalarm').at(-1)).toEqual({
      deviceImei: DRIVING,
      alarmType: '6',
      alarmName: 'Overspeed alert (terminal)',
      gateTime: '2026-03-18 10:30:00',
    })
  })

  test('jtt has codes of its own, and the end of an alarm comes after it', async () => {
    bench = await openPushBench({ world: driving, settings: { alarmShape: 'jtt' } })
    await bench.pass(HALF_HOUR_S + 200)
    const [begin, end] = bench.receiver
      .items('pushalarm')
      .filter(({ gateTime }) => String(gateTime) >= '2026-03-18 10:30:00')
    // Overspeed is bit 1 of the standard alarm word.
    expect(begin).toMatchObject({ msgClass: 1, msg: { alertType: '256', standardAlarmValue: 2 } })
    expect(end).toMatchObject({ msgClass: 1, msg: { alertType: 'removeAlarmType', removeAlarmType: '256' } })
  })

  test('a filmed alarm brings its upload: events and file notices, or the callback of the JT/T line', async () => {
    bench = await openPushBench({ world: only(yardWorld, CAMERA) })
    await bench.pass(HALF_HOUR_S + 10)
    const events = bench.receiver.items('pushIothubEvent').map(({ eventType }) => eventType)
    expect(events.slice(-2)).toEqual(['UploadAlarmFileBegin', 'UploadAlarmFileEnd'])
    expect(bench.receiver.items('pushfileupload').at(-1)).toEqual({
      deviceImei: CAMERA,
      fileName: expect.stringMatching(
        new RegExp(`^${CAMERA}_[0-9A-F]{32}_11\\.mp4;${CAMERA}_[0-9A-F]{32}_12\\.jpg$`),
      ),
      gateTime: '2026-03-18 10:30:06',
      result: 'SUCCESS',
      channel: 1,
    })
    await bench.close()

    const world = only(yardWorld, JTT_CAMERA)
    const filmed = (imei: string, from: number, to: number) =>
      yardWorld.alarmsBetween(imei, from, to).map((alarm) => ({ ...alarm, code: '143' }))
    bench = await openPushBench({ world: { ...world, alarmsBetween: filmed } })
    await bench.pass(HALF_HOUR_S + 10)
    expect(bench.receiver.items('uploadCallback').at(-1)).toMatchObject({
      businessType: 'eventAttachment',
      imei: JTT_CAMERA,
      // 2026-03-18 10:30:00 UTC in Unix seconds; the begin of the clip in milliseconds.
      alarmTime: 1_773_829_800,
      videoBeginTime: 1_773_829_795_000,
    })
    expect(bench.receiver.items('pushfileupload')).toEqual([])
  })
})

describe('the whole list', { timeout: 120_000 }, () => {
  const TEXT = expect.any(String)
  const NUMBER = expect.any(Number)
  const UTC = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)

  /** The members that the vendor's sheet calls required, by path. Topics that only calls bring about are in outcomes. */
  const REQUIRED: Record<string, Row> = {
    pushevent: { deviceImei: TEXT, type: TEXT, gateTime: UTC, timezone: TEXT },
    pushhb: { deviceImei: TEXT, gateTime: UTC },
    pushgps: {
      deviceImei: TEXT,
      gpsTime: UTC,
      gateTime: UTC,
      lng: NUMBER,
      lat: NUMBER,
      satelliteNum: NUMBER,
      gpsSpeed: NUMBER,
      direction: NUMBER,
      acc: NUMBER,
      postType: NUMBER,
      gpsMode: NUMBER,
    },
    pushalarm: { imei: TEXT, gateTime: UTC, msg: expect.any(Object) },
    rfid: { moduleType: TEXT, deviceImei: TEXT, gateTime: UTC, postTime: UTC, value: TEXT },
    wgtc: {
      deviceImei: TEXT,
      hexContent: expect.stringMatching(/^([0-9A-F]{2})+$/),
      category: TEXT,
      type: NUMBER,
    },
    pushoil: { deviceImei: TEXT, path: NUMBER, gateTime: UTC, value: NUMBER, unit: NUMBER },
    pushtem: { deviceImei: TEXT, tem: NUMBER, hum: NUMBER, gateTime: UTC, postTime: UTC },
    pushlbs: { postType: TEXT, deviceImei: TEXT, gateTime: UTC, lbsJson: TEXT },
    pushPassThroughData: { deviceImei: TEXT, gateTime: UTC, type: NUMBER, category: TEXT, content: TEXT },
    pushTerminalTransInfo: { postTime: UTC, deviceImei: TEXT, extensionId: NUMBER, content: TEXT },
    pushFileContent: {
      instructionId: TEXT,
      postTime: UTC,
      deviceImei: TEXT,
      gateTime: UTC,
      content: [TEXT, TEXT],
    },
    pushextendedkks: { subMessagesId: TEXT, deviceImei: TEXT, gateTime: UTC },
    generalBusiness: { imei: TEXT },
    pushobd: { deviceImei: TEXT, obdJson: expect.objectContaining({ event_time: UTC, car_type: NUMBER }) },
    pushfaultinfo: {
      deviceImei: TEXT,
      gateTime: UTC,
      faultCodeList: expect.any(Array),
      faultNum: NUMBER,
      eventTime: NUMBER,
    },
    pushtripreport: {
      deviceImei: TEXT,
      gateTime: UTC,
      tripSeq: NUMBER,
      beginTime: expect.stringMatching(/^\d{12}$/),
      properties: NUMBER,
    },
    '': { imei: TEXT, alarmType: TEXT, alarmName: TEXT, lat: NUMBER, lng: NUMBER, alarmTime: UTC },
  }

  test('an hour of a generated fleet has every topic that devices send by themselves, in the form of the sheet', async () => {
    bench = await openPushBench({ devices: 150, seed: 1, settings: { maxAgeMs: 7_200_000, concurrency: 64 } })
    for (let step = 0; step < 4; step += 1) await bench.pass(1800)
    for (const [path, row] of Object.entries(REQUIRED)) {
      const items = bench.receiver.items(path).filter(({ type }) => path !== 'pushalarm' || type === 'DEVICE')
      expect(items.length, path).toBeGreaterThan(0)
      for (const item of items.slice(0, 200)) expect(item, path).toMatchObject(row)
    }
    const { total } = bench.sandbox.pushes.report()
    expect(total).toMatchObject({ sent: total.made, acknowledged: total.made, refused: 0, dropped: 0 })
    expect(bench.receiver.posts.every(({ items }) => items.length >= 1 && items.length <= 50)).toBe(true)
    const received = bench.receiver.posts.reduce((sum, { items }) => sum + items.length, 0)
    expect(received).toBe(total.made)
  })
})

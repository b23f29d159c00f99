// Look-ups and reports, what the control door shows of all state, and the faults that bend answers.

import { describe, expect, test } from 'vitest'
import { DRIVING, SILENT } from './fixture-world'
import { md5, type Params, rows } from './raw-client'
import { bench, call, prepareYard, REPORT_HOURS, ROWS, signIn } from './yard-bench'
import { CAMERA, PLUG, TAG } from './yard-world'

prepareYard()

describe('look-ups and reports', () => {
  test('lbs.address.get is answered ten times a day for each device of the tree', async () => {
    const params = { imei: DRIVING, wifi: '0a1b2c3d4e5f,-60' }
    // The tree of acme has 13 devices: the fixture's four, one below, and the yard's eight.
    for (let number = 0; number < 130; number += 1) {
      expect(await call('jimi.lbs.address.get', params)).toMatchObject({ code: 0 })
    }
    expect(await call('jimi.lbs.address.get', params)).toMatchObject({ code: 1006 })
    bench.clock.ms = Date.UTC(2026, 2, 19)
    await signIn()
    expect(await call('jimi.lbs.address.get', params)).toMatchObject({ code: 0 })
  })

  test.each(['460,00,2312,23222', '460,00,2312,23222,-70|'.repeat(8).slice(0, -1), 'x'])(
    'the cells %s are refused with 1001',
    async (lbs) => {
      expect(await call('jimi.lbs.address.get', { imei: DRIVING, lbs })).toMatchObject({ code: 1001 })
    },
  )

  const PARKING = { account: 'acme', imeis: DRIVING, ...REPORT_HOURS, ...ROWS }

  test('the parking report tells standing from idling', async () => {
    const report = async (acc_type: string) =>
      (await call('jimi.open.platform.report.parking', { ...PARKING, acc_type })).data
    // Trips end at every half hour; the engine runs on until ten minutes later.
    expect(await report('on')).toMatchObject({
      dataTotalRows: '2',
      rows: [{ startTime: '2026-03-18T08:30:00.000Z', durSecond: '600', acc: 'on' }, {}],
    })
    expect(await report('0')).toMatchObject({
      dataTotalRows: '2',
      rows: [{ startTime: '2026-03-18T08:40:00.000Z', endTime: '2026-03-18T09:00:00.000Z' }, {}],
    })
  })

  test('parking1001 refuses what some nodes refuse', async () => {
    await bench.setSwitches({ parking1001: true })
    const report = (changes: Params) =>
      call('jimi.open.platform.report.parking', { ...PARKING, acc_type: 'off', ...changes })
    expect(await report({})).toMatchObject({ code: 1001 })
    expect(await report({ start_row: '1', page_size: '50' })).toMatchObject({ code: 0 })
  })

  test('the trip report adds up by day, as array or object', async () => {
    const params = { account: 'acme', imeis: DRIVING, type: 'day', ...REPORT_HOURS, ...ROWS }
    const day = async () => {
      const { data } = await call('jimi.open.platform.report.trips', params)
      return (data as { datDatas: { data: unknown }[] }).datDatas[0]?.data
    }
    // Two trips of 18 km in half an hour each.
    const line = {
      date: '2026-03-18',
      totalTrips: '2',
      totalMileage: '36',
      travelTime: '01:00:00',
      averageSpeed: '36',
    }
    expect(await day()).toMatchObject([line])
    await bench.setSwitches({ tripDayData: 'object' })
    expect(await day()).toMatchObject(line)
  })

  test('a tag refreshed is as new as the refresh, in seconds or as text', async () => {
    await call('jimi.device.location.updateTagDevices', { imeis: TAG })
    const second = Math.floor(bench.clock.ms / 1000)
    const read = async () => rows(await call('jimi.device.location.getTagMsg', { imeis: TAG }))[0]
    expect(await read()).toMatchObject({ gpsTime: second })
    await bench.setSwitches({ tagTextTime: true })
    expect(await read()).toMatchObject({ gpsTime: '2026-03-18 10:01:00' })
  })

  test('obdPolling off makes the OBD methods unknown', async () => {
    await bench.setSwitches({ obdPolling: false })
    const params = { account: 'acme', imeis: PLUG, ...REPORT_HOURS, page_no: '1', page_size: '10' }
    expect(await call('jimi.device.obd.list', params)).toMatchObject({ code: 1007 })
  })
})

test('the control door shows what calls have made, and forgets it on reset', async () => {
  await call('jimi.open.device.update', { imei: SILENT, device_name: 'Renamed' })
  const state = async () => (await bench.control('/state')).body
  expect(await state()).toMatchObject({
    devices: { count: 1, newest: [{ imei: SILENT, deviceName: 'Renamed' }] },
  })
  await bench.control('/reset', 'POST')
  expect(await state()).toMatchObject({ devices: { count: 0, newest: [] } })
})

test('what the control door shows has no passwords', async () => {
  const form = { account_id: 'night', nick_name: 'N', account_type: '2', Email: 'n@acme.example' }
  await call('jimi.user.child.create', { ...form, password: md5('pw'), permissions: '111111' })
  const text = JSON.stringify((await bench.control('/state')).body)
  expect(text).toContain('night')
  expect(text).not.toContain(md5('pw'))
})

describe('faults of devices and of numbers', () => {
  test('deviceCode speaks for the device in each form of answer', async () => {
    await bench.control('/faults', 'POST', { kind: 'deviceCode', code: 225 })
    expect(await call('jimi.open.video.rtmp.url', { imei: CAMERA })).toMatchObject({
      code: 225,
      result: 'null',
    })
    expect(await call('jimi.open.instruction.raw.send', { imei: DRIVING, raw_cmd: '00' })).toMatchObject({
      code: 12005,
      message: 'Fail to send command. Result code:225',
    })
  })

  test('numbersAsText', async () => {
    await bench.control('/faults', 'POST', { kind: 'numbersAsText' })
    const [row] = rows(await call('jimi.device.location.get', { imeis: DRIVING }))
    expect(row).toMatchObject({ lng: '-8.5', speed: '36' })
  })

  test('omitRows reaches the rows of paged answers', async () => {
    await bench.control('/faults', 'POST', { kind: 'omitRows', rows: 1 })
    const params = { account: 'acme', imeis: DRIVING, ...REPORT_HOURS, ...ROWS, acc_type: 'off' }
    const { data } = await call('jimi.open.platform.report.parking', params)
    expect(data).toMatchObject({ dataTotalRows: '2', rows: { length: 1 } })
  })
})

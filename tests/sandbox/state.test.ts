import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { BELOW, DRIVING, EXPIRED, FOREIGN, SILENT } from './fixture-world'
import { type Bench, md5, memberText, openBench, type Params, rows, tokenGet } from './raw-client'
import { CAMERA, PLUG, TAG, yardWorld } from './yard-world'

let bench: Bench
let token: string

beforeEach(async () => {
  bench = await openBench({ world: yardWorld })
  token = await bench.login()
})
afterEach(() => bench.sandbox.close())

function call(method: string, params: Params = {}) {
  return bench.call(method, { access_token: token, ...params })
}

async function devicesOf(target: string) {
  const list = rows(await call('jimi.user.device.list', { target }))
  return new Map(list.map((row) => [row.imei, row]))
}

const REPORT_HOURS = { start_time: '2026-03-18 08:00:00', end_time: '2026-03-18 09:59:59' }
const ROWS = { start_row: '0', page_size: '100' }

describe('accounts', () => {
  const FORM = {
    account_id: 'night_shift',
    nick_name: 'Night shift',
    account_type: '2',
    password: md5('pw-night'),
    Email: 'night@acme.example',
    permissions: '111000',
  }

  test('one that is created can log in, stands below its parent, and is gone when deleted', async () => {
    await call('jimi.user.child.create', { ...FORM, super_account: 'acme_north' })
    // Type 2 of a request, an end user, is 9 in lists.
    expect(rows(await call('jimi.user.child.list', { target: 'acme_north' }))).toContainEqual(
      expect.objectContaining({ account: 'night_shift', type: 9, email: 'night@acme.example' }),
    )
    const login = tokenGet('night_shift', { user_pwd_md5: md5('pw-night') })
    const session = await bench.post(bench.signed(login))
    expect(session).toMatchObject({ code: 0 })
    await call('jimi.user.child.del', { account_id: 'night_shift' })
    const access_token = memberText(session.result, 'accessToken')
    expect(await bench.call('jimi.user.child.list', { access_token, target: 'night_shift' })).toMatchObject({
      code: 1004,
    })
    // Asking again is allowed after a minute.
    bench.clock.ms += 60_000
    expect(await bench.post(bench.signed(login))).toMatchObject({ code: 1001 })
  })

  test('email in small letters is taken, unless parameters are strict', async () => {
    const { Email: email, ...rest } = FORM
    expect(await call('jimi.user.child.create', { ...rest, email })).toMatchObject({ code: 0 })
    await bench.setSwitches({ strictParams: true })
    const second = { ...rest, account_id: 'late_shift', email }
    expect(await call('jimi.user.child.create', second)).toMatchObject({ code: 1001 })
  })

  test('an end user may create end users alone', async () => {
    token = await bench.login('acme_yard')
    expect(await call('jimi.user.child.create', { ...FORM, account_type: '1' })).toMatchObject({ code: 215 })
    expect(await call('jimi.user.child.create', FORM)).toMatchObject({ code: 0 })
  })

  test('moving one moves its rights', async () => {
    const north = await bench.login('acme_north')
    const list = () => bench.call('jimi.user.device.list', { access_token: north, target: 'acme_yard' })
    expect(await list()).toMatchObject({ code: 0 })
    await call('jimi.user.child.move', { account: 'acme_yard', target_account: 'acme' })
    expect(await list()).toMatchObject({ code: 1002 })
  })

  test.each([
    ['an account with devices', 'acme_yard'],
    ['an account with children', 'acme_north'],
    ['the caller', 'acme'],
    ['a stranger', 'other'],
  ])('%s is not deleted', async (_, account_id) => {
    expect(await call('jimi.user.child.del', { account_id })).toMatchObject({ code: 1002 })
  })
})

describe('devices', () => {
  test('a move changes owner, and whom the device can be seen by', async () => {
    const move = { src_account: 'acme', dest_account: 'acme_north', imeis: `${DRIVING},${CAMERA}` }
    expect(await call('jimi.open.device.move', move)).toMatchObject({ code: 0, result: null })
    expect((await devicesOf('acme')).has(DRIVING)).toBe(false)
    expect([...(await devicesOf('acme_north')).keys()]).toEqual([DRIVING, CAMERA])
    token = await bench.login('acme_north')
    expect(await call('jimi.track.device.detail', { imei: DRIVING })).toMatchObject({
      result: { account: 'acme_north', customerName: 'Name of acme_north' },
    })
  })

  test('nothing is moved when one of them is rejected', async () => {
    const move = { src_account: 'acme', dest_account: 'acme_yard', imeis: `${DRIVING},${BELOW}` }
    expect(await call('jimi.open.device.move', move)).toMatchObject({ code: 1112, result: [BELOW] })
    const illegal = { ...move, imeis: `${DRIVING},${FOREIGN}` }
    expect(await call('jimi.open.device.move', illegal)).toMatchObject({ code: 219, result: [FOREIGN] })
    expect((await devicesOf('acme')).has(DRIVING)).toBe(true)
  })

  test('moveResult: Pro names what was moved', async () => {
    await bench.setSwitches({ moveResult: 'moved' })
    const move = { src_account: 'acme', dest_account: 'acme_yard', imeis: DRIVING }
    expect(await call('jimi.open.device.move', move)).toMatchObject({ result: [DRIVING] })
  })

  test('an update changes what is sent and nothing else', async () => {
    const before = (await devicesOf('acme')).get(DRIVING)
    await call('jimi.open.device.update', {
      imei: DRIVING,
      vehicle_number: 'ÄÖ 123',
      driver_name: "Zoë O'Neil",
    })
    const after = (await devicesOf('acme')).get(DRIVING)
    expect(after).toEqual({ ...before, vehicleNumber: 'ÄÖ 123', driverName: "Zoë O'Neil" })
  })

  test('the odometer is set in metres, read in km, and counts on', async () => {
    await call('jimi.open.device.update', { imei: DRIVING, mileage: '500000' })
    const [row] = rows(await call('jimi.device.location.get', { imeis: DRIVING }))
    expect(row).toMatchObject({ currentMileage: '500' })
  })

  test('ts leaves what its document does not know', async () => {
    const ts = await openBench({ profile: 'ts', world: yardWorld })
    try {
      const access_token = await ts.login()
      const update = { access_token, imei: DRIVING, sim: '999', vehicle_name: 'Named' }
      await ts.call('jimi.open.device.update', update)
      const { result } = await ts.call('jimi.track.device.detail', { access_token, imei: DRIVING })
      // 4179 is the number of the fixture's SIM.
      expect(result).toMatchObject({ sim: '4179', vehicleName: 'Named' })
    } finally {
      await ts.sandbox.close()
    }
  })

  test('a new expiry brings an expired device back, with a verdict for each IMEI', async () => {
    const params = { imei_list: `${EXPIRED},${FOREIGN}`, new_expiration: '2031-06-30' }
    const answer = await call('jimi.user.device.expiration.update', params)
    expect(rows(answer).map(({ update_result }) => update_result)).toEqual(['0', '1'])
    const [row] = rows(await call('jimi.device.location.get', { imeis: EXPIRED }))
    expect(row).toMatchObject({ expireFlag: '1', lng: -8.5 })
    expect((await devicesOf('acme')).get(EXPIRED)).toMatchObject({ expiration: '2031-06-30 23:59:59' })
  })

  test('moving with cleanBindFlag 1 frees the device for another app user', async () => {
    const bind = (imei: string) => call('jimi.open.device.bind', { imei, user_id: 'acme_yard' })
    await bind(DRIVING)
    await bind(CAMERA)
    const move = { src_account: 'acme', dest_account: 'acme_yard' }
    await call('jimi.open.device.move', { ...move, imeis: DRIVING, cleanBindFlag: '1' })
    await call('jimi.open.device.move', { ...move, imeis: CAMERA, cleanBindFlag: '0' })
    expect(await bind(DRIVING)).toMatchObject({ code: 0 })
    expect(await bind(CAMERA)).toMatchObject({ code: 10 })
  })
})

describe('groups', () => {
  async function create(group_name: string): Promise<string> {
    const answer = await call('jimi.device.group.create', { account: 'acme', group_name })
    return memberText(answer.result, 'group_id')
  }

  test('the default group stands first, and holds whoever is in no other', async () => {
    await create('Night shift')
    const groups = rows(await call('jimi.device.group.list', { account: 'acme' }))
    expect(groups.map(({ group_name }) => group_name)).toEqual(['Default group', 'Night shift'])
    expect((await devicesOf('acme')).get(DRIVING)).toMatchObject({ deviceGroupId: groups[0]?.group_id })
  })

  test('devices follow a rename, and fall back to the default group when theirs is deleted', async () => {
    const group_id = await create('Night shift')
    await call('jimi.open.device.update', { imei: DRIVING, deviceGroupId: group_id })
    await call('jimi.device.group.update', { group_id, group_name: 'Late shift' })
    expect((await devicesOf('acme')).get(DRIVING)).toMatchObject({
      deviceGroupId: group_id,
      deviceGroup: 'Late shift',
    })
    await call('jimi.device.group.delete', { group_id })
    expect((await devicesOf('acme')).get(DRIVING)).toMatchObject({ deviceGroup: 'default group' })
  })

  test('the default group cannot be deleted', async () => {
    const [first] = rows(await call('jimi.device.group.list', { account: 'acme' }))
    const params = { group_id: String(first?.group_id) }
    expect(await call('jimi.device.group.delete', params)).toMatchObject({ code: 1100 })
  })

  test('a stranger cannot touch them', async () => {
    const group_id = await create('Night shift')
    token = await bench.login('other')
    expect(await call('jimi.device.group.delete', { group_id })).toMatchObject({ code: 1100 })
  })

  test('groupPayload: data', async () => {
    await bench.setSwitches({ groupPayload: 'data' })
    const answer = await call('jimi.device.group.list', { account: 'acme' })
    expect(answer).toMatchObject({ result: null, data: [{ group_name: 'Default group' }] })
  })
})

describe('fences of devices', () => {
  const FENCE = {
    imei: DRIVING,
    alarm_type: 'in',
    report_mode: '0',
    alarm_switch: 'ON',
    lng: '-8.5',
    lat: '40',
    radius: '9999',
    zoom_level: '15',
    map_type: 'GOOGLE',
  }
  const create = (fence_name: string, changes: Params = {}) =>
    call('jimi.open.device.fence.create', { ...FENCE, fence_name, ...changes })

  test('serials count per device from 1 and are not given twice', async () => {
    expect(await create('a')).toMatchObject({ result: '1' })
    expect(await create('b')).toMatchObject({ result: '2' })
    await call('jimi.open.device.fence.delete', { imei: DRIVING, instruct_no: '2' })
    expect(await create('b')).toMatchObject({ result: '3' })
    expect(await create('a', { imei: TAG })).toMatchObject({ result: '1' })
  })

  test('a device holds five, by our choice', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) expect(await create(name)).toMatchObject({ code: 0 })
    expect(await create('f')).toMatchObject({ code: 41001 })
  })

  test('deviceRadiusUnit: m takes metres where steps of 100 m end', async () => {
    expect(await create('a', { radius: '10000' })).toMatchObject({ code: 1001 })
    await bench.setSwitches({ deviceRadiusUnit: 'm' })
    expect(await create('a', { radius: '10000' })).toMatchObject({ code: 0 })
  })
})

describe('fences of the platform', () => {
  const CIRCLE = { account: 'acme', fence_type: 'circle', geom: '39.676259,-8.5', radius: '500' }
  const create = async (fence_name: string, changes: Params = {}) =>
    memberText(await call('jimi.open.platform.fence.create', { ...CIRCLE, fence_name, ...changes }), 'data')
  const detail = async (fence_id: string) =>
    (await call('jimi.open.platform.fence.detail', { fence_id })).result

  test('create with fence_id edits, and keeps what is bound', async () => {
    const fence_id = await create('Yard')
    await call('jimi.open.platform.fence.bind', { fence_id, imeis: DRIVING, alert_type: 'in,out' })
    expect(await create('Gate', { fence_id, radius: '700' })).toBe(fence_id)
    expect(await detail(fence_id)).toMatchObject({
      fence_name: 'Gate',
      radius: '700',
      imeis: DRIVING,
      alert_type: 'in,out',
    })
  })

  test('fenceEdit: the other name of editing can be switched off, and the first one too', async () => {
    const fence_id = await create('Yard')
    const edit = { ...CIRCLE, fence_id, fence_name: 'Gate' }
    await bench.setSwitches({ fenceEdit: 'create' })
    expect(await call('jimi.open.platform.fence.update', edit)).toMatchObject({ code: 1007 })
    await bench.setSwitches({ fenceEdit: 'update' })
    expect(await create('Gate', { fence_id })).not.toBe(fence_id)
  })

  test('points come with # and go with ;', async () => {
    const fence_id = await create('Field', {
      fence_type: 'polygon',
      geom: '40,-8#40.1,-8#40.1,-8.1',
      radius: '',
    })
    expect(await detail(fence_id)).toMatchObject({
      fence_type: 'polygon',
      coordinates: '40,-8;40.1,-8;40.1,-8.1',
    })
  })

  test('a circle without radius is kept as a polygon of one point', async () => {
    const fence_id = await create('Dot', { radius: '' })
    expect(await detail(fence_id)).toMatchObject({ fence_type: 'polygon', coordinates: '39.676259,-8.5' })
  })

  test.each([
    ['a radius under 200 m', { radius: '199' }],
    ['a radius over 5000 m', { radius: '5001' }],
    ['GeoJSON', { geom: '{"type":"Point","coordinates":[30,10]}' }],
    ['a place beyond the pole', { geom: '91,0' }],
    ['two points as polygon', { fence_type: 'polygon', geom: '40,-8#41,-8' }],
  ])('%s is refused with 1001', async (_, changes: Params) => {
    const params = { ...CIRCLE, fence_name: 'Yard', ...changes }
    expect(await call('jimi.open.platform.fence.create', params)).toMatchObject({ code: 1001 })
  })

  test('binding replaces, or adds when the switch says so', async () => {
    const fence_id = await create('Yard')
    const bind = (imeis: string) =>
      call('jimi.open.platform.fence.bind', { fence_id, imeis, alert_type: 'in' })
    expect(await bind(`${DRIVING},${CAMERA}`)).toMatchObject({ data: '2' })
    expect(await bind(TAG)).toMatchObject({ data: '1' })
    await bench.setSwitches({ fenceBindAdds: true })
    expect(await bind(DRIVING)).toMatchObject({ data: '2' })
  })

  test('lists come in pages of at most 50', async () => {
    for (let number = 0; number < 12; number += 1) await create(`Fence ${number}`)
    const page = await call('jimi.open.platform.fence.list', {
      account: 'acme',
      page_no: '2',
      page_size: '5',
    })
    expect(page).toMatchObject({ result: { total: 12, rows: { length: 5 } } })
  })

  test('fenceMissingCode', async () => {
    await bench.setSwitches({ fenceMissingCode: 1100 })
    const params = { fence_id: 'f'.repeat(32) }
    expect(await call('jimi.open.platform.fence.detail', params)).toMatchObject({ code: 1100 })
  })

  test('visits are those of the track', async () => {
    const fence_id = await create('Yard')
    await call('jimi.open.platform.fence.bind', { fence_id, imeis: DRIVING, alert_type: 'in' })
    const params = { account: 'acme', imeis: DRIVING, ...REPORT_HOURS, ...ROWS }
    const { data } = await call('jimi.open.platform.fence.duration', params)
    // Due north at 10 m/s through a circle of 500 m whose centre is passed at 09:00 exactly; a fix every 10 s.
    expect(data).toMatchObject({
      dataTotalRows: '1',
      rows: [
        {
          fenceName: 'Yard',
          enterTime: '2026-03-18T08:59:10.000Z',
          exitTime: '2026-03-18T09:01:00.000Z',
          duration: '110',
        },
      ],
    })
  })
})

describe('look-ups and reports', () => {
  test('lbs.address.get is answered ten times a day for each device of the tree', async () => {
    const params = { imei: DRIVING, wifi: '0a1b2c3d4e5f,-60' }
    // The tree of acme has 13 devices: the fixture's four, one below, and the yard's eight.
    for (let number = 0; number < 130; number += 1) {
      expect(await call('jimi.lbs.address.get', params)).toMatchObject({ code: 0 })
    }
    expect(await call('jimi.lbs.address.get', params)).toMatchObject({ code: 1006 })
    bench.clock.ms = Date.UTC(2026, 2, 19)
    token = await bench.login()
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

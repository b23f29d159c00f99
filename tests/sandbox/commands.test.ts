import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DRIVING, SILENT, START_MS } from './fixture-world'
import { instruct } from './hub-client'
import { type Bench, openBench, type Params, rows } from './raw-client'
import { CAMERA, OFFLINE, SCOOTER, TAG, yardWorld } from './yard-world'

let bench: Bench
let token: string

beforeEach(async () => {
  bench = await openBench({ world: yardWorld })
  token = await bench.login()
})
afterEach(() => bench.sandbox.close())

function call(method: string, params: Params) {
  return bench.call(method, { access_token: token, ...params })
}

function send(imei: string, [inst_id, inst_template, ...params]: string[], is_cover = 'false') {
  const order = { inst_id, inst_template, params, is_cover }
  return call('jimi.open.instruction.send', { imei, inst_param_json: JSON.stringify(order) })
}

const CUT = ['163', 'RELAY,{0}#', '1']
const RESTORE = ['163', 'RELAY,{0}#', '0']
const SOS = ['81', 'SOS,A,{0},{1},{2}#', '112', '911', '999']

async function location(imei = DRIVING) {
  return rows(await call('jimi.device.location.get', { imeis: imei }))[0] ?? {}
}

async function history(imei = DRIVING) {
  return rows(await call('jimi.open.instruction.result', { imei }))
}

/** Degrees north of 40 per second: 36 km/h are 10 m/s, a degree being 111.2 km. */
const DEGREES_PER_S = 0.01 / 111.2

describe('a relay that cuts', () => {
  test('stops the vehicle where it was once the device has answered, and says so', async () => {
    const { lat: before } = await location()
    expect(await send(DRIVING, CUT)).toMatchObject({ code: 0 })
    expect(await location()).toMatchObject({ accStatus: '1', speed: '36' })
    bench.clock.ms += 3_600_000
    const after = await location()
    expect(after).toMatchObject({ accStatus: '0', speed: '0', status: '1' })
    // It went on for the two seconds that the answer took, which is no full interval of ten.
    expect(after.lat).toBe(before)
    // A standing vehicle reports every ten minutes.
    expect(Date.parse(`${after.gpsTime}Z`)).toBeGreaterThan(bench.clock.ms - 600_001)
    expect((await history())[0]).toMatchObject({
      code: 'RELAY,1#',
      content: 'Cut off the fuel supply: Success! Speed:36 Km/h',
      isExecute: '1',
    })
  })

  test('leaves a gap in the trail, no drive in the trips, and an alarm at either end', async () => {
    const cutAtMs = bench.clock.ms
    await send(DRIVING, CUT)
    bench.clock.ms += 3_600_000
    await send(DRIVING, RESTORE)
    bench.clock.ms += 1_800_000
    const utc = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
    const span = { begin_time: utc(cutAtMs + 2000), end_time: utc(cutAtMs + 3_600_000) }
    const fixes = rows(await call('jimi.device.track.list', { imei: DRIVING, ...span }))
    expect(fixes.map(({ gpsSpeed }) => gpsSpeed)).toEqual(Array(6).fill(0))
    expect(new Set(fixes.map(({ lat }) => lat)).size).toBe(1)
    const day = { begin_time: utc(cutAtMs), end_time: utc(bench.clock.ms) }
    const alarms = rows(await call('jimi.device.alarm.list', { imei: DRIVING, ...day }))
    const codes = alarms.map(({ alertTypeId }) => alertTypeId).filter((code) => /^13[89]$/.test(String(code)))
    // Newest first. 138 and 139 are "Immobilization ON" and "OFF" in the vendor's list.
    expect(codes).toEqual(['139', '138'])
  })

  test('lets the vehicle go on from where it stood, later by the time it stood', async () => {
    await send(DRIVING, CUT)
    bench.clock.ms += 3_600_000
    const { lat: stood } = await location()
    await send(DRIVING, RESTORE)
    bench.clock.ms += 102_000
    const after = await location()
    expect(after).toMatchObject({ accStatus: '1', speed: '36' })
    // A hundred seconds of driving, give or take an interval between two fixes of ten seconds.
    const drivenS = (Number(after.lat) - Number(stood)) / DEGREES_PER_S
    expect(drivenS).toBeGreaterThan(89)
    expect(drivenS).toBeLessThan(111)
  })

  test('times never run backwards over cut and release', async () => {
    let last = ''
    for (let minute = 0; minute < 40; minute += 1) {
      if (minute === 7) await send(DRIVING, CUT)
      if (minute === 25) await send(DRIVING, RESTORE)
      bench.clock.ms += 61_000
      const { gpsTime } = await location()
      expect(String(gpsTime) >= last).toBe(true)
      last = String(gpsTime)
    }
  })

  test('POST /control/reset sets everything free again', async () => {
    await send(DRIVING, CUT)
    bench.clock.ms += 60_000
    expect((await bench.control('/state')).body).toMatchObject({ standing: { count: 1, newest: [DRIVING] } })
    await bench.control('/reset', 'POST')
    token = await bench.login()
    expect(await location()).toMatchObject({ accStatus: '1', speed: '36' })
    expect((await bench.control('/state')).body).toMatchObject({
      standing: { count: 0 },
      commands: { count: 0 },
    })
  })
})

describe('sending', () => {
  test('models differ in their templates', async () => {
    const ids = async (imei: string) =>
      rows(await call('jimi.open.instruction.list', { imei })).map(({ id }) => id)
    // The stand-in's set for pro is 81, 99, 163; tags have no relay, cameras no SOS number.
    expect(await ids(DRIVING)).toEqual([81, 163, 99])
    expect(await ids(TAG)).toEqual([81, 99])
    expect(await ids(CAMERA)).toEqual([163, 99])
  })

  test.each([
    ['243 for a template the model lacks', TAG, CUT, 243],
    ['243 for an id nobody lists', DRIVING, ['7', '{0}', 'STATUS#'], 243],
    ['226 for too few parameters', DRIVING, ['81', 'SOS,A,{0},{1},{2}#', '112'], 226],
    ['226 for a relay position that is none', DRIVING, ['163', 'RELAY,{0}#', '5'], 226],
    ['226 for a template that is not the listed one', DRIVING, ['163', 'RELAY,1#'], 226],
    ['228 for an offline device and a command that cannot wait', OFFLINE, CUT, 228],
  ])('refuses with %s', async (_, imei, order, code) => {
    expect(await send(imei, order)).toMatchObject({
      code: 12005,
      message: `Fail to send command. Result code:${code}`,
    })
    expect(await history(imei)).toEqual([])
  })

  test('a device that has not answered is busy with 252, unless the switch says otherwise', async () => {
    await send(DRIVING, SOS)
    expect(await send(DRIVING, SOS)).toMatchObject({ message: 'Fail to send command. Result code:252' })
    bench.clock.ms += 2000
    expect(await send(DRIVING, SOS)).toMatchObject({ code: 0 })
    await bench.setSwitches({ busyWhileOpen: false })
    expect(await send(DRIVING, SOS)).toMatchObject({ code: 0 })
  })

  test('the answer comes later; a device that refuses has failed the command', async () => {
    await send(DRIVING, ['99', '{0}', 'DANCE#'])
    expect((await history())[0]).toMatchObject({ isExecute: '3', content: '' })
    bench.clock.ms += 2000
    expect((await history())[0]).toMatchObject({ isExecute: '0', content: 'Command was not recognized!' })
  })

  test('an account without the right to send commands is refused with 1002', async () => {
    await call('jimi.user.child.update', {
      edit_account: 'acme_yard',
      nick_name: 'Yard',
      Email: 'y@acme.example',
      permissions: '110111',
    })
    await call('jimi.open.device.move', { src_account: 'acme', dest_account: 'acme_yard', imeis: DRIVING })
    token = await bench.login('acme_yard')
    expect(await send(DRIVING, SOS)).toMatchObject({ code: 1002, message: 'no permissions' })
  })
})

describe('the queue of an offline device', () => {
  // Offline until ten minutes after the start.
  const backAtMs = START_MS + 600_000
  const world = {
    ...yardWorld,
    stateAt: (imei: string, atMs: number) =>
      imei === SILENT
        ? { ...yardWorld.stateAt(DRIVING, atMs), online: atMs >= backAtMs }
        : yardWorld.stateAt(imei, atMs),
  }

  test('keeps what may wait and delivers it when the device is back', async () => {
    const own = await openBench({ world })
    try {
      const access_token = await own.login()
      const inst_param_json = JSON.stringify({
        inst_id: '81',
        inst_template: 'SOS,A,{0},{1},{2}#',
        params: ['112', '911', '999'],
        is_cover: false,
      })
      const sent = { access_token, imei: SILENT, inst_param_json }
      const result = async () =>
        rows(await own.call('jimi.open.instruction.result', { access_token, imei: SILENT }))
      expect(await own.call('jimi.open.instruction.send', sent)).toMatchObject({ code: 0 })
      expect(await result()).toMatchObject([{ isExecute: '3', isOffLine: '1', content: '' }])

      const covering = { ...sent, inst_param_json: inst_param_json.replace('false', 'true') }
      await own.call('jimi.open.instruction.send', covering)
      expect(await result()).toMatchObject([{ isExecute: '3' }, { isExecute: '4' }])

      own.clock.ms = backAtMs
      await result()
      own.clock.ms += 2000
      expect(await result()).toMatchObject([
        { isExecute: '1', content: 'OK!', isOffLine: '1' },
        { isExecute: '4' },
      ])
    } finally {
      await own.sandbox.close()
    }
  })
})

describe('the hub', () => {
  test('delivers a text command, and its effect is the same', async () => {
    expect(await instruct(bench, { deviceImei: DRIVING, cmdContent: 'RELAY,1#' })).toEqual({
      code: 0,
      msg: 'success',
      data: {
        _msg: null,
        _code: '100',
        _imei: DRIVING,
        _content: 'Cut off the fuel supply: Success! Speed:36 Km/h',
        _serverFlagId: 17,
      },
    })
    bench.clock.ms += 60_000
    expect(await location()).toMatchObject({ speed: '0', accStatus: '0' })
  })

  // `_code` as in the sheet's table.
  test.each([
    ['300 offline', { deviceImei: OFFLINE, cmdContent: 'STATUS#' }, '300'],
    ['600 offline with offlineFlag', { imei: OFFLINE, cmdContent: 'STATUS#', offlineFlag: 'true' }, '600'],
    ['301 unknown', { deviceImei: '860000000009999', cmdContent: 'STATUS#' }, '301'],
    ['200 for JSON that is none', { deviceImei: CAMERA, proNo: '37121', cmdContent: 'x' }, '200'],
    ['200 for an unknown number', { deviceImei: CAMERA, proNo: '4711', cmdContent: '{}' }, '200'],
  ])('answers %s', async (_, params: Params, code) => {
    expect(await instruct(bench, params)).toMatchObject({ code: 0, data: { _code: code } })
  })

  test('answers 302 while a command is open', async () => {
    await instruct(bench, { deviceImei: DRIVING, cmdContent: 'STATUS#' })
    const second = await instruct(bench, { deviceImei: DRIVING, cmdContent: 'STATUS#' })
    expect(second).toMatchObject({ data: { _code: '302' } })
  })

  test('refuses a wrong token', async () => {
    expect(await instruct(bench, { deviceImei: DRIVING, cmdContent: 'STATUS#', token: 'x' })).toEqual({
      code: 1,
      msg: 'invalid token',
    })
  })

  test.each([37121, 37122, 37377, 33283])('takes %i of a camera', async (proNo) => {
    const answer = await instruct(bench, {
      deviceImei: CAMERA,
      proNo: String(proNo),
      cmdContent: '{"channel":"1"}',
    })
    expect(answer).toMatchObject({ data: { _code: '100', _content: 'OK!' } })
  })

  test('counts recordings of a span', async () => {
    const cmdContent = JSON.stringify({ channel: 0, beginTime: '260318080000', endTime: '260318095959' })
    const answer = await instruct(bench, { deviceImei: CAMERA, proNo: '37381', cmdContent })
    // Two trips of half an hour, a recording a minute.
    expect(answer).toMatchObject({ data: { _content: '60' } })
  })

  test('reads back a parameter it has set', async () => {
    await instruct(bench, { deviceImei: CAMERA, proNo: '33027', cmdContent: '{"1":"240"}' })
    const answer = await instruct(bench, { deviceImei: CAMERA, proNo: '33030', cmdContent: '{"1":""}' })
    expect(JSON.parse(String(answer.data?._content))).toEqual({ paramCount: '1', '1': '240' })
  })

  test('is not there in profile ts', async () => {
    const ts = await openBench({ profile: 'ts', world: yardWorld })
    try {
      const response = await fetch(ts.sandbox.hubUrl, { method: 'POST' })
      expect(response.status).toBe(404)
    } finally {
      await ts.sandbox.close()
    }
  })
})

test('a scooter that is locked stands, and one that is enabled rides again', async () => {
  const ts = await openBench({ profile: 'ts', world: yardWorld })
  try {
    const access_token = await ts.login()
    const command = (cmd_code: string) =>
      ts.call('jimi.scooter.instruction.send', { access_token, imei: SCOOTER, cmd_code })
    const mode = async () =>
      (await ts.call('jimi.scooter.device.detail', { access_token, imei: SCOOTER })).result
    expect(await mode()).toMatchObject({ realtimeStatus: { workingMode: 2, motoStatus: 1 } })
    await command('LOCK#')
    ts.clock.ms += 60_000
    expect(await mode()).toMatchObject({
      realtimeStatus: { workingMode: 1, motoStatus: 0 },
      realtimeData: { speed: 0 },
    })
    await command('ENABLE#')
    ts.clock.ms += 60_000
    expect(await mode()).toMatchObject({ realtimeStatus: { workingMode: 2, motoStatus: 1 } })
    const both = await ts.call('jimi.scooter.device.detail', { access_token, imei: `${SCOOTER},${SCOOTER}` })
    expect(Array.isArray(both.result)).toBe(false)
  } finally {
    await ts.sandbox.close()
  }
})

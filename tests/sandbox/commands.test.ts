// Commands of the node: what they make of a vehicle, and how they wait.

import { describe, expect, test } from 'vitest'
import { DRIVING, SILENT, START_MS } from './fixture-world'
import { md5, memberText, openBench, rows, tokenGet } from './raw-client'
import { bench, call, history, location, prepareYard, send, signIn } from './yard-bench'
import { CAMERA, OFFLINE, SCOOTER, TAG, yardWorld } from './yard-world'

prepareYard()

const CUT = ['163', 'RELAY,{0}#', '1']
const RESTORE = ['163', 'RELAY,{0}#', '0']
const SOS = ['81', 'SOS,A,{0},{1},{2}#', '112', '911', '999']

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
    await signIn()
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
    await signIn('acme_yard')
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

test('a vehicle stopped and released a hundred times and more stands and moves as told, without ever jumping', async () => {
  await bench.setSwitches({ commandDelayMs: 1000 })
  const sample = async () => Number((await location()).lat)
  let last = await sample()
  for (let round = 0; round < 130; round += 1) {
    await send(DRIVING, CUT)
    bench.clock.ms += 10_000
    await send(DRIVING, RESTORE)
    bench.clock.ms += 10_000
    const lat = await sample()
    // Twenty seconds of driving at most, however many standstills came before.
    expect(lat - last).toBeGreaterThanOrEqual(0)
    expect(lat - last).toBeLessThan(21 * DEGREES_PER_S)
    last = lat
  }
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

test('a scooter is not commanded by an account without the right to send commands', async () => {
  const permitted = { ...yardWorld, devices: yardWorld.devices.map(toYard) }
  const ts = await openBench({ profile: 'ts', world: permitted })
  try {
    const owner = await ts.login()
    const form = { nick_name: 'Night', account_type: '2', Email: 'n@acme.example', password: md5('pw-night') }
    for (const [account_id, permissions] of [
      ['night', '110111'],
      ['day', '111000'],
    ]) {
      const child = { ...form, account_id: account_id ?? '', permissions: permissions ?? '' }
      await ts.call('jimi.user.child.create', { access_token: owner, super_account: 'acme', ...child })
      await ts.call('jimi.user.child.move', {
        access_token: owner,
        account: 'acme_yard',
        target_account: account_id ?? '',
      })
      const session = await ts.post(ts.signed(tokenGet(account_id ?? '', { user_pwd_md5: md5('pw-night') })))
      const access_token = memberText(session.result, 'accessToken')
      const lock = { access_token, imei: SCOOTER, cmd_code: 'LOCK#' }
      const expected = account_id === 'day' ? { code: 100 } : { code: 1002, message: 'no permissions' }
      expect(await ts.call('jimi.scooter.instruction.send', lock)).toMatchObject(expected)
    }
  } finally {
    await ts.sandbox.close()
  }
})

// Profile ts has no device.move, so the scooter stands below from the start.
function toYard(device: (typeof yardWorld.devices)[number]) {
  return device.imei === SCOOTER ? { ...device, account: 'acme_yard' } : device
}

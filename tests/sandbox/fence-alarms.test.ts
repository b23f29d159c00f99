import { afterEach, beforeEach, expect, test } from 'vitest'
import { createWorld } from '@/lib/sandbox/world/world'
import { DRIVING, EXPIRED, START_MS } from './fixture-world'
import { type Bench, md5, memberText, openBench, type Params, rows, tokenGet, utcText } from './raw-client'
import { yardWorld } from './yard-world'

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

// The vehicle passes 40 degrees north at 10:00 and drives due north at 10 m/s, a degree being 111.2 km: it is 6 km
// further at 10:10. A fix every 10 s, so 500 m around that point are entered at 10:09:10 and left with the fix of 10:11.
const AT_TEN_PAST = `${40 + 6 / 111.2},-8.5`
const CIRCLE = { account: 'acme', fence_type: 'circle', geom: AT_TEN_PAST, radius: '500' }

async function fence(alert_type: string, changes: Params = {}): Promise<string> {
  const made = await call('jimi.open.platform.fence.create', { ...CIRCLE, fence_name: 'Gate', ...changes })
  const fence_id = memberText(made, 'data')
  await call('jimi.open.platform.fence.bind', { fence_id, imeis: DRIVING, alert_type })
  return fence_id
}

/** Codes, times and fences of the alarms since the start, oldest first, without those of the fixture itself. */
async function alarms(imei = DRIVING) {
  const span = { begin_time: utcText(START_MS), end_time: utcText(bench.clock.ms) }
  const list = rows(
    await call('jimi.device.alarm.list', { imeis: imei, ...span, page_no: '1', page_size: '100' }),
  )
  const own = list.filter(({ alertTypeId }) => !['6', '1002'].includes(String(alertTypeId)))
  return own.map((row) => [row.alertTypeId, row.alarmTypeName, row.alertTime, row.geoid]).reverse()
}

test('a vehicle that drives through a bound fence raises in and out, with the id of the fence', async () => {
  const id = await fence('in,out')
  bench.clock.ms = START_MS + 1_200_000
  const expected = [
    ['in', 'Enter geo-fence', '2026-03-18 10:09:10', id],
    ['out', 'Exit geo-fence', '2026-03-18 10:11:00', id],
  ]
  expect(await alarms()).toEqual(expected)
  // Asked later they are the same.
  bench.clock.ms += 3_600_000
  expect(await alarms()).toEqual(expected)
  expect(await alarms(EXPIRED)).toEqual([])
})

test('a polygon does the same, and only the wanted alarms are raised', async () => {
  const [north, south] = [40 + 6.5 / 111.2, 40 + 5.5 / 111.2]
  const geom = `${south},-8.6#${south},-8.4#${north},-8.4#${north},-8.6`
  const id = await fence('out', { fence_type: 'polygon', geom, radius: '' })
  bench.clock.ms = START_MS + 1_200_000
  expect((await alarms()).map(([code, , , geoid]) => [code, geoid])).toEqual([['out', id]])
})

test('what was before the binding raises nothing, and what was raised stays when the fence is gone', async () => {
  bench.clock.ms = START_MS + 600_000
  const id = await fence('in,out')
  bench.clock.ms = START_MS + 1_200_000
  const raised = await alarms()
  expect(raised.map(([code]) => code)).toEqual(['out'])
  await call('jimi.open.platform.fence.delete', { account: 'acme', fence_id: id })
  expect(await alarms()).toEqual(raised)
})

test('a fence that was edited or unbound raises nothing at its old place', async () => {
  const fence_id = await fence('in,out')
  await call('jimi.open.platform.fence.create', { ...CIRCLE, fence_id, fence_name: 'Gate', geom: '10,10' })
  const other = await fence('in,out', { fence_name: 'Second gate' })
  await call('jimi.open.platform.fence.bind', { fence_id: other, alert_type: 'in,out' })
  bench.clock.ms = START_MS + 1_200_000
  expect(await alarms()).toEqual([])
})

test('a fence of the device raises the codes of terminals, while its alarm is on', async () => {
  const [lat = '', lng = ''] = AT_TEN_PAST.split(',')
  const form = {
    imei: DRIVING,
    report_mode: '0',
    lng,
    lat,
    radius: '5',
    zoom_level: '15',
    map_type: 'GOOGLE',
  }
  const create = (fence_name: string, alarm_switch: string, alarm_type = 'in,out') =>
    call('jimi.open.device.fence.create', { ...form, fence_name, alarm_switch, alarm_type })
  await create('on', 'ON')
  await create('off', 'OFF')
  await create('in alone', 'ON', 'in')
  bench.clock.ms = START_MS + 1_200_000
  expect(await alarms()).toEqual([
    ['4', 'Enter geo-fence (terminal)', '2026-03-18 10:09:10', '3'],
    ['4', 'Enter geo-fence (terminal)', '2026-03-18 10:09:10', '1'],
    ['5', 'Exit geo-fence (terminal)', '2026-03-18 10:11:00', '1'],
  ])
  await call('jimi.open.device.fence.delete', { imei: DRIVING, instruct_no: '1' })
  expect(await alarms()).toHaveLength(3)
})

test('alarms of a generated fleet are those visits that the duration report tells, each time the same', async () => {
  const told = async () => {
    const world = createWorld({ seed: 3, devices: 60, nowMs: START_MS })
    // As long as a token lives.
    const untilMs = START_MS + 7_000_000
    const own = await openBench({ world, switches: { limitTokenGet: false } })
    try {
      const vehicle = world.devices.find(
        ({ imei, kind }) =>
          kind === 'tracker' &&
          isWestern(world.stateAt(imei, START_MS).fix) &&
          world.tripsBetween(imei, START_MS, untilMs)[2],
      )
      if (!vehicle) throw new Error('nobody drives')
      const [, second] = world.tripsBetween(vehicle.imei, START_MS, untilMs)
      const owner = world.accounts.find(({ login }) => login === vehicle.account)
      const session = await own.post(
        own.signed(tokenGet(vehicle.account, { user_pwd_md5: md5(owner?.password ?? '') })),
      )
      const access_token = memberText(session.result, 'accessToken')
      const shape = { fence_name: 'Yard', fence_type: 'circle', radius: '400' }
      const made = await own.call('jimi.open.platform.fence.create', {
        access_token,
        account: vehicle.account,
        ...shape,
        geom: `${second?.startLat},${second?.startLng}`,
      })
      const fence_id = memberText(made, 'data')
      const bind = { access_token, fence_id, imeis: vehicle.imei, alert_type: 'in,out' }
      await own.call('jimi.open.platform.fence.bind', bind)
      own.clock.ms = untilMs
      const ends = { start_time: utcText(START_MS), end_time: utcText(own.clock.ms) }
      const of = { access_token, imeis: vehicle.imei }
      const list = rows(
        await own.call('jimi.device.alarm.list', {
          ...of,
          begin_time: ends.start_time,
          end_time: ends.end_time,
        }),
      )
      const report = await own.call('jimi.open.platform.fence.duration', {
        ...of,
        ...ends,
        account: vehicle.account,
        start_row: '0',
        page_size: '100',
      })
      const visits = (report.data as { rows: Record<string, string>[] }).rows
      const raised = list.filter(({ geoid }) => geoid === fence_id).reverse()
      return { raised: raised.map((row) => [row.alertTypeId, row.alertTime]), visits }
    } finally {
      await own.sandbox.close()
    }
  }
  const once = await told()
  const text = (iso?: string) => iso?.slice(0, 19).replace('T', ' ')
  const expected = once.visits.flatMap(({ enterTime, exitTime }) => [
    ['in', text(enterTime)],
    ...(exitTime ? [['out', text(exitTime)]] : []),
  ])
  // A visit under way at the binding has been entered before it.
  expect(expected.slice(-once.raised.length)).toEqual(once.raised)
  expect(once.raised.length).toBeGreaterThan(0)
  expect((await told()).raised).toEqual(once.raised)
})

// Fences in China are drawn on shifted maps; elsewhere a place on the track is the place on the map.
function isWestern(fix: { lng: number } | null): boolean {
  return fix !== null && fix.lng < 60
}

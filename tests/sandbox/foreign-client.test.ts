import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DRIVING, START_MS } from './fixture-world'
import {
  type Bench,
  type Envelope,
  md5,
  memberText,
  openBench,
  type Params,
  readEnvelope,
  rows,
  sign,
  utcText,
} from './raw-client'
import { yardWorld } from './yard-world'

// Journeys of clients that others wrote: they know URL, key, secret and account, and each sends in a way of its own.

type Carrier = (url: string, params: Params) => Promise<Response>

const COMMON = ['method', 'timestamp', 'app_key', 'sign', 'sign_method', 'v', 'format', 'access_token']
const isCommon = (name: string) => COMMON.includes(name)

function part(params: Params, isWanted: (name: string) => boolean): URLSearchParams {
  return new URLSearchParams(Object.entries(params).filter(([name]) => isWanted(name)))
}

function post(url: string, body: string, type: string): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'Content-Type': type }, body })
}

// The ways that "Transport" of the protocol sheet lists.
const CARRIERS: Record<string, Carrier> = {
  'a form': (url, params) =>
    post(url, `${new URLSearchParams(params)}`, 'application/x-www-form-urlencoded; charset=utf-8'),
  'a form with %20 for blanks': (url, params) =>
    post(url, `${new URLSearchParams(params)}`.replaceAll('+', '%20'), 'application/x-www-form-urlencoded'),
  'the query alone': (url, params) => fetch(`${url}?${new URLSearchParams(params)}`, { method: 'POST' }),
  'common members in the query, the others in a form': (url, params) =>
    post(
      `${url}?${part(params, isCommon)}`,
      `${part(params, (name) => !isCommon(name))}`,
      'application/x-www-form-urlencoded',
    ),
  'a JSON object': (url, params) => post(url, JSON.stringify(params), 'application/json; charset=utf-8'),
  'common members in the query, the others in JSON': (url, params) =>
    post(
      `${url}?${part(params, isCommon)}`,
      JSON.stringify(Object.fromEntries(part(params, (name) => !isCommon(name)))),
      'application/json',
    ),
  'a JSON object with numbers': (url, params) => {
    const members = Object.entries(params).map(([name, value]) => [
      name,
      /^[1-9]\d{0,8}$/.test(value) ? Number(value) : value,
    ])
    return post(url, JSON.stringify(Object.fromEntries(members)), 'application/json')
  },
  'a JSON object without saying so': (url, params) => post(url, JSON.stringify(params), 'text/plain'),
  GET: (url, params) => fetch(`${url}?${new URLSearchParams(params)}`),
}

/** How a client makes the parameters that it sends beside the private ones. */
type Habit = (params: Params, bench: Bench) => Params

const HABITS: Record<string, Habit> = {
  'all seven common members': (params, bench) => bench.signed(params),
  'the defaults left out': (params, { sandbox, clock }) => {
    const all = { app_key: sandbox.appKey, timestamp: utcText(clock.ms), ...params }
    return { ...all, sign: sign(all, sandbox.appSecret) }
  },
  'an empty member that was signed': (params, bench) => bench.signed({ ...params, remark: '' }),
  'an empty member that was not signed': (params, bench) => ({ ...bench.signed(params), remark: '' }),
  'v=0.9 and no sign': (params, { sandbox, clock }) => ({
    app_key: sandbox.appKey,
    timestamp: utcText(clock.ms),
    v: '0.9',
    ...params,
  }),
}

let bench: Bench
let token: string | null
let send: (method: string, params: Params) => Promise<Envelope>

async function open(profile: 'ts' | 'pro', carrier: Carrier, habit: Habit): Promise<void> {
  bench = await openBench({ profile, world: yardWorld })
  token = null
  send = async (method, params) => {
    const own: Params = { method, ...params, ...(token === null ? {} : { access_token: token }) }
    return readEnvelope(await carrier(bench.sandbox.url, habit(own, bench)))
  }
}

const SPAN = { begin_time: '2026-03-18 08:00:00', end_time: '2026-03-18 09:59:59' }
const DEVICE_FENCE = {
  imei: DRIVING,
  fence_name: 'Dépôt 7',
  alarm_type: 'in',
  report_mode: '0',
  alarm_switch: 'ON',
  lng: '-8.5',
  lat: '40',
  radius: '5',
  zoom_level: '15',
  map_type: 'GOOGLE',
}

/** From nothing to a command sent; `imeis` is the spelling for lists of IMEIs. */
async function travel(profile: 'ts' | 'pro', imeis: 'imei' | 'imeis'): Promise<void> {
  const login = { user_id: 'acme', user_pwd_md5: md5('pw-acme'), expires_in: '7200' }
  token = memberText((await send('jimi.oauth.token.get', login)).result, 'accessToken')
  const [first] = rows(await send('jimi.user.device.list', { target: 'acme' }))
  const imei = String(first?.imei)
  expect(imei).toBe(DRIVING)
  expect(rows(await send('jimi.user.device.location.list', { target: 'acme' })).length).toBeGreaterThan(3)
  expect(rows(await send('jimi.device.location.get', { [imeis]: imei }))).toMatchObject([
    { imei, speed: '36' },
  ])
  expect(rows(await send('jimi.device.track.list', { imei, ...SPAN })).length).toBe(720)
  // Two trips of half an hour, 18 km each.
  expect(rows(await send('jimi.device.track.mileage', { imeis: imei, ...SPAN }))).toHaveLength(2)
  const page = { page_no: '1', page_size: '50' }
  expect(rows(await send('jimi.device.alarm.list', { [imeis]: imei, ...SPAN, ...page }))).toHaveLength(4)

  const { result: serial } = await send('jimi.open.device.fence.create', DEVICE_FENCE)
  const dropped = await send('jimi.open.device.fence.delete', { imei, instruct_no: String(serial) })
  expect(dropped).toMatchObject({ code: 0 })
  if (profile === 'pro') await fence(imei)

  const [template] = rows(await send('jimi.open.instruction.list', { imei }))
  const order = { inst_id: String(template?.id), inst_template: template?.orderContent }
  const inst_param_json = JSON.stringify({ ...order, params: ['112', '911', '999'], is_cover: 'true' })
  expect(await send('jimi.open.instruction.send', { imei, inst_param_json })).toMatchObject({ code: 0 })
  bench.clock.ms += 2000
  expect(rows(await send('jimi.open.instruction.result', { imei }))).toMatchObject([{ isExecute: '1' }])
}

async function fence(imei: string): Promise<void> {
  const shape = { fence_name: '仓库 A&B=1', fence_type: 'circle', geom: '40,-8.5', radius: '500' }
  const made = await send('jimi.open.platform.fence.create', { account: 'acme', ...shape })
  const fence_id = memberText(made, 'data')
  const bound = await send('jimi.open.platform.fence.bind', { fence_id, imeis: imei, alert_type: 'in,out' })
  expect(bound).toMatchObject({ code: 0, data: '1' })
  const list = await send('jimi.open.platform.fence.list', { account: 'acme' })
  expect(list).toMatchObject({ result: { rows: [{ fence_id, fence_name: shape.fence_name, imeis: imei }] } })
  const gone = await send('jimi.open.platform.fence.delete', { account: 'acme', fence_id })
  expect(gone).toMatchObject({ code: 0 })
}

afterEach(() => bench.sandbox.close())

describe.each(['ts', 'pro'] as const)('profile %s', (profile) => {
  const carriers = Object.entries(CARRIERS).filter(([name]) => profile === 'ts' || name !== 'GET')

  test.each(carriers)('a client that sends %s gets from sign-in to a command', async (_, carrier) => {
    await open(profile, carrier, (params, own) => own.signed(params))
    await travel(profile, 'imeis')
  })

  test.each(Object.entries(HABITS))('a client that sends %s does too', async (_, habit) => {
    await open(profile, CARRIERS['a form'] ?? fetch, habit)
    await travel(profile, 'imei')
  })
})

describe('the hub', () => {
  beforeEach(async () => {
    bench = await openBench({ world: yardWorld })
  })

  const COMMAND = { proNo: '128', cmdContent: 'STATUS#', serverFlagId: '1', requestId: '1', platform: 'app' }
  test.each([
    ['deviceImei', { deviceImei: DRIVING }],
    ['imei', { imei: DRIVING }],
    [
      'both, with all that is optional',
      {
        deviceImei: DRIVING,
        imei: DRIVING,
        sync: 'true',
        timeOut: '30',
        cmdType: 'normallns',
        language: 'en',
      },
    ],
  ])('takes a command for %s', async (_, params: Params) => {
    const body = new URLSearchParams({ ...COMMAND, token: 'sandbox-hub-token', ...params })
    const response = await fetch(bench.sandbox.hubUrl, { method: 'POST', body })
    expect(await response.json()).toMatchObject({ code: 0, data: { _code: '100', _imei: DRIVING } })
    expect(bench.clock.ms).toBe(START_MS)
  })
})

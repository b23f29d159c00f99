// Fences as they cross the wire: shapes, shifted coordinates, steps of radius, and what is refused before it is sent.

import { expect, test } from 'vitest'
import { JimiContractError } from '../errors'
import type { MethodInput } from './index'
import { decodeInput, decodeOutput, encodeInput, encodeOutput } from './io'

const pro = { profile: 'pro' } as const
const create = 'jimi.open.platform.fence.create'
const createOnDevice = 'jimi.open.device.fence.create'
// A worked pair of the protocol sheet: Baotou in WGS84, and shifted.
const baotou = { lat: 40.656154, lng: 109.89894 }
const baotouShifted = '40.657235,109.904556'
const berlin = { lat: 52.52, lng: 13.405 }

const circle: MethodInput<typeof create> = {
  accountLogin: 'hao001',
  name: 'Yard',
  shape: 'circle',
  points: [baotou],
  radiusM: 250,
}
const onDevice: MethodInput<typeof createOnDevice> = {
  imei: '868120145233604',
  name: 'Yard',
  alerts: ['enter', 'leave'],
  alertBySms: false,
  alertsOn: true,
  ...berlin,
  radiusM: 300,
  zoom: 15,
}

test('a platform fence is sent shifted inside China, and as it is elsewhere', () => {
  expect(encodeInput(create, circle, pro)).toMatchObject({ geom: baotouShifted, radius: '250' })
  expect(encodeInput(create, { ...circle, points: [berlin] }, pro)).toMatchObject({ geom: '52.52,13.405' })
})

test('a polygon has # between its points when sent, and ; when read, and no closing point', () => {
  const points = [berlin, { lat: 52.6, lng: 13.4 }, { lat: 52.5, lng: 13.5 }, berlin]
  const polygon = { ...circle, shape: 'polygon' as const, points, radiusM: undefined }
  const geom = '52.52,13.405#52.6,13.4#52.5,13.5'
  expect(encodeInput(create, polygon, pro)).toMatchObject({ geom })
  const fence = { fence_id: 'a', fence_type: 'polygon', coordinates: geom.replaceAll('#', ';') }
  const { value } = decodeOutput('jimi.open.platform.fence.detail', { result: fence }, pro)
  expect(value.points).toEqual(points.slice(0, 3))
  expect(encodeOutput('jimi.open.platform.fence.detail', value, pro).result).toMatchObject(fence)
})

test.each<[string, Partial<MethodInput<typeof create>>]>([
  ['a circle without a radius', { radiusM: undefined }],
  ['a circle of two points', { points: [berlin, baotou] }],
  ['a polygon of two points', { shape: 'polygon', points: [berlin, baotou] }],
  ['a radius the vendor does not take', { radiusM: 199 }],
  ['a radius over the limit', { radiusM: 5001 }],
  ['a point off the globe', { points: [{ lat: 91, lng: 0 }] }],
  ['no point', { points: [] }],
])('%s is not sent', (_, change) => {
  expect(() => encodeInput(create, { ...circle, ...change }, pro)).toThrow(JimiContractError)
})

test('a receiver reads a circle without a radius, which the vendor keeps as a polygon', () => {
  const params = { account: 'a', fence_name: 'b', fence_type: 'circle', geom: '52.52,13.405' }
  expect(decodeInput(create, params, pro)).toMatchObject({ ok: true, input: { points: [berlin] } })
})

test.each(['POINT(13.4 52.5)', '{"type":"Point"}', '52.5', '52.5,13.4,1', '52.5,x', '', '#', '1,2#'])(
  'a receiver refuses the geometry %j',
  (geom) => {
    const params = { account: 'a', fence_name: 'b', fence_type: 'polygon', geom }
    expect(decodeInput(create, params, pro)).toMatchObject({ ok: false, parameter: 'geom' })
  },
)

test('a fence keeps devices of any number, so that none is lost when the list is sent back', () => {
  const row = { fence_id: 'a', fence_type: 'circle', coordinates: '1,2', imeis: '123,868120145233604,TAG-7' }
  const { value } = decodeOutput('jimi.open.platform.fence.detail', { result: row }, pro)
  expect(value.imeis).toEqual(['123', '868120145233604', 'TAG-7'])
  const none = decodeOutput('jimi.open.platform.fence.detail', { result: { ...row, imeis: null } }, pro)
  expect(none.value).toMatchObject({ imeis: [], alerts: [] })
})

test.each([
  [1, '1'],
  [100, '1'],
  [101, '2'],
  [300, '3'],
  [999_900, '9999'],
] as const)('a device fence of %d m is sent as %s steps of 100 m in both profiles', (radiusM, radius) => {
  for (const profile of ['ts', 'pro'] as const) {
    expect(encodeInput(createOnDevice, { ...onDevice, radiusM }, { profile })).toMatchObject({ radius })
  }
})

test('a device fence says what it is, on a shifted map', () => {
  const input = { ...onDevice, ...baotou, alerts: ['leave' as const], alertBySms: true, alertsOn: false }
  const params = encodeInput(createOnDevice, input, pro)
  const [lat, lng] = baotouShifted.split(',')
  expect(params).toMatchObject({ lat, lng, map_type: 'GOOGLE' })
  expect(params).toMatchObject({ alarm_type: 'out', report_mode: '1', alarm_switch: 'OFF' })
  const decoded = decodeInput(createOnDevice, params, pro)
  if (!decoded.ok) throw new Error(decoded.reason)
  // Six decimals are 0.1 m.
  expect(decoded.input.lat).toBeCloseTo(baotou.lat, 5)
  expect(decoded.input.lng).toBeCloseTo(baotou.lng, 5)
})

test('days and their alert go together', () => {
  const bind = (rest: object) => encodeInput('jimi.open.platform.fence.bind', { fenceId: 'a', ...rest }, pro)
  expect(bind({ alerts: ['enter', 'stayInside'], stayInsideDays: 2 })).toEqual({
    fence_id: 'a',
    alert_type: 'in,stayTimeOut',
    stay_time_out: '2',
  })
  expect(() => bind({ alerts: ['stayAway'] })).toThrow(/stayTimeIn/)
  expect(() => bind({ alerts: ['enter'], stayInsideDays: 2 })).toThrow(/stayTimeOut/)
})

test('an alert we do not know is passed over when read, and refused as a parameter', () => {
  const row = { fence_id: 'a', fence_type: 'circle', coordinates: '1,2', alert_type: 'in,dance,IN' }
  const { value } = decodeOutput('jimi.open.platform.fence.detail', { result: row }, pro)
  expect(value.alerts).toEqual(['enter'])
  const params = { fence_id: 'a', alert_type: 'in,dance' }
  expect(decodeInput('jimi.open.platform.fence.bind', params, pro)).toMatchObject({ parameter: 'alert_type' })
})

test('the number of bound devices comes as text or number, in either member', () => {
  for (const answer of [{ data: '3' }, { data: 3 }, { result: '3' }]) {
    expect(decodeOutput('jimi.open.platform.fence.bind', answer, pro).value).toBe(3)
  }
  expect(() => decodeOutput('jimi.open.platform.fence.bind', {}, pro)).toThrow(JimiContractError)
})

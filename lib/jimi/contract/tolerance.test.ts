// What the vendor really sends: texts for numbers, nulls, gaps, lone objects, pages, dirt.

import { describe, expect, test } from 'vitest'
import { JimiContractError } from '../errors'
import type { Answer } from './answer'
import { decodeInput, decodeOutput, encodeInput, encodeOutput } from './io'

const pro = { profile: 'pro' } as const
const ts = { profile: 'ts' } as const
const location = 'jimi.user.device.location.list'

function locationOf(members: object) {
  return decodeOutput(location, { result: [{ imei: '868120145233604', ...members }] }, pro).value[0]
}

describe('a location row', () => {
  test('takes numbers as text and texts as numbers', () => {
    const row = locationOf({
      imei: 868120145233604,
      lat: '22.5',
      lng: '-113.9',
      speed: 41.5,
      status: 1,
      gpsNum: 9,
    })
    expect(row).toMatchObject({ imei: '868120145233604', lat: 22.5, lng: -113.9, speedKph: 41.5 })
    expect(row).toMatchObject({ online: true, satellites: 9 })
  })

  test('leaves unknown what is null, empty, missing or -1, and never makes it 0', () => {
    const row = locationOf({
      speed: '-1',
      direction: -1,
      electQuantity: '',
      temperature: null,
      gpsNum: ' ',
      lat: null,
    })
    expect(row).toEqual({ imei: '868120145233604', online: false, expired: false })
  })

  test.each([
    { lat: 0, lng: 0 },
    { lat: '0', lng: '0.0' },
    { lat: 22.5 },
    { lat: 91, lng: 10 },
    { lat: 'NaN', lng: 10 },
  ])('has no position with %j', (members) => {
    expect(locationOf(members)).not.toHaveProperty('lat', expect.anything())
    expect(locationOf(members)).not.toHaveProperty('lng', expect.anything())
  })

  test('knows no negative zero', () => {
    expect(locationOf({ lat: -0, lng: '-0.0', speed: '-0' })?.speedKph).toBe(0)
  })

  test('keeps a position on the equator', () => {
    expect(locationOf({ lat: 0, lng: 36.8 })).toMatchObject({ lat: 0, lng: 36.8 })
  })

  test.each([
    ['speed', 'Infinity'],
    ['speed', 1e9],
    ['speed', '0x10'],
    ['electQuantity', 101],
    ['gpsSignal', 2.5],
    ['gpsTime', '2026-02-30 10:00:00'],
    ['gpsTime', '1970-01-01 00:00:00'],
    ['posType', 'TELEPATHY'],
    ['accStatus', { toString: 1 }],
  ])('drops an impossible %s of %j and keeps the rest', (member, value) => {
    expect(locationOf({ [member]: value, deviceName: 'Truck' })).toEqual({
      imei: '868120145233604',
      deviceName: 'Truck',
      online: false,
      expired: false,
    })
  })

  test('keeps odd names, without what no database stores', () => {
    expect(locationOf({ deviceName: '<b>粤B3604</b> شاحنة 🚚' })?.deviceName).toBe('<b>粤B3604</b> شاحنة 🚚')
    expect(locationOf({ deviceName: 'cut \ud83d\0 emoji' })?.deviceName).toBe('cut \ufffd emoji')
  })

  test('reads the expiry flag as its profile means it', () => {
    const answer = { result: [{ imei: '868120145233604', expireFlag: '1' }] }
    expect(decodeOutput(location, answer, pro).value[0]?.expired).toBe(false)
    expect(decodeOutput(location, answer, ts).value[0]?.expired).toBe(true)
  })

  test('is sent with 0,0 when there is no position', () => {
    const rows = [{ imei: '868120145233604', online: true, expired: true }]
    expect(encodeOutput(location, rows, pro).result).toMatchObject([{ lat: 0, lng: 0, expireFlag: '0' }])
    expect(encodeOutput(location, rows, ts).result).toMatchObject([{ lat: 0, lng: 0, expireFlag: '1' }])
  })
})

describe('an answer with rows', () => {
  const good = { imei: '868120145233604' }

  test('loses the row that cannot be read, says which and why, and keeps its neighbours', () => {
    const { value, dropped } = decodeOutput(location, { result: [good, { imei: 'x' }, null, 7, good] }, pro)
    expect(value).toHaveLength(2)
    expect(dropped).toEqual([
      { index: 1, reason: 'imei: not an IMEI' },
      { index: 2, reason: 'not an object' },
      { index: 3, reason: 'not an object' },
    ])
  })

  test('is refused when it has rows and none can be read', () => {
    expect(() => decodeOutput(location, { result: [{ foo: 1 }, 'bar'] }, pro)).toThrow(JimiContractError)
    expect(() => decodeOutput(location, { result: 'rows' }, pro)).toThrow(/rows expected/)
  })

  test.each<[string, Answer]>([
    ['one object instead of an array', { result: good }],
    ['rows in data', { result: null, data: [good] }],
    ['a page in result', { result: { currentPage: 1, result: [good] } }],
    ['a page in data', { result: null, data: { totalRecord: 1, result: [good] } }],
    ['rows in data.rows', { data: { dataTotalRows: '1', rows: [good] } }],
  ])('is read from %s', (_, answer) => {
    expect(decodeOutput(location, answer, pro).value).toHaveLength(1)
  })

  test.each<Answer>([
    {},
    { result: null, data: null },
    { result: [] },
    { result: '' },
    { result: { result: [] } },
  ])('is empty for %j', (answer) => {
    expect(decodeOutput(location, answer, pro).value).toEqual([])
  })
})

describe('a trail', () => {
  const fix = { lat: 41.1, lng: -8.6, gpsTime: '2026-03-18 09:40:46' }

  test('comes in order, each fix once, without fixes at 0,0', () => {
    const later = { ...fix, gpsTime: '2026-03-18 09:41:46' }
    const answer = { result: [later, fix, fix, { ...fix, lat: 0, lng: 0 }, { ...fix, lat: '41.1' }] }
    const { value, dropped } = decodeOutput('jimi.device.track.list', answer, pro)
    expect(value.fixes.map(({ fixAt }) => fixAt.toISOString())).toEqual([
      '2026-03-18T09:40:46.000Z',
      '2026-03-18T09:41:46.000Z',
    ])
    expect(dropped).toEqual([])
    expect(value.vendorMileage).toBeUndefined()
  })

  test('takes the ignition from either of its two members', () => {
    const answer = { result: [{ ...fix, accStatus: 'OFF' }], data: { mileage: '12.5' } }
    const { value } = decodeOutput('jimi.device.track.list', answer, pro)
    expect(value).toMatchObject({ fixes: [{ ignition: false }], vendorMileage: 12.5 })
  })
})

test('an alarm is read by any of the names its members have', () => {
  const rest = { alertTypeId: 2, alertTime: '2019-03-14 14:02:03' }
  const answers = [
    { IMEI: '343503422910345', alertType: 'Power cut', ...rest },
    { imei: '343503422910345', alarmTypeName: 'Power cut', ...rest },
    { imei: '343503422910345', alertTypeName: 'Power cut', ...rest },
  ]
  for (const dialect of [ts, pro]) {
    const { value } = decodeOutput('jimi.device.alarm.list', { result: answers }, dialect)
    expect(value).toHaveLength(3)
    for (const row of value)
      expect(row).toMatchObject({ imei: '343503422910345', name: 'Power cut', code: '2' })
  }
})

describe('parameters', () => {
  const imeis = ['868120145233604', '868120145233605']
  const span = { beginAt: new Date('2026-03-18T00:00:00Z'), endAt: new Date('2026-03-19T00:00:00Z') }

  test('are named as the profile names them', () => {
    expect(encodeInput('jimi.device.location.get', { imeis }, pro)).toEqual({ imeis: imeis.join(',') })
    expect(encodeInput('jimi.device.location.get', { imeis }, ts)).toEqual({ imei: imeis.join(',') })
    const page = { imeis: imeis.slice(0, 1), page: 1, pageSize: 100 }
    expect(encodeInput('jimi.device.alarm.list', page, ts)).toEqual({ imei: '868120145233604' })
  })

  test('are read in the spelling of either profile', () => {
    const spellings: Record<string, string>[] = [{ imeis: imeis.join(',') }, { imei: imeis.join(', ') }]
    for (const params of spellings) {
      expect(decodeInput('jimi.device.location.get', params, pro)).toEqual({ ok: true, input: { imeis } })
    }
    expect(decodeInput('jimi.track.device.detail', { IMEI: '868120145233604' }, ts)).toMatchObject({
      ok: true,
    })
  })

  test('that break the contract are refused before anything is sent', () => {
    const many = Array.from({ length: 51 }, () => '868120145233604')
    expect(() => encodeInput('jimi.device.track.mileage', { imeis: many, ...span }, pro)).toThrow(
      JimiContractError,
    )
    expect(() => encodeInput('jimi.device.location.get', { imeis: [] }, pro)).toThrow(JimiContractError)
    expect(() => encodeInput('jimi.device.alarm.list', { imeis }, ts)).toThrow(JimiContractError)
    const lost = { imei: '868120145233604', beginAt: new Date(Number.NaN), endAt: span.endAt }
    expect(() => encodeInput('jimi.device.track.list', lost, pro)).toThrow(JimiContractError)
  })

  test('say which of them is wrong', () => {
    const params = { imeis: imeis[0] ?? '', begin_time: 'yesterday', end_time: '2026-03-19 00:00:00' }
    expect(decodeInput('jimi.device.track.mileage', params, pro)).toEqual({
      ok: false,
      parameter: 'begin_time',
      reason: 'not readable',
    })
    const optional = { imeis: imeis[0] ?? '', page_no: '0' }
    expect(decodeInput('jimi.device.alarm.list', optional, pro)).toMatchObject({ parameter: 'page_no' })
  })
})

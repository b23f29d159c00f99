// Links, tags, places worked out from what is heard, and reports: the forms in which the vendor may send them.

import { describe, expect, test } from 'vitest'
import { JimiContractError } from '../errors'
import { decodeInput, decodeOutput, encodeInput, encodeOutput } from './io'

const pro = { profile: 'pro' } as const
const imei = '868120145233604'

describe('a share link', () => {
  const read = (link: unknown) =>
    decodeOutput('jimi.device.location.URL.share', { result: { URL: link } }, pro).value.url

  test('is https unless it says otherwise', () => {
    expect(read('share.example/x?a=1')).toBe('https://share.example/x?a=1')
    expect(read('https://share.example/x')).toBe('https://share.example/x')
    expect(read('http://share.example/x')).toBe('http://share.example/x')
  })

  test.each([
    'javascript:alert(1)',
    'javascript://x/%0aalert(1)',
    'ftp://share.example/',
    'data:text/html,x',
    '',
  ])('is never %j', (link) => {
    let url: string | null = null
    try {
      url = read(link)
    } catch (error) {
      expect(error).toBeInstanceOf(JimiContractError)
    }
    // Without its slashes a scheme is taken for a host and a port, which leads nowhere but does no harm.
    expect(url ?? 'https://').toMatch(/^https?:\/\//)
  })
})

describe('what a device hears', () => {
  const cell = { mcc: 460, mnc: 0, lac: 2312, cellId: 23222, rssiDbm: -70 }

  test('is sent as groups with a bar between', () => {
    const input = { imei, cells: [cell, cell], stations: [{ mac: '1aa20be8c0f1', rssiDbm: -51 }] }
    expect(encodeInput('jimi.lbs.address.get', input, pro)).toEqual({
      imei,
      lbs: '460,0,2312,23222,-70|460,0,2312,23222,-70',
      wifi: '1aa20be8c0f1,-51',
    })
  })

  test.each(['460,0,2312,23222,-70|460,0,2312,23222,-70', '460,0,2312,23222,-70,460,0,2312,23222,-70'])(
    'is read from %s',
    (lbs) => {
      expect(decodeInput('jimi.lbs.address.get', { imei, lbs }, pro)).toMatchObject({
        input: { cells: [cell, cell] },
      })
    },
  )

  test.each([
    ['460,0,2312,23222', 'lbs'],
    ['460,0,2312,23222,loud', 'lbs'],
    [Array(8).fill('460,0,2312,23222,-70').join('|'), 'lbs'],
  ])('is not read from %s', (lbs, parameter) => {
    expect(decodeInput('jimi.lbs.address.get', { imei, lbs }, pro)).toMatchObject({ ok: false, parameter })
  })

  test('is cells or stations, or nothing is asked', () => {
    expect(() => encodeInput('jimi.lbs.address.get', { imei }, pro)).toThrow(/lbs/)
    expect(decodeInput('jimi.lbs.address.get', { imei }, pro)).toMatchObject({ ok: false, parameter: 'lbs' })
    const wifi = '1A:A2:0B:E8:C0:F1,-51'
    expect(decodeInput('jimi.lbs.address.get', { imei, wifi }, pro)).toMatchObject({
      input: { stations: [{ mac: '1aa20be8c0f1', rssiDbm: -51 }] },
    })
  })

  test('may lead nowhere', () => {
    const { value } = decodeOutput('jimi.lbs.address.get', { result: { lat: 0, lng: 0 } }, pro)
    expect(value.lat).toBeUndefined()
  })
})

test.each([
  [1_734_593_340, '5'],
  [1_734_593_340_000, 'BEACON'],
  ['2024-12-19 07:29:00', 5],
])('a tag fix is read with time %j and source %j', (gpsTime, positionType) => {
  const answer = { result: [{ lat: 22.5, lng: 113.9, gpsTime, positionType, gpsSpeed: '-1.0' }] }
  expect(decodeOutput('jimi.device.location.getTagMsg', answer, pro).value).toEqual([
    { lat: 22.5, lng: 113.9, fixAt: new Date('2024-12-19T07:29:00Z'), source: 'beacon' },
  ])
})

describe('a page', () => {
  const method = 'jimi.open.platform.report.parking'
  const stop = { imei, startTime: '2022-12-10 01:05:33', durSecond: 60 }

  test.each([
    ['a page', { data: { totalTime: '0', dataTotalRows: '1', rows: [stop] } }, { total: 1 }],
    ['a page in result', { result: { dataTotalRows: 1, rows: [stop] } }, { total: 1 }],
    ['bare rows in data', { result: null, data: [stop] }, {}],
    ['bare rows in result', { result: [stop] }, {}],
  ])('is read from %s', (_, answer, facts) => {
    const row = { imei, startAt: new Date('2022-12-10T01:05:33Z'), durationSec: 60 }
    expect(decodeOutput(method, answer, pro).value).toEqual({ ...facts, rows: [row] })
  })

  test.each([
    { data: { totalTime: '5', dataTotalRows: '0', rows: null } },
    { data: { dataTotalRows: '0' } },
    { data: { dataTotalRows: '0', rows: [] } },
  ])('is empty for %j', (answer) => {
    expect(decodeOutput(method, answer, pro).value).toMatchObject({ total: 0, rows: [] })
  })

  test('is empty, with nothing known of it, when nothing came', () => {
    expect(decodeOutput(method, { result: null, data: null }, pro).value).toEqual({ rows: [] })
  })

  test.each(['on', 'ON', '1'])('is asked for idling by %s', (acc_type) => {
    const span = { start_time: '2022-12-10 00:00:00', end_time: '2022-12-11 00:00:00' }
    const params = { account: 'a', imeis: imei, ...span, start_row: '0', page_size: '100', acc_type }
    expect(decodeInput(method, params, pro)).toMatchObject({ input: { ignition: true } })
  })
})

describe('the trip report', () => {
  const method = 'jimi.open.platform.report.trips'
  const trip = { startTime: '2022-12-10 01:05:33', endTime: '2022-12-10 01:26:33', travelTime: '00:21:00' }
  const dayOf = (dayData: unknown) => ({ Searchdate: '2022-12-10', dayData })

  test('reads a lone day, durations both ways, and the summary some nodes send', () => {
    const data = {
      datDatas: [{ deviceImei: imei, data: { date: '2022-12-10', travelTime: '1260' } }],
      summaryData: [{ imei, dis: '12.4', runTime: '27:00:01' }],
    }
    expect(decodeOutput(method, { result: null, data }, pro).value).toEqual({
      byDay: [{ imei, days: [{ date: '2022-12-10', durationSec: 1260 }] }],
      byTrip: [],
      summaries: [{ imei, distanceKm: 12.4, durationSec: 97_201 }],
    })
  })

  test('loses the trip that cannot be read, says where it was, and keeps its neighbours', () => {
    const dayList = [{ imei, tripsData: [dayOf([trip, { startTime: 'x' }, trip])] }, { imei: 'no' }]
    const { value, dropped } = decodeOutput(method, { data: { dayList } }, pro)
    expect(value.byTrip[0]?.days[0]?.trips).toHaveLength(2)
    expect(dropped.map(({ reason }) => reason)).toEqual([
      'dayList[0].tripsData[0].dayData[1]: startTime: not readable',
      'dayList[1]: imei: not an IMEI',
    ])
  })

  test('is refused when nothing of it can be read, and empty when nothing came', () => {
    expect(() => decodeOutput(method, { data: { dayList: [{ imei: 'no' }] } }, pro)).toThrow(
      JimiContractError,
    )
    expect(() => decodeOutput(method, { data: 'none' }, pro)).toThrow(JimiContractError)
    const empty = { byDay: [], byTrip: [], summaries: [] }
    expect(decodeOutput(method, { data: null }, pro).value).toEqual(empty)
    expect(encodeOutput(method, empty, pro)).toEqual({
      result: null,
      data: { dayList: null, datDatas: null },
    })
  })
})

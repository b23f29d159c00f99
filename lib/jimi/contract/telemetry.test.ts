// What OBD readings, health values, driver cards and scooters have of their own.

import { describe, expect, test } from 'vitest'
import { decodeOutput, encodeOutput } from './io'

const pro = { profile: 'pro' } as const
const imei = '868120145233604'

describe('rows', () => {
  test('hours of OBD readings are read with one digit and written so', () => {
    const method = 'jimi.device.obd.list'
    const data = { result: [{ imei, dataReportTime: '2024-05-09 1:07:23', currentSpeed: 'n/a', vin: '' }] }
    const { value } = decodeOutput(method, { data }, pro)
    expect(value.rows).toEqual([{ imei, reportedAt: new Date('2024-05-09T01:07:23Z') }])
    expect(encodeOutput(method, value, pro)).toMatchObject({
      data: { result: [{ dataReportTime: '2024-05-09 1:07:23', currentSpeed: null }] },
    })
  })

  test('an unmeasured heart rate is not 0, and its other spelling is read', () => {
    const method = 'jimi.device.health.data'
    const read = (data: object) => decodeOutput(method, { result: null, data }, pro).value
    expect(read({ currentHeartRate: 0, currentSteps: 0, currentBloodOxygen: '0' })).toEqual({ steps: 0 })
    expect(read({ currentHearRate: '71' })).toEqual({ heartRateBpm: 71 })
    expect(
      read({ historyHealthVOList: [{ step: 1 }, { postTime: '2025-11-04 06:00:00', step: 2 }] }),
    ).toEqual({
      history: [{ at: new Date('2025-11-04T06:00:00Z'), steps: 2 }],
    })
  })

  test.each([
    ['113.9,22.5', { lat: 22.5, lng: 113.9 }],
    [' -8.61 , 41.15 ', { lat: 41.15, lng: -8.61 }],
    ['0,0', undefined],
    ['22.5', undefined],
    ['200,22.5', undefined],
    ['13.9,122.5', undefined],
  ])('coordinates %j of a driver card are longitude first', (coordinates, position) => {
    const row = { imei, dlt: '1', deviceStatus: '1', operationTime: '2025-10-27 10:43:07', coordinates }
    const { value } = decodeOutput('jimi.open.platform.dlt.report', { data: [row] }, pro)
    expect(value[0]?.position).toEqual(position)
  })

  test('scooters are read alone or in a list, and written the same', () => {
    const method = 'jimi.scooter.device.detail'
    const one = { deviceImei: imei, scooterError: { Motor: 1 }, IoTModule: { latitude: 0, longitude: 0 } }
    const ts = { profile: 'ts' } as const
    const means = { imei, faults: { motor: true }, tracker: {} }
    expect(decodeOutput(method, { result: one }, ts).value).toEqual([means])
    expect(decodeOutput(method, { result: [one, one] }, ts).value).toEqual([means, means])
    expect(encodeOutput(method, [{ imei }, { imei }], ts).result).toHaveLength(2)
    expect(encodeOutput(method, [{ imei }], ts).result).toMatchObject({ deviceImei: imei })
  })
})

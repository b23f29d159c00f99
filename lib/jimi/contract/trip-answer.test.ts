import { expect, test } from 'vitest'
import { decodeOutput, encodeOutput } from './io'
import { distanceUnitOf } from './trip-answer'

const at = { startAt: new Date('2026-03-18T08:00:00Z'), endAt: new Date('2026-03-18T09:00:00Z') }
const wireTrip = { imei: '868120145233604', startTime: '2026-03-18 08:00:00', endTime: '2026-03-18 09:00:00' }
const pro = { profile: 'pro' } as const

test.each([
  // The vendor's sample: 25000 in 2130 s at 90 km/h; as kilometres it would be 42 000 km/h.
  [{ durationSec: 2130, distance: 25_000, avgSpeedKph: 90 }, 'm'],
  // One hour at 48 km/h, both ways of saying it.
  [{ distance: 48, avgSpeedKph: 48 }, 'km'],
  [{ distance: 48_000, avgSpeedKph: 48 }, 'm'],
  // Without an average speed: what a vehicle can do.
  [{ distance: 48 }, 'km'],
  [{ distance: 48_000, avgSpeedKph: 0 }, 'm'],
  [{ distance: 0 }, undefined],
  [{ distance: 48, durationSec: 0 }, undefined],
])('tells the unit of %j', (trip, unit) => {
  expect(distanceUnitOf({ ...at, ...trip })).toBe(unit)
})

test('reads kilometres and metres side by side as metres, and totals in the unit of most trips', () => {
  const result = [
    { ...wireTrip, distance: 48, avgSpeed: 48 },
    { ...wireTrip, distance: '12.5', avgSpeed: '12' },
    { ...wireTrip, distance: 48_000, avgSpeed: 48 },
  ]
  const data = [{ imei: '868120145233604', totalMileage: 108.5 }]
  const { value } = decodeOutput('jimi.device.track.mileage', { result, data }, pro)
  expect(value.trips.map(({ distanceM }) => distanceM)).toEqual([48_000, 12_500, 48_000])
  expect(value.totals).toEqual([{ imei: '868120145233604', distanceM: 108_500 }])
})

test('obeys a connection that names its unit', () => {
  const result = [{ ...wireTrip, distance: 48, avgSpeed: 48 }]
  const { value } = decodeOutput(
    'jimi.device.track.mileage',
    { result },
    { profile: 'pro', distanceUnit: 'm' },
  )
  expect(value.trips[0]?.distanceM).toBe(48)
})

test('takes the duration from the end points when none is stated', () => {
  const { value } = decodeOutput('jimi.device.track.mileage', { result: [wireTrip] }, pro)
  expect(value.trips).toEqual([{ imei: '868120145233604', ...at, durationSec: 3600 }])
})

test('writes metres unless the dialect says kilometres, and totals only where the profile has them', () => {
  const output = {
    trips: [{ imei: '868120145233604', ...at, durationSec: 3600, distanceM: 48_000 }],
    totals: [{ imei: '868120145233604', distanceM: 48_000 }],
  }
  const write = (dialect: Parameters<typeof encodeOutput>[2]) =>
    encodeOutput('jimi.device.track.mileage', output, dialect)
  expect(write(pro)).toMatchObject({
    result: [{ distance: 48_000, runTimeSecond: 3600, elapsed: 3600 }],
    data: [{ totalMileage: 48_000 }],
  })
  expect(write({ profile: 'pro', distanceUnit: 'km' })).toMatchObject({ result: [{ distance: 48 }] })
  expect(write({ profile: 'ts' })).not.toHaveProperty('data')
})

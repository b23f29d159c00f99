import { expect, test } from 'vitest'
import { fromCelsius, fromKm, fromLitres, fromMetres } from '@/lib/domain/units'
import { ageOf } from './age'
import { formatCoordinates } from './coordinates'
import { vehicleTitle } from './vehicle-title'

test('ages are rounded down to one unit, and hours reach two days', () => {
  expect(ageOf(59_999)).toEqual({ unit: 'second', count: 59 })
  expect(ageOf(119_000)).toEqual({ unit: 'minute', count: 1 })
  expect(ageOf(3_600_000)).toEqual({ unit: 'hour', count: 1 })
  expect(ageOf(47.9 * 3_600_000)).toEqual({ unit: 'hour', count: 47 })
  expect(ageOf(48 * 3_600_000)).toEqual({ unit: 'day', count: 2 })
})

test('a fix from a clock ahead of ours is now, not negative', () => {
  expect(ageOf(-5000)).toEqual({ unit: 'second', count: 0 })
})

test('coordinates read latitude first, with points', () => {
  expect(formatCoordinates({ lat: 30.26715, lng: -97.74306 })).toBe('30.267150, -97.743060')
})

// 1 international mile = 1.609344 km and 1 foot = 0.3048 m by the agreement of 1959.
test('imperial units use the international mile and foot', () => {
  expect(fromKm(100, 'imperial')).toBeCloseTo(62.137119, 6)
  expect(fromMetres(100, 'imperial')).toBeCloseTo(328.08399, 5)
  expect(fromKm(100, 'metric')).toBe(100)
})

// A US gallon is 231 cubic inches, 3.785411784 L; water boils at 212 °F, and both scales meet at 40 below.
test('volumes and temperatures come in the units asked for', () => {
  expect(fromLitres(3.785411784, 'us_gallon')).toBe(1)
  expect(fromLitres(50, 'litre')).toBe(50)
  expect([100, 0, -40].map((celsius) => fromCelsius(celsius, 'fahrenheit'))).toEqual([212, 32, -40])
  expect(fromCelsius(21.5, 'celsius')).toBe(21.5)
})

test('a vehicle without a name is called by its plate, then by its IMEI', () => {
  expect(vehicleTitle({ name: ' ', plate: 'AB-12', imei: '860' })).toBe('AB-12')
  expect(vehicleTitle({ name: '', plate: null, imei: '860' })).toBe('860')
})

import { expect, test } from 'vitest'
import { MovingFleet } from './moving-fleet'

const IMEIS = Array.from({ length: 100 }, (_, index) => String(860_000_000_000_000 + index))

test('a tenth of the vehicles tells in each second, and all have told after ten', () => {
  const fleet = new MovingFleet(IMEIS, 1)
  const told = Array.from({ length: 10 }, (_, second) => fleet.tell(1_800_000_000 + second))
  expect(told.map((items) => items.length)).toEqual(Array(10).fill(10))
  expect(new Set(told.flat().map(({ imei }) => imei)).size).toBe(100)
})

test('between two tellings a vehicle comes as far as its speed says', () => {
  const fleet = new MovingFleet(IMEIS, 1)
  const before = fleet.tell(1_800_000_000)
  const after = fleet.tell(1_800_000_010)
  for (const [index, { item }] of after.entries()) {
    const from = before[index]?.item ?? {}
    const northM = (Number(item.lat) - Number(from.lat)) * 111_195
    const eastM =
      (Number(item.lng) - Number(from.lng)) * 111_195 * Math.cos((Number(from.lat) * Math.PI) / 180)
    // km/h over 3.6 are m/s; ten seconds of them. Six decimals are a tenth of a metre.
    expect(Math.abs(Math.hypot(northM, eastM) - (Number(item.gpsSpeed) / 3.6) * 10)).toBeLessThan(0.5)
  }
})

test('the same seed drives the same way', () => {
  expect(new MovingFleet(IMEIS, 7).tell(1_800_000_000)).toEqual(new MovingFleet(IMEIS, 7).tell(1_800_000_000))
})

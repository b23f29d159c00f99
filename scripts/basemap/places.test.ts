import { expect, test } from 'vitest'
import { interiorPoint } from './interior-point'
import { assignZooms, type Place } from './places'

const place = (name: string, lng: number, population: number): Place => ({
  name,
  country: 'XX',
  lng,
  lat: 0,
  population,
  capital: false,
  minZoom: 12,
})

test('of two towns at one spot the bigger shows first, and both show in the end', () => {
  const [big, small] = assignZooms([place('big', 0, 6_000_000), place('small', 0.01, 5_900_000)])
  expect(big?.minZoom).toBe(2)
  expect(small?.minZoom).toBe(12)
})

test('a village in empty land waits for its zoom', () => {
  const [village] = assignZooms([place('village', 40, 1_200)])
  expect(village?.minZoom).toBe(8)
})

test('the label point of a bent shape lies inside it, where there is most room', () => {
  // An L: a bar of width 1 along the left, a block of 4 by 4 at the lower right. The block's centre is (3, 2).
  const ring = [
    [0, 0],
    [5, 0],
    [5, 4],
    [1, 4],
    [1, 9],
    [0, 9],
    [0, 0],
  ]
  const { lng, lat, reach } = interiorPoint([ring], 0.01)
  expect(reach).toBeCloseTo(2, 1)
  expect(lat).toBeCloseTo(2, 1)
  expect(lng).toBeGreaterThan(2)
  expect(lng).toBeLessThan(3.2)
})

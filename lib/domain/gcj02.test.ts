import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromGcj02, isInMainlandChina, toGcj02 } from './gcj02'

// Worked pairs of the vendor protocol sheet, in both systems, to six decimals.
const PAIRS = [
  ['Shenzhen', [22.577282, 113.916604], [22.574237, 113.921466]],
  ['Beijing', [39.90923, 116.397428], [39.910634, 116.403672]],
  ['Baotou', [40.656154, 109.89894], [40.657235, 109.904556]],
  ['Berlin', [52.52, 13.405], [52.52, 13.405]],
  ['São Paulo', [-23.55, -46.63], [-23.55, -46.63]],
] as const

test.each(PAIRS)('%s is shifted as worked out, and back', (_, [lat, lng], [shiftedLat, shiftedLng]) => {
  const shifted = toGcj02({ lat, lng })
  expect(shifted.lat).toBeCloseTo(shiftedLat, 6)
  expect(shifted.lng).toBeCloseTo(shiftedLng, 6)
  const back = fromGcj02({ lat: shiftedLat, lng: shiftedLng })
  // A millionth of a degree, the precision of the pair, is 0.1 m.
  expect(Math.abs(back.lat - lat)).toBeLessThan(2e-6)
  expect(Math.abs(back.lng - lng)).toBeLessThan(2e-6)
})

describe('mainland China', () => {
  // City centres, from any atlas.
  test.each([
    ['Shanghai', 31.24, 121.49],
    ['Xiamen', 24.48, 118.1],
    ['Qingdao', 36.07, 120.38],
    ['Haikou', 20.03, 110.32],
    ['Lhasa', 29.65, 91.1],
    ['Kashgar', 39.47, 75.99],
    ['Harbin', 45.75, 126.6],
    ['Futian, north of the Shenzhen River', 22.54, 114.06],
    ['Gongbei, north of Macau', 22.22, 113.55],
  ])('holds %s', (_, lat, lng) => {
    expect(isInMainlandChina({ lat, lng })).toBe(true)
  })

  test.each([
    ['Hong Kong', 22.28, 114.16],
    ['Yuen Long, south of the Shenzhen River', 22.445, 114.03],
    ['Macau', 22.19, 113.54],
    ['Taipei', 25.04, 121.56],
    ['Hanoi', 21.03, 105.85],
    ['Kathmandu', 27.7, 85.3],
    ['Delhi', 28.6, 77.2],
    ['Almaty', 43.24, 76.9],
    ['Ulaanbaatar', 47.9, 106.9],
    ['Vladivostok', 43.1, 131.9],
    ['Pyongyang', 39.03, 125.75],
  ])('does not hold %s', (_, lat, lng) => {
    expect(isInMainlandChina({ lat, lng })).toBe(false)
    expect(toGcj02({ lat, lng })).toEqual({ lat, lng })
  })
})

test('there and back is the same place, well inside China and well outside', () => {
  const inland = fc.record({
    lat: fc.double({ min: 29, max: 39, noNaN: true }),
    lng: fc.double({ min: 101, max: 119, noNaN: true }),
  })
  const west = fc.record({
    lat: fc.double({ min: -90, max: 90, noNaN: true }),
    lng: fc.double({ min: -180, max: 70, noNaN: true }),
  })
  fc.assert(
    fc.property(fc.oneof(inland, west), (position) => {
      const back = fromGcj02(toGcj02(position))
      expect(Math.abs(back.lat - position.lat)).toBeLessThan(1e-8)
      expect(Math.abs(back.lng - position.lng)).toBeLessThan(1e-8)
    }),
    { numRuns: 10_000 },
  )
})

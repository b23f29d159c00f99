import { describe, expect, test } from 'vitest'
import { boundsOf } from '../fleet-bounds'
import { accuracyRing } from './accuracy-ring'
import { trailLine } from './trail-line'

describe('trail', () => {
  const minute = 60_000
  const drive = (count: number) => ({
    at: Array.from({ length: count }, (_, i) => i * minute),
    lat: Array.from({ length: count }, (_, i) => 41 + i * 0.001),
    lng: Array.from({ length: count }, () => -8),
  })

  test('pieces join without gaps and grow fresher toward the end', () => {
    const { features } = trailLine(drive(100))
    const ends = features.map(({ geometry }) => geometry.coordinates)
    for (let i = 1; i < ends.length; i++) expect(ends[i]?.[0]).toEqual(ends[i - 1]?.at(-1))
    expect(ends[0]?.[0]).toEqual([-8, 41])
    expect(ends.at(-1)?.at(-1)?.[1]).toBeCloseTo(41.099, 9)
    const fresh = features.map(({ properties }) => properties.fresh)
    expect(fresh).toEqual([...fresh].sort((a, b) => a - b))
  })

  test('a leap and a long silence with movement break the line, a long stop does not', () => {
    const points = {
      at: [0, 1, 2, 3, 3 + 20, 4 + 20, 60, 61].map((m) => m * minute),
      lat: [1, 1.001, 1.2, 1.201, 1.22, 1.221, 1.221, 1.222],
      lng: [1, 1, 1, 1, 1, 1, 1, 1],
    }
    const { features } = trailLine(points)
    const drawn = features.flatMap(({ geometry }) =>
      geometry.coordinates.slice(1).map((end, i) => `${geometry.coordinates[i]?.[1]}-${end[1]}`),
    )
    expect(drawn).toEqual(['1-1.001', '1.2-1.201', '1.22-1.221', '1.221-1.221', '1.221-1.222'])
  })

  test('one fix or none is no line', () => {
    expect(trailLine(drive(1)).features).toEqual([])
    expect(trailLine(drive(0)).features).toEqual([])
  })
})

test('every point of an accuracy circle is its radius away, by the haversine formula', () => {
  const ring = accuracyRing(60, 25, 800).geometry.coordinates[0] ?? []
  expect(ring[0]).toEqual(ring.at(-1))
  for (const [lng = 0, lat = 0] of ring) {
    const [a, b] = [(60 * Math.PI) / 180, (lat * Math.PI) / 180]
    const h =
      Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(((lng - 25) * Math.PI) / 360) ** 2
    expect(2 * 6_371_008.8 * Math.asin(Math.sqrt(h))).toBeCloseTo(800, 3)
  }
})

describe('bounds', () => {
  const box = (places: [number, number][]) =>
    boundsOf(
      Float64Array.from(places, ([lat]) => lat),
      Float64Array.from(places, ([, lng]) => lng),
      () => true,
    )

  test('wrap around the date line when that is shorter', () => {
    expect(
      box([
        [-17, 178],
        [-36, 174],
        [-13, -172],
      ]),
    ).toEqual([174, -36, 188, -13])
    expect(
      box([
        [41, -8],
        [52, 13],
      ]),
    ).toEqual([-8, 41, 13, 52])
  })

  test('places without a position do not count, and none is no box', () => {
    expect(
      box([
        [Number.NaN, Number.NaN],
        [1, 2],
      ]),
    ).toEqual([2, 1, 2, 1])
    expect(box([])).toBeNull()
  })
})

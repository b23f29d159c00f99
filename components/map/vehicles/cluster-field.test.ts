import { describe, expect, test } from 'vitest'
import { mercatorX, mercatorY } from '../mercator'
import { type ClusterInput, clusterRadiusPx, createClusterField, groupsIn, NO_GROUP } from './cluster-field'

function inputOf(
  points: [lat: number, lng: number, status?: number][],
  mask: Uint8Array | null = null,
): ClusterInput {
  return {
    count: points.length,
    x: Float64Array.from(points, ([, lng]) => mercatorX(lng)),
    y: Float64Array.from(points, ([lat]) => mercatorY(lat)),
    status: Uint8Array.from(points, ([, , status]) => status ?? 0),
    mask,
  }
}

/** Deterministic noise in [0, 1), so that a failure repeats. */
function noise(seed: number) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

describe('clusters', () => {
  test('vehicles of one town join at low zoom; one far away stands alone', () => {
    const field = createClusterField()
    field.rebuild(
      inputOf([
        [41.15, -8.61, 0],
        [41.16, -8.62, 2],
        [41.14, -8.6, 2],
        [30.27, -97.74, 1],
      ]),
      4,
      56,
    )
    expect(field.groupCount).toBe(1)
    expect(Array.from(field.groupOf.subarray(0, 4))).toEqual([0, 0, 0, NO_GROUP])
    expect(field.size[0]).toBe(3)
    expect(Array.from(field.statusSize.subarray(0, 5))).toEqual([1, 0, 2, 0, 0])
    expect(field.x[0]).toBeCloseTo(mercatorX(-8.61), 9)
  })

  test('the same vehicles stand apart when they are apart on screen', () => {
    const field = createClusterField()
    field.rebuild(
      inputOf([
        [41.15, -8.61],
        [41.16, -8.62],
        [41.14, -8.6],
      ]),
      15,
      56,
    )
    expect(field.groupCount).toBe(0)
  })

  test('filtered and position-less vehicles count nowhere', () => {
    const field = createClusterField()
    const points: [number, number][] = [
      [1, 1],
      [1, 1],
      [1, 1],
      [Number.NaN, Number.NaN],
    ]
    field.rebuild(inputOf(points, Uint8Array.from([1, 1, 0, 1])), 3, 56)
    expect(field.size[0]).toBe(2)
    expect(Array.from(field.groupOf.subarray(0, 4))).toEqual([0, 0, NO_GROUP, NO_GROUP])
  })

  test('every shown vehicle is in exactly one group or alone, and neighbours that overlap are rare', () => {
    const random = noise(7)
    const points = Array.from({ length: 5_000 }, (): [number, number] => [
      35 + random() * 15,
      -10 + random() * 30,
    ])
    const field = createClusterField()
    const zoom = 6
    field.rebuild(inputOf(points), zoom, 56)
    const grouped = Array.from(field.groupOf.subarray(0, 5_000)).filter((group) => group !== NO_GROUP).length
    const sizes = Array.from(field.size.subarray(0, field.groupCount))
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(grouped)
    let overlaps = 0
    for (let a = 0; a < field.groupCount; a++) {
      for (let b = a + 1; b < field.groupCount; b++) {
        const apart = Math.hypot((field.x[a] ?? 0) - (field.x[b] ?? 0), (field.y[a] ?? 0) - (field.y[b] ?? 0))
        if (apart * 512 * 2 ** zoom < 40) overlaps += 1
      }
    }
    expect(overlaps).toBeLessThan(field.groupCount * 0.05)
  })

  test('a status change moves one count and nothing else', () => {
    const input = inputOf([
      [1, 1, 0],
      [1, 1, 0],
      [50, 50, 0],
    ])
    const field = createClusterField()
    field.rebuild(input, 3, 56)
    expect(field.recount(input.status, [0, 1, 2])).toBe(false)
    input.status[1] = 3
    input.status[2] = 3
    expect(field.recount(input.status, [1, 2])).toBe(true)
    expect(Array.from(field.statusSize.subarray(0, 5))).toEqual([1, 0, 0, 1, 0])
  })

  test('near the ground nobody is grouped, and small fleets part earlier', () => {
    expect(clusterRadiusPx(50_000, 16)).toBeNull()
    expect(clusterRadiusPx(50_000, 13)).toBeLessThan(30)
    expect(clusterRadiusPx(50_000, 12)).toBeGreaterThan(44)
    expect(clusterRadiusPx(200, 9)).toBeNull()
    expect(clusterRadiusPx(2_000, 9)).not.toBeNull()
  })

  test('a part of the world has the groups whose middle is in it, across the date line too', () => {
    const field = createClusterField()
    const towns: [number, number][] = [
      [0, 10],
      [0, 179],
      [0, -179],
      [60, 10],
    ]
    field.rebuild(inputOf([...towns, ...towns]), 6, 30)
    const middleX = (groups: number[]) => groups.map((group) => Math.round((field.x[group] ?? 0) * 360 - 180))
    const tropics = { north: 0.4, south: 0.6, zoom: 3 }
    expect(middleX(groupsIn(field, { ...tropics, west: 0.4, east: 0.6 }))).toEqual([10])
    expect(middleX(groupsIn(field, { ...tropics, west: 0.9, east: 1.1 })).sort((a, b) => a - b)).toEqual([
      -179, 179,
    ])
    expect(groupsIn(field, { west: 0, east: 1, north: 0, south: 1, zoom: 0 })).toHaveLength(4)
  })
})

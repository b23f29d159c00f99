import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LatLng } from './gcj02'
import type { FenceShape } from './geofence'
import { shapeProblem } from './geofence-check'
import { distanceBetweenM, METRES_PER_DEGREE, prepareShape, widened } from './geofence-geometry'
import { createFenceIndex } from './geofence-index'

/** A point so many metres east and north of another, flat around it. */
function beside({ lat, lng }: LatLng, eastM: number, northM: number): LatLng {
  const north = lat + northM / METRES_PER_DEGREE
  const east = lng + eastM / (METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180))
  return { lat: north, lng: east > 180 ? east - 360 : east < -180 ? east + 360 : east }
}

const squareAround = (center: LatLng, halfM: number): FenceShape => ({
  kind: 'polygon',
  ring: [
    beside(center, -halfM, -halfM),
    beside(center, halfM, -halfM),
    beside(center, halfM, halfM),
    beside(center, -halfM, halfM),
  ],
})

const PLACES = [
  ['Porto', { lat: 41.15, lng: -8.61 }],
  ['Nairobi', { lat: -1.29, lng: 36.82 }],
  ['Tromso', { lat: 69.65, lng: 18.96 }],
  ['Taveuni, across the 180th meridian', { lat: -16.85, lng: 180 }],
] as const

// Distances are by construction: points are set out in metres from the centre.
test.each(PLACES)(
  'a square of 400 m in %s is 200 m deep at its centre, and ends at its edge',
  (_, center) => {
    const { distanceM } = prepareShape(squareAround(center, 200))
    expect(distanceM(center)).toBeCloseTo(-200, 0)
    expect(distanceM(beside(center, 190, 0))).toBeCloseTo(-10, 0)
    expect(distanceM(beside(center, 0, -260))).toBeCloseTo(60, 0)
    expect(distanceM(beside(center, 240, 230))).toBeCloseTo(50, 0)
  },
)

test.each(PLACES)('a corridor in %s reaches half its width to all sides', (_, center) => {
  const line = [beside(center, -500, 0), center, beside(center, 0, 500)]
  const { distanceM } = prepareShape({ kind: 'corridor', line, widthM: 60 })
  expect(distanceM(beside(center, -250, 10))).toBeCloseTo(-20, 0)
  expect(distanceM(beside(center, 50, 250))).toBeCloseTo(20, 0)
  expect(distanceM(beside(center, -540, 0))).toBeCloseTo(10, 0)
})

test('a circle is one of true metres, however large', () => {
  // Lisbon to Madrid is 502 km: https://www.movable-type.co.uk/scripts/latlong.html
  const [lisbon, madrid] = [
    { lat: 38.7223, lng: -9.1393 },
    { lat: 40.4168, lng: -3.7038 },
  ]
  expect(distanceBetweenM(lisbon, madrid) / 1000).toBeCloseTo(502.4, 0)
  const { distanceM } = prepareShape({ kind: 'circle', center: lisbon, radiusM: 500_000 })
  expect(distanceM(madrid)).toBeCloseTo(distanceBetweenM(lisbon, madrid) - 500_000, 6)
})

test('a ring with a bay has its bay outside', () => {
  const at = (eastM: number, northM: number) => beside({ lat: 52, lng: 13 }, eastM, northM)
  const ring = [
    at(0, 0),
    at(300, 0),
    at(300, 300),
    at(200, 300),
    at(200, 100),
    at(100, 100),
    at(100, 300),
    at(0, 300),
  ]
  const { distanceM } = prepareShape({ kind: 'polygon', ring })
  expect(distanceM(at(150, 200))).toBeCloseTo(50, 0)
  expect(distanceM(at(150, 50))).toBeCloseTo(-50, 0)
})

const point = fc.record({
  lat: fc.double({ min: -70, max: 70, noNaN: true }),
  lng: fc.double({ min: -180, max: 180, noNaN: true }),
})
const shape: fc.Arbitrary<FenceShape> = fc.oneof(
  fc.record({ center: point, radiusM: fc.integer({ min: 10, max: 300_000 }) }).map((circle) => ({
    kind: 'circle' as const,
    ...circle,
  })),
  fc.tuple(point, fc.integer({ min: 20, max: 50_000 })).map(([center, halfM]) => squareAround(center, halfM)),
  fc
    .tuple(
      point,
      fc.array(
        fc.tuple(fc.integer({ min: -20_000, max: 20_000 }), fc.integer({ min: -20_000, max: 20_000 })),
        { minLength: 2, maxLength: 6 },
      ),
      fc.integer({ min: 10, max: 5000 }),
    )
    .map(([from, steps, widthM]) => ({
      kind: 'corridor' as const,
      line: steps.map(([eastM, northM]) => beside(from, eastM, northM)),
      widthM,
    })),
)

test('the index finds every fence within its margin, and none twice', () => {
  fc.assert(
    fc.property(
      fc.array(shape, { minLength: 1, maxLength: 12 }),
      fc.array(point, { maxLength: 5 }),
      (shapes, anywhere) => {
        const prepared = shapes.map(prepareShape)
        const index = createFenceIndex(
          prepared.map(({ box }) => box),
          120,
        )
        // Points near the fences' own corners too, where it matters.
        const near = shapes.flatMap((each) =>
          each.kind === 'circle' ? [beside(each.center, each.radiusM + 60, 30)] : [],
        )
        const corners = shapes.flatMap((each) =>
          each.kind === 'polygon' ? each.ring.map((corner) => beside(corner, 80, -80)) : [],
        )
        for (const each of [...anywhere, ...near, ...corners]) {
          const found = index.search(each)
          expect(new Set(found).size).toBe(found.length)
          const within = prepared.flatMap(({ distanceM }, number) =>
            distanceM(each) <= 119.9 ? [number] : [],
          )
          expect(found).toEqual(expect.arrayContaining(within))
        }
      },
    ),
    { numRuns: 150 },
  )
})

test('a box widened holds what is that near, also far north', () => {
  const box = widened({ south: 69.6, west: 18.9, north: 69.7, east: 19 }, 1000)
  const corner = beside({ lat: 69.7, lng: 19 }, 999, 0)
  expect(corner.lng).toBeLessThan(box.east)
})

const A = { lat: 41, lng: -8 }
const at = (eastM: number, northM: number) => beside(A, eastM, northM)

test.each<[string, FenceShape, ReturnType<typeof shapeProblem>]>([
  ['a square', squareAround(A, 100), null],
  ['a square across the 180th meridian', squareAround({ lat: 10, lng: 180 }, 5000), null],
  [
    'a bow tie',
    { kind: 'polygon', ring: [at(0, 0), at(100, 100), at(100, 0), at(0, 100)] },
    'crosses_itself',
  ],
  [
    'a spike run back along itself',
    { kind: 'polygon', ring: [at(0, 0), at(100, 0), at(50, 0), at(50, 80)] },
    'crosses_itself',
  ],
  ['two points', { kind: 'polygon', ring: [at(0, 0), at(100, 0)] }, 'too_few_points'],
  ['three times one point', { kind: 'polygon', ring: [A, A, A] }, 'too_few_points'],
  ['a sliver', { kind: 'polygon', ring: [at(0, 0), at(1000, 0), at(500, 1)] }, 'too_small'],
  ['half a continent', { kind: 'rectangle', south: 0, west: 0, north: 10, east: 40 }, 'too_large'],
  [
    'a box of two degrees across the 180th meridian',
    { kind: 'rectangle', south: 0, west: 179, north: 1, east: -179 },
    null,
  ],
  ['a circle of 5 m', { kind: 'circle', center: A, radiusM: 5 }, 'radius'],
  ['a circle without a radius', { kind: 'circle', center: A, radiusM: Number.NaN }, 'radius'],
  ['a circle at the pole', { kind: 'circle', center: { lat: 89, lng: 0 }, radiusM: 100 }, 'near_pole'],
  [
    'a place that is none',
    { kind: 'circle', center: { lat: Number.NaN, lng: 0 }, radiusM: 100 },
    'not_on_earth',
  ],
  [
    'a corridor that crosses itself',
    { kind: 'corridor', line: [at(0, 0), at(100, 100), at(100, 0), at(0, 100)], widthM: 30 },
    null,
  ],
  ['a corridor of one point', { kind: 'corridor', line: [A, A], widthM: 30 }, 'too_few_points'],
  ['a corridor without width', { kind: 'corridor', line: [at(0, 0), at(100, 0)], widthM: 0 }, 'width'],
])('%s', (_, drawing, problem) => {
  expect(shapeProblem(drawing)).toBe(problem)
})

test('a thousand corners are checked at once, and one more is too many', () => {
  const ring = (count: number) =>
    Array.from({ length: count }, (_, i) => {
      const angle = (i / count) * 2 * Math.PI
      return at(5000 * Math.cos(angle), 5000 * Math.sin(angle))
    })
  expect(shapeProblem({ kind: 'polygon', ring: ring(1000) })).toBeNull()
  expect(shapeProblem({ kind: 'polygon', ring: ring(1001) })).toBe('too_many_points')
})

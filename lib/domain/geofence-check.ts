// Whether a drawing can be a fence, and what is wrong with it if not. The words for people are made elsewhere.

import type { LatLng } from './gcj02'
import {
  CORRIDOR_WIDTH_M,
  FENCE_RADIUS_M,
  type FenceShape,
  MAX_FENCE_LAT,
  MAX_FENCE_POINTS,
  MAX_FENCE_SPAN_DEG,
  pointsOfShape,
} from './geofence'
import { areaM2, flatten, perimeterM } from './geofence-geometry'

/** Why a shape makes no fence; keys of the messages at `fences.shapeProblems`. */
export const SHAPE_PROBLEMS = [
  'not_on_earth',
  'near_pole',
  'radius',
  'width',
  'too_few_points',
  'too_many_points',
  'too_large',
  'too_small',
  'crosses_itself',
] as const
export type ShapeProblem = (typeof SHAPE_PROBLEMS)[number]

/** What is wrong with a shape, the worst first; null for one that makes a fence. */
export function shapeProblem(shape: FenceShape): ShapeProblem | null {
  const points = pointsOfShape(shape)
  if (!points.every(isOnEarth)) return 'not_on_earth'
  if (points.some(({ lat }) => Math.abs(lat) > MAX_FENCE_LAT)) return 'near_pole'
  if (points.length > MAX_FENCE_POINTS) return 'too_many_points'
  if (shape.kind === 'circle') return isWithin(shape.radiusM, FENCE_RADIUS_M) ? null : 'radius'
  if (shape.kind === 'corridor') return corridorProblem(points, shape.widthM)
  return ringProblem(points)
}

/** A ring narrower than this all over is a slip of the hand: a square of 10 m has 2.5. */
const LEAST_DEPTH_M = 2.5

function ringProblem(ring: readonly LatLng[]): ShapeProblem | null {
  if (distinctCount(ring) < 3) return 'too_few_points'
  if (isTooLarge(ring)) return 'too_large'
  if (crossesItself(ring)) return 'crosses_itself'
  const flat = flatten(ring)
  return areaM2(flat) / perimeterM(flat) < LEAST_DEPTH_M ? 'too_small' : null
}

function corridorProblem(line: readonly LatLng[], widthM: number): ShapeProblem | null {
  if (!isWithin(widthM, CORRIDOR_WIDTH_M)) return 'width'
  if (distinctCount(line) < 2) return 'too_few_points'
  // A corridor may cross itself, as roads do.
  return isTooLarge(line) ? 'too_large' : null
}

function isOnEarth({ lat, lng }: LatLng): boolean {
  // NaN is in no range.
  return Math.abs(lat) <= 90 && Math.abs(lng) <= 180
}

function isWithin(value: number, { min, max }: { min: number; max: number }): boolean {
  return value >= min && value <= max
}

function distinctCount(points: readonly LatLng[]): number {
  return new Set(points.map(({ lat, lng }) => `${lat} ${lng}`)).size
}

function isTooLarge(points: readonly LatLng[]): boolean {
  const { xy } = flatten(points)
  const xs = xy.filter((_, index) => index % 2 === 0)
  const ys = xy.filter((_, index) => index % 2 === 1)
  return [xs, ys].some((values) => Math.max(...values) - Math.min(...values) > MAX_FENCE_SPAN_DEG)
}

/** Whether any two edges of a ring meet elsewhere than at the corner they share. */
export function crossesItself(ring: readonly LatLng[]): boolean {
  const { xy } = flatten(withoutRepeats(ring))
  const count = xy.length / 2
  const corner = (index: number): Corner => {
    const at = 2 * (index % count)
    return [xy[at] ?? 0, xy[at + 1] ?? 0]
  }
  for (let i = 0; i < count; i += 1) {
    for (let j = i + 1; j < count; j += 1) {
      const a: Edge = [corner(i), corner(i + 1)]
      const b: Edge = [corner(j), corner(j + 1)]
      if (j === i + 1 || (i === 0 && j === count - 1) ? isFoldedBack(a, b) : isMeeting(a, b)) return true
    }
  }
  return false
}

type Corner = readonly [x: number, y: number]
type Edge = readonly [Corner, Corner]

/** Twice the area of a triangle, positive when it turns left. */
function turn(a: Corner, b: Corner, c: Corner): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}

function isMeeting([a, b]: Edge, [c, d]: Edge): boolean {
  const [c1, d1, a1, b1] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)]
  if (c1 * d1 < 0 && a1 * b1 < 0) return true
  return (
    (c1 === 0 && isInBoxOf(a, b, c)) ||
    (d1 === 0 && isInBoxOf(a, b, d)) ||
    (a1 === 0 && isInBoxOf(c, d, a)) ||
    (b1 === 0 && isInBoxOf(c, d, b))
  )
}

/** Neighbours share a corner; they overlap when one runs back along the other. */
function isFoldedBack(a: Edge, b: Edge): boolean {
  const shared = sharedCorner(a, b)
  const farA = a[0] === shared || isSame(a[0], shared) ? a[1] : a[0]
  const farB = b[0] === shared || isSame(b[0], shared) ? b[1] : b[0]
  if (turn(shared, farA, farB) !== 0) return false
  return (farA[0] - shared[0]) * (farB[0] - shared[0]) + (farA[1] - shared[1]) * (farB[1] - shared[1]) > 0
}

function sharedCorner(a: Edge, b: Edge): Corner {
  return isSame(a[1], b[0]) ? a[1] : a[0]
}

function isSame(a: Corner, b: Corner): boolean {
  return a[0] === b[0] && a[1] === b[1]
}

function isInBoxOf(a: Corner, b: Corner, p: Corner): boolean {
  return (
    Math.min(a[0], b[0]) <= p[0] &&
    p[0] <= Math.max(a[0], b[0]) &&
    Math.min(a[1], b[1]) <= p[1] &&
    p[1] <= Math.max(a[1], b[1])
  )
}

function withoutRepeats(ring: readonly LatLng[]): LatLng[] {
  return ring.filter(({ lat, lng }, index) => {
    const before = ring[(index + ring.length - 1) % ring.length]
    return before === undefined || before.lat !== lat || before.lng !== lng
  })
}

// Where a point lies in a fence, in metres from its edge. Edges are straight in degrees, as on the map and in GeoJSON; metres
// are measured around the point itself, where a flat earth is right to a few millimetres near the edge. Circles are true
// ones on the sphere. Longitudes are counted from the shape's own first point, so that the 180th meridian is like any other.

import type { LatLng } from './gcj02'
import { type FenceShape, pointsOfShape } from './geofence'

/** Mean radius of the earth (IUGG), metres. */
const EARTH_RADIUS_M = 6_371_008.8
const RADIANS = Math.PI / 180
export const METRES_PER_DEGREE = EARTH_RADIUS_M * RADIANS

/** Degrees. `west` is from -180 to 180, and `east` may go on beyond 180. */
export type GeoBox = { south: number; west: number; north: number; east: number }

/** A shape made ready to be asked often. */
export type PreparedShape = {
  box: GeoBox
  /** About how far from its edge one can be inside, metres; never more than that. */
  depthM: number
  /** Metres from the edge: negative inside, positive outside. */
  distanceM: (point: LatLng) => number
}

/** Makes a shape ready. It must be one that `shapeProblem` has nothing against. */
export function prepareShape(shape: FenceShape): PreparedShape {
  if (shape.kind === 'circle') return prepareCircle(shape.center, shape.radiusM)
  const points = flatten(pointsOfShape(shape))
  if (shape.kind === 'corridor') return prepareCorridor(points, shape.widthM / 2)
  return {
    box: boxOf(points, 0),
    depthM: areaM2(points) / perimeterM(points),
    distanceM: (point) => {
      const edgeM = edgeDistanceM(points, point, true)
      return isInRing(points, point) ? -edgeM : edgeM
    },
  }
}

/** Great-circle distance, metres. */
export function distanceBetweenM(a: LatLng, b: LatLng): number {
  const sine = Math.sin(((b.lat - a.lat) * RADIANS) / 2)
  const turn = Math.sin(((b.lng - a.lng) * RADIANS) / 2)
  const h = sine * sine + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * turn * turn
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** A box that holds everything within `marginM` of the other. */
export function widened({ south, west, north, east }: GeoBox, marginM: number): GeoBox {
  const latDeg = marginM / METRES_PER_DEGREE
  const farthest = Math.min(89, Math.max(Math.abs(south - latDeg), Math.abs(north + latDeg)))
  const lngDeg = latDeg / Math.cos(farthest * RADIANS)
  return { south: south - latDeg, west: west - lngDeg, north: north + latDeg, east: east + lngDeg }
}

/** Points as degrees east of the first and degrees north of the equator: x, y, x, y. */
type Flat = { originLng: number; xy: Float64Array }

/** Points of a drawing counted from its first. */
export function flatten(points: readonly LatLng[]): Flat {
  const originLng = points[0]?.lng ?? 0
  const xy = new Float64Array(points.length * 2)
  for (const [index, { lat, lng }] of points.entries()) {
    xy[2 * index] = eastOf(originLng, lng)
    xy[2 * index + 1] = lat
  }
  return { originLng, xy }
}

/** Degrees from one meridian to another, the shorter way: -180 to 180. */
function eastOf(originLng: number, lng: number): number {
  const east = lng - originLng
  if (east > 180) return east - 360
  return east < -180 ? east + 360 : east
}

function prepareCircle(center: LatLng, radiusM: number): PreparedShape {
  const { lat, lng } = center
  return {
    box: widened({ south: lat, west: lng, north: lat, east: lng }, radiusM),
    depthM: radiusM,
    distanceM: (point) => distanceBetweenM(center, point) - radiusM,
  }
}

function prepareCorridor(points: Flat, halfWidthM: number): PreparedShape {
  return {
    box: boxOf(points, halfWidthM),
    depthM: halfWidthM,
    distanceM: (point) => edgeDistanceM(points, point, false) - halfWidthM,
  }
}

function boxOf({ originLng, xy }: Flat, marginM: number): GeoBox {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let at = 0; at < xy.length; at += 2) {
    const [x = 0, y = 0] = [xy[at], xy[at + 1]]
    west = Math.min(west, x)
    east = Math.max(east, x)
    south = Math.min(south, y)
    north = Math.max(north, y)
  }
  const box = widened({ south, west: west + originLng, north, east: east + originLng }, marginM)
  const turn = box.west < -180 ? 360 : 0
  return { ...box, west: box.west + turn, east: box.east + turn }
}

/** Counts how often a line to the east crosses the ring: an odd number of times from inside. */
function isInRing({ originLng, xy }: Flat, { lat, lng }: LatLng): boolean {
  const x = eastOf(originLng, lng)
  let isInside = false
  let [xA = 0, yA = 0] = xy.subarray(-2)
  for (let at = 0; at < xy.length; at += 2) {
    const [xB = 0, yB = 0] = [xy[at], xy[at + 1]]
    if (yA > lat !== yB > lat && x < xA + ((xB - xA) * (lat - yA)) / (yB - yA)) isInside = !isInside
    xA = xB
    yA = yB
  }
  return isInside
}

/** Metres from a point to the nearest part of a line, or of a ring. */
function edgeDistanceM({ originLng, xy }: Flat, { lat, lng }: LatLng, isClosed: boolean): number {
  const x = eastOf(originLng, lng)
  const perDegreeEastM = METRES_PER_DEGREE * Math.cos(lat * RADIANS)
  const from = isClosed ? xy.length - 2 : 0
  let eastA = ((xy[from] ?? 0) - x) * perDegreeEastM
  let northA = ((xy[from + 1] ?? 0) - lat) * METRES_PER_DEGREE
  let least = eastA * eastA + northA * northA
  for (let at = isClosed ? 0 : 2; at < xy.length; at += 2) {
    const eastB = ((xy[at] ?? 0) - x) * perDegreeEastM
    const northB = ((xy[at + 1] ?? 0) - lat) * METRES_PER_DEGREE
    const [east, north] = [eastB - eastA, northB - northA]
    const lengthSquared = east * east + north * north
    const along = lengthSquared === 0 ? 0 : -(eastA * east + northA * north) / lengthSquared
    const share = along < 0 ? 0 : along > 1 ? 1 : along
    const [offEast, offNorth] = [eastA + share * east, northA + share * north]
    const squared = offEast * offEast + offNorth * offNorth
    if (squared < least) least = squared
    eastA = eastB
    northA = northB
  }
  return Math.sqrt(least)
}

/** Square metres inside a ring, by the middle parallel's scale. */
export function areaM2({ xy }: Flat): number {
  let [twice, sumLat] = [0, 0]
  let [xA = 0, yA = 0] = xy.subarray(-2)
  for (let at = 0; at < xy.length; at += 2) {
    const [xB = 0, yB = 0] = [xy[at], xy[at + 1]]
    twice += xA * yB - xB * yA
    sumLat += yB
    xA = xB
    yA = yB
  }
  const middleLat = sumLat / Math.max(1, xy.length / 2)
  return (Math.abs(twice) / 2) * METRES_PER_DEGREE ** 2 * Math.cos(middleLat * RADIANS)
}

/** Metres around a ring. */
export function perimeterM({ xy }: Flat): number {
  let sum = 0
  let [xA = 0, yA = 0] = xy.subarray(-2)
  for (let at = 0; at < xy.length; at += 2) {
    const [xB = 0, yB = 0] = [xy[at], xy[at + 1]]
    const eastM = (xB - xA) * METRES_PER_DEGREE * Math.cos(((yA + yB) / 2) * RADIANS)
    sum += Math.hypot(eastM, (yB - yA) * METRES_PER_DEGREE)
    xA = xB
    yA = yB
  }
  return sum
}

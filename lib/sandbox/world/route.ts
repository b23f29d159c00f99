// A route: one drive from gate to gate as a table over time, with a speed profile that obeys limits, curves and signals.
// Tables are typed arrays, so thousands of routes fit in a few dozen megabytes.

import { along, bearingDeg, type LatLng, METRES_PER_DEGREE, metresPerLng } from './geo'
import { type RouteLine, routeLine } from './route-line'
import type { PathPoint } from './streets'

/** Columns over the vertices of a route. Between two vertices the acceleration is constant. */
export type Route = {
  readonly origin: LatLng
  /** Degrees relative to the origin; 32-bit floats resolve centimetres there. */
  readonly lat: Float32Array
  readonly lng: Float32Array
  /** Metres from the start. */
  readonly distM: Float32Array
  /** Seconds from the start, in free flow. */
  readonly timeS: Float32Array
  /** Metres per second at the vertex. */
  readonly speedMps: Float32Array
  readonly durationS: number
  readonly distanceM: number
  readonly maxSpeedMps: number
}

/** Where a drive is after some seconds in free flow. */
export type RoutePoint = LatLng & { speedMps: number; headingDeg: number; distM: number }

/** Builds the route along a path of at least two points; `hash` names its traffic. */
export function buildRoute(path: readonly PathPoint[], hash: number): Route {
  return tabulate(routeLine(path, hash))
}

/** The point of a route `freeS` seconds after its start in free flow; clamped to its ends. O(log n). */
export function routePointAt(route: Route, freeS: number): RoutePoint {
  // Most of a fleet stands where a route ends.
  const i = freeS >= route.durationS ? route.timeS.length - 2 : segmentAt(route.timeS, freeS)
  const startS = route.timeS[i] ?? 0
  const spanS = (route.timeS[i + 1] ?? startS) - startS
  const elapsedS = Math.max(0, Math.min(spanS, freeS - startS))
  const fromM = route.distM[i] ?? 0
  const lengthM = (route.distM[i + 1] ?? fromM) - fromM
  const v0 = route.speedMps[i] ?? 0
  const gain = spanS > 0 ? ((route.speedMps[i + 1] ?? 0) - v0) / spanS : 0
  const share =
    lengthM > 0 ? Math.max(0, Math.min(1, (v0 * elapsedS + (gain * elapsedS * elapsedS) / 2) / lengthM)) : 0
  const { lat, lng } = along(vertexAt(route, i), vertexAt(route, i + 1), share)
  const done = freeS <= 0 || freeS >= route.durationS
  return {
    lat,
    lng,
    speedMps: done || lengthM === 0 ? 0 : v0 + gain * elapsedS,
    headingDeg: headingAt(route, i),
    distM: fromM + lengthM * share,
  }
}

function vertexAt(route: Route, i: number): LatLng {
  return { lat: route.origin.lat + (route.lat[i] ?? 0), lng: route.origin.lng + (route.lng[i] ?? 0) }
}

// A vehicle that waits at a signal still points where it came from.
function headingAt(route: Route, i: number): number {
  const isWaiting = route.distM[i] === route.distM[i + 1]
  const j = isWaiting && i > 0 ? i - 1 : i
  return bearingDeg(vertexAt(route, j), vertexAt(route, j + 1))
}

/** Index i with times[i] <= at < times[i + 1], within 0..length - 2. */
function segmentAt(times: Float32Array, at: number): number {
  let low = 0
  let high = times.length - 2
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((times[middle] ?? 0) <= at) low = middle
    else high = middle - 1
  }
  return low
}

function tabulate(line: RouteLine): Route {
  const waits = line.stopS.reduce((count, stopS) => count + (stopS > 0 ? 1 : 0), 0)
  const column = () => new Float32Array(line.x.length + waits)
  const [lat, lng, distM, timeS, speedMps] = [column(), column(), column(), column(), column()]
  const east = metresPerLng(line.origin.lat + (line.y.at(-1) ?? 0) / METRES_PER_DEGREE / 2)
  let [row, dist, time, maxSpeedMps] = [0, 0, 0, 0]
  for (let i = 0; i < line.x.length; i++) {
    const mps = line.mps[i] ?? 0
    const stepM = line.stepM[i] ?? 0
    dist += stepM
    time += (2 * stepM) / Math.max(0.1, mps + (line.mps[i - 1] ?? 0))
    maxSpeedMps = Math.max(maxSpeedMps, mps)
    const stopS = line.stopS[i] ?? 0
    // A wait is a second row at the same place.
    for (const atS of stopS > 0 ? [time, time + stopS] : [time]) {
      lat[row] = (line.y[i] ?? 0) / METRES_PER_DEGREE
      lng[row] = (line.x[i] ?? 0) / east
      distM[row] = dist
      timeS[row] = atS
      speedMps[row++] = mps
    }
    time += stopS
  }
  return {
    origin: line.origin,
    lat,
    lng,
    distM,
    timeS,
    speedMps,
    durationS: time,
    distanceM: dist,
    maxSpeedMps,
  }
}

// Turns the points of a path into a dense line with a speed profile: corners rounded, limits, curves, traffic,
// signals and the power of a vehicle obeyed. Works in metres on a local plane, for speed.

import { type LatLng, METRES_PER_DEGREE, metresPerLng } from './geo'
import { between, unit } from './random'
import type { PathPoint } from './streets'

/** Columns over the vertices of a line: metres east and north of the origin, speed at the vertex, wait at the vertex. */
export type RouteLine = {
  readonly origin: LatLng
  readonly x: number[]
  readonly y: number[]
  readonly mps: number[]
  readonly stopS: number[]
  /** Length of the stretch that ends at the vertex, metres; 0 for the first. */
  readonly stepM: number[]
}

const ACCELERATION = 1.3
const BRAKING = 1.6
const SIDEWAYS_ACCELERATION = 2.2
const SIGNAL_SHARE = 0.09
const TRAFFIC_ZONE_M = 500
/** Turns below this many radians need no rounding. */
const SLIGHT_TURN = 0.07

/** The line along a path of at least two points; `hash` names its signals and traffic. */
export function routeLine(path: readonly PathPoint[], hash: number): RouteLine {
  const line = smoothed(path, hash)
  for (let i = 1; i < line.x.length; i++) {
    line.stepM.push(Math.hypot(at(line.x, i) - at(line.x, i - 1), at(line.y, i) - at(line.y, i - 1)))
  }
  limitBySurroundings(line, hash)
  limitByAcceleration(line)
  return line
}

function at(column: readonly number[], i: number): number {
  return column[i] ?? 0
}

/** Rounds the corners of a path with quadratic curves and cuts long stretches into short ones. */
function smoothed(path: readonly PathPoint[], hash: number): RouteLine {
  const first = path[0] ?? { lat: 0, lng: 0 }
  const origin = { lat: first.lat, lng: first.lng }
  const line: RouteLine = { origin, x: [0], y: [0], mps: [0], stopS: [0], stepM: [0] }
  const east = metresPerLng((origin.lat + (path.at(-1)?.lat ?? origin.lat)) / 2)
  const xs = path.map((point) => (point.lng - origin.lng) * east)
  const ys = path.map((point) => (point.lat - origin.lat) * METRES_PER_DEGREE)
  for (let i = 1; i < path.length; i++) {
    const [before, point] = [path[i - 1], path[i]]
    if (!before || !point) continue
    const kph = Math.min(point.kph, before.kph)
    if (i === path.length - 1) stretchTo(line, at(xs, i), at(ys, i), kph)
    else roundCorner(line, { xs, ys, i, kph, after: point.kph, cornerM: point.cornerM })
    const isSignal = point.junction && i < path.length - 1 && unit(hash, i) < SIGNAL_SHARE
    if (isSignal) line.stopS[line.stopS.length - 1] = between([hash, i + 5000], 6, 34)
  }
  return line
}

function append(line: RouteLine, x: number, y: number, kph: number): void {
  line.x.push(x)
  line.y.push(y)
  line.mps.push(kph / 3.6)
  line.stopS.push(0)
}

/** A straight piece in at least two steps, so that a vehicle can start and stop within it. */
function stretchTo(line: RouteLine, x: number, y: number, kph: number): void {
  const [fromX, fromY] = [at(line.x, line.x.length - 1), at(line.y, line.y.length - 1)]
  const length = Math.hypot(x - fromX, y - fromY)
  if (length < 1) return
  const pieces = Math.max(2, Math.ceil(length / stepFor(kph)))
  for (let k = 1; k <= pieces; k++) {
    append(line, fromX + ((x - fromX) * k) / pieces, fromY + ((y - fromY) * k) / pieces, kph)
  }
}

type Corner = {
  xs: readonly number[]
  ys: readonly number[]
  i: number
  kph: number
  after: number
  cornerM: number
}

function roundCorner(line: RouteLine, corner: Corner): void {
  const { xs, ys, i } = corner
  const [x, y] = [at(xs, i), at(ys, i)]
  const [inX, inY] = [x - at(xs, i - 1), y - at(ys, i - 1)]
  const [outX, outY] = [at(xs, i + 1) - x, at(ys, i + 1) - y]
  const turn = Math.abs(Math.atan2(inX * outY - inY * outX, inX * outX + inY * outY))
  if (turn < SLIGHT_TURN) {
    stretchTo(line, x, y, corner.kph)
    return
  }
  const [inM, outM] = [Math.hypot(inX, inY), Math.hypot(outX, outY)]
  const reach = Math.min(corner.cornerM, inM / 2, outM / 2)
  const [startX, startY] = [x - (inX / inM) * reach, y - (inY / inM) * reach]
  const [endX, endY] = [x + (outX / outM) * reach, y + (outY / outM) * reach]
  stretchTo(line, startX, startY, corner.kph)
  const pieces = Math.max(2, Math.ceil(turn / 0.26), Math.ceil((2 * reach) / stepFor(corner.kph)))
  for (let k = 1; k <= pieces; k++) {
    const share = k / pieces
    const [a, b, c] = [(1 - share) ** 2, 2 * share * (1 - share), share ** 2]
    append(line, a * startX + b * x + c * endX, a * startY + b * y + c * endY, corner.after)
  }
}

function stepFor(kph: number): number {
  if (kph <= 45) return 45
  if (kph <= 60) return 65
  return kph <= 90 ? 120 : 200
}

/** Takes speed away in curves, and a little everywhere, as traffic does; some stretches are congested. */
function limitBySurroundings(line: RouteLine, hash: number): void {
  const { x, y, mps, stepM } = line
  let dist = 0
  for (let i = 1; i < x.length; i++) {
    dist += at(stepM, i)
    const zone = Math.floor(dist / TRAFFIC_ZONE_M)
    const share = unit(hash, 20_000 + zone) < 0.05 ? 0.5 : between([hash, 10_000 + zone], 0.84, 1)
    const [inX, inY] = [at(x, i) - at(x, i - 1), at(y, i) - at(y, i - 1)]
    const [outX, outY] = [at(x, i + 1) - at(x, i), at(y, i + 1) - at(y, i)]
    const turn = i + 1 < x.length ? Math.abs(Math.atan2(inX * outY - inY * outX, inX * outX + inY * outY)) : 0
    const radius = (at(stepM, i) + at(stepM, i + 1)) / 2 / Math.max(turn, 1e-4)
    mps[i] = Math.max(2.5, Math.min(at(mps, i) * share, Math.sqrt(SIDEWAYS_ACCELERATION * radius)))
  }
}

/** Standing at both ends and at signals; no vehicle gains or loses speed faster than it can. */
function limitByAcceleration(line: RouteLine): void {
  const { mps, stepM, stopS } = line
  const last = mps.length - 1
  for (let i = 0; i <= last; i++) if (i === 0 || i === last || at(stopS, i) > 0) mps[i] = 0
  for (let i = 1; i <= last; i++) {
    mps[i] = Math.min(at(mps, i), Math.sqrt(at(mps, i - 1) ** 2 + 2 * ACCELERATION * at(stepM, i)))
  }
  for (let i = last - 1; i >= 0; i--) {
    mps[i] = Math.min(at(mps, i), Math.sqrt(at(mps, i + 1) ** 2 + 2 * BRAKING * at(stepM, i + 1)))
  }
}

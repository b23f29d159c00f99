// The coordinates that maps of mainland China use by law (GCJ-02, "Mars"): WGS84, shifted by some hundred metres.
// Inside Milepost positions are always WGS84; only codecs of vendor formats come here.

import { CHINA_OUTLINE } from './china-outline'

/** Degrees. */
export type LatLng = { lat: number; lng: number }

/** WGS84 to GCJ-02. Outside mainland China a position stays as it is. */
export function toGcj02(wgs84: LatLng): LatLng {
  return isInMainlandChina(wgs84) ? shifted(wgs84) : wgs84
}

/** GCJ-02 to WGS84, to within a millimetre. Outside mainland China a position stays as it is. */
export function fromGcj02(gcj02: LatLng): LatLng {
  if (!isNearMainlandChina(gcj02)) return gcj02
  const wgs84 = unshifted(gcj02)
  return isInMainlandChina(wgs84) ? wgs84 : gcj02
}

/** Whether a WGS84 position is in mainland China, right to some 10 km at the land borders. */
export function isInMainlandChina(position: LatLng): boolean {
  return isNearMainlandChina(position) && isInside(position, CHINA_OUTLINE)
}

/** The box the outline lies in, wide enough for shifted positions too. */
function isNearMainlandChina({ lat, lng }: LatLng): boolean {
  return lng > 73 && lng < 136 && lat > 17 && lat < 54
}

/** Counts how often a line to the east crosses the outline: an odd number of times from inside. */
function isInside({ lat, lng }: LatLng, outline: readonly number[]): boolean {
  let [lngA = 0, latA = 0] = outline.slice(-2)
  let inside = false
  for (let at = 0; at < outline.length; at += 2) {
    const lngB = outline[at] ?? 0
    const latB = outline[at + 1] ?? 0
    const isCrossed = latA > lat !== latB > lat && lng < lngA + ((lngB - lngA) * (lat - latA)) / (latB - latA)
    if (isCrossed) inside = !inside
    lngA = lngB
    latA = latB
  }
  return inside
}

// Krasovsky 1940, the ellipsoid the shift is defined on: half axis in metres, and eccentricity squared.
const SEMI_MAJOR_AXIS_M = 6_378_245
const ECCENTRICITY_SQUARED = 0.006693421622965943

/** The published formula of the shift: a polynomial and three waves for each axis, in metres, turned into degrees. */
function shifted({ lat, lng }: LatLng): LatLng {
  const x = lng - 105
  const y = lat - 35
  const common = 20 * sin(6 * x) + 20 * sin(2 * x)
  const northM =
    -100 +
    2 * x +
    3 * y +
    0.2 * y ** 2 +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    (2 / 3) * (common + 20 * sin(y) + 40 * sin(y / 3) + 160 * sin(y / 12) + 320 * sin(y / 30))
  const eastM =
    300 +
    x +
    2 * y +
    0.1 * x ** 2 +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    (2 / 3) * (common + 20 * sin(x) + 40 * sin(x / 3) + 150 * sin(x / 12) + 300 * sin(x / 30))
  const phi = (lat * Math.PI) / 180
  const flattening = 1 - ECCENTRICITY_SQUARED * Math.sin(phi) ** 2
  const meridianRadiusM = (SEMI_MAJOR_AXIS_M * (1 - ECCENTRICITY_SQUARED)) / flattening ** 1.5
  const parallelRadiusM = (SEMI_MAJOR_AXIS_M / Math.sqrt(flattening)) * Math.cos(phi)
  return { lat: lat + degrees(northM / meridianRadiusM), lng: lng + degrees(eastM / parallelRadiusM) }
}

const ENOUGH_DEG = 1e-9
const MAX_STEPS = 20

/** The shift has no closed way back. Its slope is small, so taking off the error again and again converges in a few steps. */
function unshifted(gcj02: LatLng): LatLng {
  let wgs84 = gcj02
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const reached = shifted(wgs84)
    const lat = reached.lat - gcj02.lat
    const lng = reached.lng - gcj02.lng
    if (Math.abs(lat) < ENOUGH_DEG && Math.abs(lng) < ENOUGH_DEG) break
    wgs84 = { lat: wgs84.lat - lat, lng: wgs84.lng - lng }
  }
  return wgs84
}

function sin(halfTurns: number): number {
  return Math.sin(halfTurns * Math.PI)
}

function degrees(radians: number): number {
  return (radians * 180) / Math.PI
}

// How far fixes are to be trusted: where a vehicle can be at all, and how far beyond an edge it has to be before it counts as
// across.

import type { LatLng } from './gcj02'
import { distanceBetweenM, type PreparedShape } from './geofence-geometry'
import type { FixSource } from './vehicle'

/** Where something was, and when, ms since epoch. */
type Moment = LatLng & { atMs: number }
/** The last fix that counted, and one too far away to be believed alone. */
type Doubting = Moment & { doubted: Moment | null }

/**
 * Metres a fix must lie inside or outside the edge to change sides, by how it was found: more than fixes of a parked
 * vehicle scatter. Cell fixes are off by a kilometre and change nothing.
 */
const CROSSING_BAND_M = {
  gps: { inside: 10, outside: 25 },
  beacon: { inside: 20, outside: 50 },
  wifi: { inside: 50, outside: 120 },
} as const
/** The widest of them. */
export const WIDEST_BAND_M = 120

/** Faster than this no vehicle is: 300 km/h. */
const MAX_SPEED_MPS = 84
/** Nearer than this a leap is noise that the band covers. */
const LEAP_M = 300

/** The band of a fix, by how it was found; a fix that says nothing of that counts as one of GPS. */
export function bandOf(source: FixSource | null): { inside: number; outside: number } {
  return source === 'wifi' || source === 'beacon' ? CROSSING_BAND_M[source] : CROSSING_BAND_M.gps
}

/** Metres inside at which a fence is entered: small fences have to be entered too. */
export function insideBandM({ depthM }: PreparedShape, source: FixSource | null): number {
  return Math.min(bandOf(source).inside, depthM / 2)
}

/** Whether a vehicle can be there. A leap counts once a second fix agrees with it; what is doubted is noted in the track. */
export function isBelievable(track: Doubting, fix: Moment): boolean {
  const isReached = canReach(track, fix)
  const isConfirmed = track.doubted !== null && fix.atMs > track.doubted.atMs && canReach(track.doubted, fix)
  if (isReached || isConfirmed) {
    track.doubted = null
    return true
  }
  if (track.doubted === null || fix.atMs > track.doubted.atMs)
    track.doubted = { lat: fix.lat, lng: fix.lng, atMs: fix.atMs }
  return false
}

function canReach(from: Moment, to: Moment): boolean {
  const farM = distanceBetweenM(from, to)
  return farM <= LEAP_M || farM <= ((to.atMs - from.atMs) / 1000) * MAX_SPEED_MPS
}

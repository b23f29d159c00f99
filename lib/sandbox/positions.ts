// Positions as the vendor writes them: rounded degrees, and GCJ-02 where `map_type=GOOGLE` asks for it.
// Written apart from the client's converter, so that both cannot share a mistake.

import type { FixSource } from '@/lib/domain/vehicle'

/** `confidence`, documented for S2 alone: 1 worst to 3 best. Satellite fixes carry null in its samples. */
export const FIX_CONFIDENCES: Record<FixSource, number | null> = { gps: null, wifi: 2, cell: 1, beacon: 3 }

/** Six decimals, about 0.1 m. */
export function wirePosition(
  position: { lat: number; lng: number },
  mapType: string | null,
): { lat: number; lng: number } {
  const { lat, lng } = mapType === 'GOOGLE' ? toGcj02(position) : position
  return { lat: roundDegrees(lat), lng: roundDegrees(lng) }
}

function roundDegrees(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}

const EARTH_RADIUS_M = 6378245
const ECCENTRICITY_SQUARED = 0.006693421622965943

/** WGS84 to GCJ-02 by the public formula, inside the usual box around China; unchanged elsewhere. */
export function toGcj02({ lat, lng }: { lat: number; lng: number }): { lat: number; lng: number } {
  if (lng < 72.004 || lng > 137.8347 || lat < 0.8293 || lat > 55.8271) return { lat, lng }
  const x = lng - 105
  const y = lat - 35
  const root = Math.sqrt(Math.abs(x))
  const common = (2 / 3) * (20 * sinPi(6 * x) + 20 * sinPi(2 * x))
  const northM =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * root +
    common +
    (2 / 3) * (20 * sinPi(y) + 40 * sinPi(y / 3)) +
    (2 / 3) * (160 * sinPi(y / 12) + 320 * sinPi(y / 30))
  const eastM =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * root +
    common +
    (2 / 3) * (20 * sinPi(x) + 40 * sinPi(x / 3)) +
    (2 / 3) * (150 * sinPi(x / 12) + 300 * sinPi(x / 30))
  const phi = (lat * Math.PI) / 180
  const m = 1 - ECCENTRICITY_SQUARED * Math.sin(phi) ** 2
  const meridianM = (EARTH_RADIUS_M * (1 - ECCENTRICITY_SQUARED)) / m ** 1.5
  const parallelM = (EARTH_RADIUS_M / Math.sqrt(m)) * Math.cos(phi)
  return {
    lat: lat + (northM * 180) / (Math.PI * meridianM),
    lng: lng + (eastM * 180) / (Math.PI * parallelM),
  }
}

function sinPi(value: number): number {
  return Math.sin(value * Math.PI)
}

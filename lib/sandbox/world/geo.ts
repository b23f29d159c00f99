// Small-scale geometry on WGS84 degrees: good to well under one percent over the few hundred
// kilometres of one region, and cheap enough to be asked a million times.

/** A position in degrees. */
export type LatLng = { lat: number; lng: number }

/** Metres of one degree of latitude on the sphere of mean radius 6 371 008.8 m. */
export const METRES_PER_DEGREE = 111_195.08

const DEGREES_TO_RADIANS = Math.PI / 180

/** Metres of one degree of longitude at a latitude. */
export function metresPerLng(lat: number): number {
  return METRES_PER_DEGREE * Math.cos(lat * DEGREES_TO_RADIANS)
}

/** Distance in metres, equirectangular at the mean latitude. */
export function distanceM(a: LatLng, b: LatLng): number {
  const y = (b.lat - a.lat) * METRES_PER_DEGREE
  const x = (b.lng - a.lng) * metresPerLng((a.lat + b.lat) / 2)
  return Math.hypot(x, y)
}

/** Bearing from a to b in degrees clockwise from north, 0 <= bearing < 360; 0 when both are one point. */
export function bearingDeg(a: LatLng, b: LatLng): number {
  const y = (b.lat - a.lat) * METRES_PER_DEGREE
  const x = (b.lng - a.lng) * metresPerLng((a.lat + b.lat) / 2)
  return (Math.atan2(x, y) / DEGREES_TO_RADIANS + 360) % 360
}

/** The position `eastM` and `northM` metres away. */
export function offset(from: LatLng, eastM: number, northM: number): LatLng {
  return { lat: from.lat + northM / METRES_PER_DEGREE, lng: from.lng + eastM / metresPerLng(from.lat) }
}

/** The point at `share` (0..1) of the straight line from a to b. */
export function along(a: LatLng, b: LatLng, share: number): LatLng {
  return { lat: a.lat + (b.lat - a.lat) * share, lng: a.lng + (b.lng - a.lng) * share }
}

// Web Mercator in the unit square: x grows east from the date line, y grows south; the map library's own convention.

/** Earth's circumference on the sphere that web maps use, in metres. */
export const EQUATOR_M = 2 * Math.PI * 6_371_008.8
/** Pixels the world is wide at zoom 0 in the map library. */
export const WORLD_PX = 512
/** Latitudes beyond this lie outside the square. */
export const MAX_LATITUDE = 85.051129

export function mercatorX(lng: number): number {
  return lng / 360 + 0.5
}

export function mercatorY(lat: number): number {
  const clamped = Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, lat))
  const sine = Math.sin((clamped * Math.PI) / 180)
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
}

export function lngOfMercator(x: number): number {
  return (x - 0.5) * 360
}

export function latOfMercator(y: number): number {
  return (Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) * 360) / Math.PI - 90
}

/** How many metres one unit of the square spans at the given height in it: the scale shrinks toward the poles. */
export function metresPerUnit(y: number): number {
  return EQUATOR_M / Math.cosh((0.5 - y) * 2 * Math.PI)
}

// A circle of true metres on the globe, as a polygon: where a vehicle may be when Wi-Fi or cell towers placed it.

import type { Feature, Polygon } from 'geojson'

const CORNERS = 64
const EARTH_RADIUS_M = 6_371_008.8

/** Destination points from the centre in all directions (great circle, spherical earth). */
export function accuracyRing(lat: number, lng: number, radiusM: number): Feature<Polygon> {
  const angle = radiusM / EARTH_RADIUS_M
  const phi = (lat * Math.PI) / 180
  const ring = Array.from({ length: CORNERS + 1 }, (_, i) => {
    const bearing = ((i % CORNERS) / CORNERS) * 2 * Math.PI
    const sine = Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(bearing)
    const east = Math.sin(bearing) * Math.sin(angle) * Math.cos(phi)
    const turn = Math.atan2(east, Math.cos(angle) - Math.sin(phi) * sine)
    return [lng + (turn * 180) / Math.PI, (Math.asin(sine) * 180) / Math.PI]
  })
  return { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } }
}

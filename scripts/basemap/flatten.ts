// Makes spherical polygons flat: the atlas keeps shapes whole across the date line and around the pole, a flat map cannot.

import type { Feature, Geometry, Position } from 'geojson'

/** The feature with every ring and line in one run of longitudes, which may leave -180..180: the tiler wraps them. */
export function flatten<G extends Geometry, P>(feature: Feature<G, P>): Feature<G, P> {
  return { ...feature, geometry: flattenGeometry(feature.geometry) }
}

function flattenGeometry<G extends Geometry>(geometry: G): G {
  if (geometry.type === 'Polygon') return { ...geometry, coordinates: flattenPolygon(geometry.coordinates) }
  if (geometry.type === 'MultiPolygon')
    return { ...geometry, coordinates: geometry.coordinates.map(flattenPolygon) }
  if (geometry.type === 'LineString') return { ...geometry, coordinates: unrolled(geometry.coordinates) }
  if (geometry.type === 'MultiLineString')
    return { ...geometry, coordinates: geometry.coordinates.map(unrolled) }
  return geometry
}

/** Holes follow their outline to the same turn around the world. */
function flattenPolygon(rings: Position[][]): Position[][] {
  const [outline = [], ...holes] = rings
  const flat = aroundPole(unrolled(outline))
  const middle = middleOf(flat)
  return [
    flat,
    ...holes.map((hole) => {
      const ring = unrolled(hole)
      const turn = Math.round((middle - middleOf(ring)) / 360) * 360
      return ring.map(([lng = 0, lat = 0]) => [lng + turn, lat])
    }),
  ]
}

/** No step between neighbours is longer than half the world. */
function unrolled(line: Position[]): Position[] {
  let turn = 0
  let before = line[0]?.[0] ?? 0
  return line.map(([lng = 0, lat = 0]) => {
    if (lng - before > 180) turn -= 360
    else if (lng - before < -180) turn += 360
    before = lng
    return [lng + turn, lat]
  })
}

/** A ring that goes once around the world encloses a pole, and on a flat map it must run along the edge there. */
function aroundPole(ring: Position[]): Position[] {
  const first = ring[0]
  const last = ring.at(-1)
  if (!first || !last || Math.abs((last[0] ?? 0) - (first[0] ?? 0)) < 180) return ring
  const pole = (first[1] ?? 0) < 0 ? -90 : 90
  return [...ring, [last[0] ?? 0, pole], [first[0] ?? 0, pole], first]
}

function middleOf(ring: Position[]): number {
  const lngs = ring.map(([lng = 0]) => lng)
  return (Math.min(...lngs) + Math.max(...lngs)) / 2
}

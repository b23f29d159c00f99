// Fences as GeoJSON (RFC 7946) and back, and as KML. Circles and corridors, which neither format has, travel as what other
// programs can draw, with what they are in the properties.

import type { LatLng } from './gcj02'
import { CORRIDOR_WIDTH_M, type FenceShape, pointsOfShape } from './geofence'
import { type ShapeProblem, shapeProblem } from './geofence-check'
import { xmlText } from './track/export/exported'

/** `[lng, lat]`, as GeoJSON has it; further numbers are passed over. */
type Position = readonly number[]
export type FenceGeometry =
  | { type: 'Polygon'; coordinates: Position[][] }
  | { type: 'LineString'; coordinates: Position[] }
export type FenceFeature = {
  type: 'Feature'
  properties: Record<string, unknown>
  geometry: FenceGeometry
}

/** What a file says of a fence. */
export type FenceWords = { name: string; color: string; description: string; tags: string[] }
export type WordedFence = FenceWords & { shape: FenceShape }

/** A feature of a file: a fence, or why it is none. */
export type ReadFence =
  | { ok: true; fence: WordedFence }
  | { ok: false; name: string; problem: ShapeProblem | 'not_a_shape' }

/** What a line without a width becomes. */
export const USUAL_CORRIDOR_WIDTH_M = 50
/** A point without a radius. */
export const USUAL_RADIUS_M = 200
export const USUAL_FENCE_COLOR = '#3b7aff'

const EARTH_RADIUS_M = 6_371_008.8
const RADIANS = Math.PI / 180

/** A ring of true metres around a point, closed, `[lng, lat]`. */
export function circleRing({ lat, lng }: LatLng, radiusM: number, corners = 64): [number, number][] {
  const angle = radiusM / EARTH_RADIUS_M
  const phi = lat * RADIANS
  return Array.from({ length: corners + 1 }, (_, corner) => {
    const bearing = ((corner % corners) / corners) * 2 * Math.PI
    const sine = Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(bearing)
    const east = Math.sin(bearing) * Math.sin(angle) * Math.cos(phi)
    const turn = Math.atan2(east, Math.cos(angle) - Math.sin(phi) * sine)
    return [lng + turn / RADIANS, Math.asin(sine) / RADIANS]
  })
}

/** What draws a shape: a corridor as its line. Rings beyond the 180th meridian go on counting, so that they stay whole. */
export function geometryOf(shape: FenceShape, corners = 64): FenceGeometry {
  if (shape.kind === 'circle')
    return { type: 'Polygon', coordinates: [circleRing(shape.center, shape.radiusM, corners)] }
  const line = unwrapped(pointsOfShape(shape))
  if (shape.kind === 'corridor') return { type: 'LineString', coordinates: line }
  const [first] = line
  return { type: 'Polygon', coordinates: [first ? [...line, first] : line] }
}

/** Fences as a GeoJSON document. */
export function fencesToGeoJson(fences: readonly WordedFence[]): {
  type: 'FeatureCollection'
  features: FenceFeature[]
} {
  return {
    type: 'FeatureCollection',
    features: fences.map(({ shape, name, color, description, tags }) => ({
      type: 'Feature',
      properties: { name, color, description, tags, ...shapeProperties(shape) },
      geometry: geometryOf(shape),
    })),
  }
}

/** Fences as a KML document (OGC KML 2.2). */
export function fencesToKml(fences: readonly WordedFence[]): string {
  const placemarks = fences.map(({ shape, name, color, description, tags }) => {
    const geometry = geometryOf(shape)
    const data = Object.entries({ color, tags: tags.join(', '), ...shapeProperties(shape) })
      .map(([key, value]) => `<Data name="${key}"><value>${xmlText(String(value))}</value></Data>`)
      .join('')
    return `<Placemark><name>${xmlText(name)}</name><description>${xmlText(description)}</description>${styleOf(color)}<ExtendedData>${data}</ExtendedData>${kmlGeometry(geometry)}</Placemark>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>${placemarks.join('')}</Document></kml>\n`
}

/** The fences of a parsed GeoJSON document, at most `limit`; null when it is none. */
export function readGeoJsonFences(document: unknown, limit: number): ReadFence[] | null {
  const features = featuresOf(document)
  if (features === null) return null
  const read: ReadFence[] = []
  for (const feature of features) {
    for (const geometry of simpleGeometries(feature.geometry)) {
      if (read.length >= limit) return read
      read.push(readFeature(geometry, feature.properties))
    }
  }
  return read
}

function shapeProperties(shape: FenceShape): Record<string, string | number> {
  if (shape.kind === 'circle') {
    const { center, radiusM } = shape
    return { fence: 'circle', centerLat: center.lat, centerLng: center.lng, radiusM }
  }
  return shape.kind === 'corridor' ? { fence: 'corridor', widthM: shape.widthM } : { fence: shape.kind }
}

type Loose = { readonly [key: string]: unknown }
type LooseFeature = { geometry: unknown; properties: Loose }

function isLoose(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function featuresOf(document: unknown): LooseFeature[] | null {
  if (!isLoose(document)) return null
  if (document.type === 'FeatureCollection' && Array.isArray(document.features))
    return document.features.flatMap((feature) => (isLoose(feature) ? [toFeature(feature)] : []))
  if (document.type === 'Feature') return [toFeature(document)]
  return typeof document.type === 'string' && 'coordinates' in document
    ? [{ geometry: document, properties: {} }]
    : null
}

function toFeature({ geometry, properties }: Loose): LooseFeature {
  return { geometry, properties: isLoose(properties) ? properties : {} }
}

/** Collections and multi-geometries as their parts. */
function simpleGeometries(geometry: unknown, depth = 0): Loose[] {
  if (!isLoose(geometry)) return [{}]
  const { type, coordinates, geometries } = geometry
  if (type === 'GeometryCollection' && Array.isArray(geometries) && depth < 5)
    return geometries.flatMap((part) => simpleGeometries(part, depth + 1))
  const part = /^Multi(Polygon|LineString|Point)$/.exec(String(type))?.[1]
  if (part !== undefined && Array.isArray(coordinates))
    return coordinates.map((each) => ({ type: part, coordinates: each }))
  return [geometry]
}

function readFeature({ type, coordinates }: Loose, properties: Loose): ReadFence {
  const words = wordsOf(properties)
  const shape = shapeFrom({ type, coordinates, properties })
  if (shape === null) return { ok: false, name: words.name, problem: 'not_a_shape' }
  const problem = shapeProblem(shape)
  return problem === null
    ? { ok: true, fence: { ...words, shape } }
    : { ok: false, name: words.name, problem }
}

function shapeFrom({
  type,
  coordinates,
  properties,
}: {
  type: unknown
  coordinates: unknown
  properties: Loose
}): FenceShape | null {
  const radiusM = numberOf(properties.radiusM ?? properties.radius)
  const center = pointOf([numberOf(properties.centerLng), numberOf(properties.centerLat)])
  if (properties.fence === 'circle' && center !== null && radiusM !== null)
    return { kind: 'circle', center, radiusM }
  if (type === 'Point') {
    const point = pointOf(coordinates)
    return point && { kind: 'circle', center: point, radiusM: radiusM ?? USUAL_RADIUS_M }
  }
  if (type === 'LineString') {
    const line = pointsOf(coordinates)
    const widthM = numberOf(properties.widthM) ?? USUAL_CORRIDOR_WIDTH_M
    const { min, max } = CORRIDOR_WIDTH_M
    return line && { kind: 'corridor', line, widthM: Math.min(max, Math.max(min, widthM)) }
  }
  if (type !== 'Polygon' || !Array.isArray(coordinates)) return null
  const ring = pointsOf(coordinates[0])
  return ring && ringShape(withoutClosing(ring), properties.fence === 'rectangle')
}

/** A ring as a shape: a box where it was one. */
export function ringShape(ring: LatLng[], isBox: boolean): FenceShape {
  const [a, b, c, d] = ring
  if (!isBox || !a || !b || !c || !d || ring.length !== 4) return { kind: 'polygon', ring }
  const south = Math.min(a.lat, b.lat, c.lat, d.lat)
  const north = Math.max(a.lat, b.lat, c.lat, d.lat)
  const [west, east] = [a, b, c, d]
    .map(({ lng }) => lng)
    .toSorted((x, y) => x - y)
    .filter((_, i) => i % 3 === 0)
  if (west === undefined || east === undefined) return { kind: 'polygon', ring }
  // The shorter way round.
  return east - west > 180
    ? { kind: 'rectangle', south, west: east, north, east: west }
    : { kind: 'rectangle', south, west, north, east }
}

function wordsOf(properties: Loose): FenceWords {
  const text = (value: unknown, most: number) =>
    typeof value === 'string' ? value.trim().slice(0, most) : ''
  const colors = [properties.color, properties.fill, properties.stroke].map((value) =>
    text(value, 20).toLowerCase(),
  )
  const { tags } = properties
  const listed = Array.isArray(tags) ? tags.map((tag) => text(tag, 40)) : text(tags, 400).split(',')
  return {
    name: text(properties.name ?? properties.title, 100),
    description: text(properties.description, 500).replace(/<[^>]*>/g, ''),
    color: colors.find((color) => /^#[0-9a-f]{6}$/.test(color)) ?? USUAL_FENCE_COLOR,
    tags: listed
      .map((tag) => tag.trim())
      .filter((tag) => tag !== '')
      .slice(0, 20),
  }
}

function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

function pointOf(value: unknown): LatLng | null {
  if (!Array.isArray(value)) return null
  const [lng, lat] = value.map(numberOf)
  if (typeof lat !== 'number' || typeof lng !== 'number') return null
  return { lat, lng: lng > 180 && lng <= 540 ? lng - 360 : lng < -180 && lng >= -540 ? lng + 360 : lng }
}

function pointsOf(value: unknown): LatLng[] | null {
  if (!Array.isArray(value)) return null
  const points = value.map(pointOf)
  return points.every((point) => point !== null) ? points : null
}

function withoutClosing(ring: LatLng[]): LatLng[] {
  const [first, last] = [ring[0], ring.at(-1)]
  const isClosed = ring.length > 1 && first?.lat === last?.lat && first?.lng === last?.lng
  return isClosed ? ring.slice(0, -1) : ring
}

function unwrapped(points: readonly LatLng[]): [number, number][] {
  const from = points[0]?.lng ?? 0
  return points.map(({ lat, lng }) => [
    lng - from > 180 ? lng - 360 : lng - from < -180 ? lng + 360 : lng,
    lat,
  ])
}

function kmlGeometry(geometry: FenceGeometry): string {
  const list = (positions: readonly Position[]) => positions.map(([lng, lat]) => `${lng},${lat}`).join(' ')
  if (geometry.type === 'LineString')
    return `<LineString><coordinates>${list(geometry.coordinates)}</coordinates></LineString>`
  return `<Polygon><outerBoundaryIs><LinearRing><coordinates>${list(geometry.coordinates[0] ?? [])}</coordinates></LinearRing></outerBoundaryIs></Polygon>`
}

/** KML has colours backwards: opacity, blue, green, red. */
function styleOf(color: string): string {
  const [, red = '', green = '', blue = ''] = /^#(..)(..)(..)$/.exec(color) ?? []
  const backwards = `${blue}${green}${red}`
  return `<Style><LineStyle><color>ff${backwards}</color></LineStyle><PolyStyle><color>40${backwards}</color></PolyStyle></Style>`
}

// Reads recorded trips from GeoJSON: lines whose properties hold one time per coordinate, and timed points.

import { z } from 'zod'
import { type RecordedRow, type RecordedVehicle, recordedRow } from './recording'

const MAX_ITEMS = 2_000_000
const positionSchema = z.array(z.number()).min(2).max(4)
const lineSchema = z.array(positionSchema).max(MAX_ITEMS)
const geometrySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Point'), coordinates: positionSchema }),
  z.object({ type: z.literal('LineString'), coordinates: lineSchema }),
  z.object({ type: z.literal('MultiLineString'), coordinates: z.array(lineSchema).max(MAX_ITEMS) }),
])
const featureSchema = z.object({
  type: z.literal('Feature'),
  geometry: geometrySchema,
  properties: z.record(z.string(), z.unknown()).nullable(),
})
type Feature = z.infer<typeof featureSchema>

/** Features of a GeoJSON text that can be read; null when it is no GeoJSON. Unreadable features are left out. */
export function parseGeoJson(text: string): Feature[] | null {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return null
  }
  const collection = z.object({ features: z.array(z.unknown()).max(MAX_ITEMS) }).safeParse(json)
  const candidates = collection.success ? collection.data.features : [json]
  const features = candidates.flatMap((candidate) => {
    const feature = featureSchema.safeParse(candidate)
    return feature.success ? [feature.data] : []
  })
  return features.length > 0 ? features : null
}

/** One vehicle per timed line, and one per group of timed points that share a track. */
export function vehiclesOfGeoJson(features: readonly Feature[], fileName: string): RecordedVehicle[] {
  const lines: RecordedVehicle[] = []
  const points = new Map<string, { name: string; rows: RecordedRow[] }>()
  features.forEach((feature, i) => {
    const properties = feature.properties ?? {}
    const time = textIn(properties, ['time', 'timestamp', 'datetime'])
    const times = timesOf(properties)
    if (times && feature.geometry.type !== 'Point') {
      const rows = lineRows(feature, times)
      const name = textIn(properties, ['name', 'vehicle_id', 'id']) ?? fileName
      if (rows.length > 0)
        lines.push({ key: `${fileName}#${i}`, name, route: null, note: null, isBus: false, rows })
      return
    }
    const row = time === null ? null : pointRow(feature, properties, time)
    if (!row) return
    const track = textIn(properties, ['track', 'track_id', 'vehicle_id', 'name']) ?? ''
    const group = points.get(track) ?? { name: pointName(properties) ?? (track || fileName), rows: [] }
    points.set(track, group)
    group.rows.push(row)
  })
  const grouped = [...points].map(([track, { name, rows }]) => ({
    key: `${fileName}#${track}`,
    name,
    route: null,
    note: null,
    isBus: false,
    rows,
  }))
  return [...lines, ...grouped]
}

/** Times of a line: `coordTimes` or `times`, also within `coordinateProperties`; nested for several lines. */
function timesOf(properties: Record<string, unknown>): string[] | null {
  const nested = z.object({ times: z.unknown() }).safeParse(properties.coordinateProperties)
  const found = properties.coordTimes ?? properties.times ?? (nested.success ? nested.data.times : undefined)
  const flat = z
    .array(z.string())
    .max(MAX_ITEMS)
    .safeParse(Array.isArray(found) ? found.flat() : found)
  return flat.success ? flat.data : null
}

function lineRows(feature: Feature, times: readonly string[]): RecordedRow[] {
  const { geometry } = feature
  if (geometry.type === 'Point') return []
  const positions = geometry.type === 'LineString' ? geometry.coordinates : geometry.coordinates.flat()
  return positions.flatMap(([lng = Number.NaN, lat = Number.NaN], i) => {
    const row = recordedRow({ time: times[i] ?? '', lat, lng })
    return row ? [row] : []
  })
}

/** A timed point; a line of a single coordinate counts as one, as some recorders begin with it. */
function pointRow(feature: Feature, properties: Record<string, unknown>, time: string): RecordedRow | null {
  const { geometry } = feature
  if (geometry.type === 'MultiLineString') return null
  const position = geometry.type === 'Point' ? geometry.coordinates : geometry.coordinates[0]
  const [lng = Number.NaN, lat = Number.NaN] = position ?? []
  return recordedRow({
    time,
    lat,
    lng,
    speedKph: phenomenon(properties, 'Speed', 'km/h'),
    headingDeg: phenomenon(properties, 'GPS Bearing', 'deg'),
  })
}

/** A reading in the manner of enviroCar: `phenomenons.NAME = { value, unit }`; null unless the unit is the one expected. */
function phenomenon(properties: Record<string, unknown>, name: string, unit: string): number | null {
  const readings = z.record(z.string(), z.unknown()).safeParse(properties.phenomenons)
  if (!readings.success) return null
  const reading = z.object({ value: z.number(), unit: z.literal(unit) }).safeParse(readings.data[name])
  return reading.success ? reading.data.value : null
}

function pointName(properties: Record<string, unknown>): string | null {
  const sensor = z
    .object({ properties: z.object({ manufacturer: z.string(), model: z.string() }) })
    .safeParse(properties.sensor)
  if (sensor.success) return `${sensor.data.properties.manufacturer} ${sensor.data.properties.model}`
  return textIn(properties, ['name'])
}

function textIn(properties: Record<string, unknown>, names: readonly string[]): string | null {
  for (const name of names) {
    const value = properties[name]
    if (typeof value === 'string' && value !== '') return value
    if (typeof value === 'number') return String(value)
  }
  return null
}

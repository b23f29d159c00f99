// Countries as label points, with names in many languages, and their borders as lines.
// Data: Natural Earth 1:10m through the npm package world-atlas; names from the Unicode CLDR that ships with Node.

import type { Feature, MultiLineString, MultiPolygon, Point, Polygon, Position } from 'geojson'
import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { flatten } from './flatten'
import { interiorPoint } from './interior-point'
import type { Place } from './places'

export type Atlas = Topology<{ countries: GeometryCollection<{ name: string }>; land: GeometryCollection }>

/** Languages a country's name is kept in, beside English as `name`. */
export const NAME_LANGUAGES = [
  'ar',
  'de',
  'es',
  'fr',
  'hi',
  'id',
  'it',
  'ja',
  'ko',
  'nl',
  'pl',
  'pt',
  'ru',
  'th',
  'tr',
  'uk',
  'vi',
  'zh',
]

/** Borders between countries; coasts are left to the land layer. */
export function borderLines(atlas: Atlas): Feature<MultiLineString> {
  const geometry = mesh(atlas, atlas.objects.countries, (a, b) => a !== b)
  return { type: 'Feature', properties: {}, geometry }
}

/** One label a country, inside its largest part; `rank` 1 (largest area) to 6 says from which zoom on it has room. */
export function countryLabels(atlas: Atlas, places: readonly Place[]): Feature<Point>[] {
  const names = NAME_LANGUAGES.map((language) => ({
    key: `name:${language}`,
    names: new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }),
  }))
  return feature(atlas, atlas.objects.countries).features.flatMap((country) => {
    const largest = largestPart(flatten(country).geometry)
    if (!largest) return []
    const { lng, lat, reach } = interiorPoint(largest)
    const code = countryCode(largest, places)
    const translated = code ? names.flatMap(({ key, names: of }) => [[key, of.of(code) ?? '']]) : []
    const properties = {
      name: country.properties.name,
      rank: rankOf(reach),
      ...Object.fromEntries(translated),
    }
    return [{ type: 'Feature', properties, geometry: { type: 'Point', coordinates: [lng, lat] } }]
  })
}

function largestPart(geometry: { type: string } | null): Position[][] | null {
  if (!isArea(geometry)) return null
  const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  return parts.reduce((best, part) => (ringArea(part[0]) > ringArea(best[0]) ? part : best), parts[0] ?? [])
}

function isArea(geometry: { type: string } | null): geometry is Polygon | MultiPolygon {
  return geometry?.type === 'Polygon' || geometry?.type === 'MultiPolygon'
}

/** Area in squared degrees of latitude: good enough to rank parts of one country. */
function ringArea(ring: Position[] = []): number {
  let sum = 0
  for (let i = 0; i < ring.length; i++) {
    const [ax = 0, ay = 0] = ring[i] ?? []
    const [bx = 0, by = 0] = ring[(i + 1) % ring.length] ?? []
    sum += (ax * by - bx * ay) * Math.cos((ay * Math.PI) / 180)
  }
  return Math.abs(sum / 2)
}

/** The atlas numbers countries and Node names them by letters; the towns inside know the letters. */
function countryCode(rings: Position[][], places: readonly Place[]): string | null {
  const outline = rings[0] ?? []
  const lngs = outline.map(([lng = 0]) => lng)
  const lats = outline.map(([, lat = 0]) => lat)
  const [west, east] = [Math.min(...lngs), Math.max(...lngs)]
  const [south, north] = [Math.min(...lats), Math.max(...lats)]
  const votes = new Map<string, number>()
  let left = 5
  for (const { lng, lat, country } of places) {
    if (lng < west || lng > east || lat < south || lat > north || !isInside(outline, lng, lat)) continue
    votes.set(country, (votes.get(country) ?? 0) + 1)
    left -= 1
    if (left === 0) break
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

function isInside(ring: Position[], x: number, y: number): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax = 0, ay = 0] = ring[i] ?? []
    const [bx = 0, by = 0] = ring[j] ?? []
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}

/** By the free circle around the label, in degrees: it says how soon a name fits. */
function rankOf(reach: number): number {
  const limits = [5.5, 3, 1.6, 0.8, 0.35]
  const index = limits.findIndex((limit) => reach >= limit)
  return index < 0 ? 6 : index + 1
}

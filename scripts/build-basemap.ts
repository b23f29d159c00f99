// Builds the world basemap that ships with Milepost, public/basemap/world.pmtiles, from npm packages alone.
// Usage: tsx scripts/build-basemap.ts [--out FILE] [--fingerprint TEXT]. The same packages give the same file.

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { GeoJSONVT, type GeoJSONVTOptions, type GeoJSONVTTile } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Feature, FeatureCollection } from 'geojson'
import { feature } from 'topojson-client'
import { type Atlas, borderLines, countryLabels } from './basemap/countries'
import { flatten } from './basemap/flatten'
import { listPlaces } from './basemap/places'
import { type PackedTile, packPmtiles } from './basemap/pmtiles-writer'

const root = path.resolve(import.meta.dirname, '..')
const MAX_ZOOM = 7

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: path.join(root, 'public/basemap/world.pmtiles') },
    fingerprint: { type: 'string', default: '' },
  },
})
buildBasemap(values.out, values.fingerprint)

function buildBasemap(out: string, fingerprint: string) {
  const startedAtMs = Date.now()
  const layers = readLayers()
  const tiles = cutTiles(layers)
  const archive = packPmtiles(tiles, {
    minZoom: 0,
    maxZoom: MAX_ZOOM,
    bounds: [-180, -85.051129, 180, 85.051129],
    metadata: {
      name: 'Milepost world',
      format: 'pbf',
      attribution: 'Natural Earth, GeoNames',
      vector_layers: layers.map(({ name }) => ({ id: name, fields: {} })),
    },
  })
  mkdirSync(path.dirname(out), { recursive: true })
  // Written beside and moved over: a server that reads the old file never sees half of the new one.
  writeFileSync(`${out}.part`, archive)
  renameSync(`${out}.part`, out)
  writeFileSync(path.join(path.dirname(out), 'world.json'), `${JSON.stringify({ fingerprint })}\n`)
  const megabytes = (archive.length / 1e6).toFixed(1)
  console.log(
    `basemap: ${tiles.length} tiles, ${megabytes} MB, ${((Date.now() - startedAtMs) / 1000).toFixed(1)} s`,
  )
}

type Layer = { name: string; index: GeoJSONVT; keep: (tags: Tags, zoom: number) => boolean }
type Tags = Record<string, unknown>

function readLayers(): Layer[] {
  const atlas = readJson<Atlas>('world-atlas/countries-10m.json')
  const places = listPlaces()
  const always = () => true
  return [
    layer('land', [feature(atlas, atlas.objects.land)].flatMap(featuresOf).map(flatten), always),
    layer(
      'lake',
      readJson<FeatureCollection>('mapeo-offline-map/dist/lakes.json').features.map(bare),
      (tags, zoom) => {
        return Number(tags.rank) <= zoom
      },
    ),
    layer(
      'river',
      readJson<FeatureCollection>('mapeo-offline-map/dist/rivers.json').features.map(bare),
      (tags, zoom) => {
        return Number(tags.rank) <= zoom + 1
      },
    ),
    layer('border', [flatten(borderLines(atlas))], always),
    layer('country', countryLabels(atlas, places), always),
    layer('place', places.map(placeFeature), (tags, zoom) => Number(tags.zoom) <= zoom || zoom === MAX_ZOOM),
  ]
}

/** The read data are files of pinned packages, so their shape is known. */
function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(path.join(root, 'node_modules', file), 'utf8')) as T
}

function featuresOf(data: Feature | FeatureCollection): Feature[] {
  return data.type === 'Feature' ? [data] : data.features
}

/** Keeps one number of a lake's or river's properties: how prominent it is, small is big. */
function bare({ geometry, properties }: Feature): Feature {
  return {
    type: 'Feature',
    geometry,
    properties: { rank: properties?.min_zoom ?? properties?.scalerank ?? 9 },
  }
}

function placeFeature(place: ReturnType<typeof listPlaces>[number]): Feature {
  return {
    type: 'Feature',
    properties: {
      name: place.name,
      zoom: place.minZoom,
      // Orders of magnitude are all a style needs, and equal values are stored once a tile.
      size: Math.round(Math.log10(Math.max(1, place.population)) * 2),
      ...(place.capital ? { capital: 1 } : {}),
    },
    geometry: { type: 'Point', coordinates: [place.lng, place.lat] },
  }
}

function layer(name: string, features: Feature[], keep: Layer['keep']): Layer {
  const options: GeoJSONVTOptions = {
    maxZoom: MAX_ZOOM,
    indexMaxZoom: MAX_ZOOM,
    indexMaxPoints: 0,
    buffer: 64,
  }
  return { name, keep, index: new GeoJSONVT({ type: 'FeatureCollection', features }, options) }
}

function cutTiles(layers: readonly Layer[]): PackedTile[] {
  const tiles: PackedTile[] = []
  for (let z = 0; z <= MAX_ZOOM; z++) {
    for (let x = 0; x < 2 ** z; x++) {
      for (let y = 0; y < 2 ** z; y++) {
        const data = encodeTile(layers, z, x, y)
        if (data) tiles.push({ z, x, y, data })
      }
    }
  }
  return tiles
}

function encodeTile(layers: readonly Layer[], z: number, x: number, y: number): Uint8Array | null {
  const parts: Record<string, GeoJSONVTTile> = {}
  for (const { name, index, keep } of layers) {
    const tile = index.getTile(z, x, y)
    const features = tile?.features.filter(({ tags }) => keep(tags ?? {}, z)) ?? []
    if (tile && features.length > 0) parts[name] = Object.assign({}, tile, { features })
  }
  if (Object.keys(parts).length === 0) return null
  return gzipSync(fromGeojsonVt(parts, { version: 2, extent: 4096 }), { level: 9 })
}

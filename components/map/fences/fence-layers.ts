// The layers of fences over any basemap: fills, edges, corridors, the vendor's drawing and dots for vehicles. Added again after
// each new style.

import type { FeatureCollection } from 'geojson'
import type { ExpressionSpecification, GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl'

export const FENCES = 'fences'
export const FENCE_FILL = 'fences-fill'
export const FENCE_CORRIDOR = 'fences-corridor'
const DRAFT = 'fence-draft'
const VENDOR = 'fence-vendor'
const DOTS = 'fence-dots'
const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] }

export type FenceSource = typeof FENCES | typeof DRAFT | typeof VENDOR | typeof DOTS
export const FENCE_SOURCES = { fences: FENCES, draft: DRAFT, vendor: VENDOR, dots: DOTS } as const

const COLOR: ExpressionSpecification = ['get', 'color']
/** Pixels double with each zoom; 24 of them are 2^24. */
const CORRIDOR_PX: ExpressionSpecification = [
  'interpolate',
  ['exponential', 2],
  ['zoom'],
  0,
  ['get', 'px0'],
  24,
  ['*', ['get', 'px0'], 16_777_216],
]
const IS_AREA: ExpressionSpecification = ['==', ['geometry-type'], 'Polygon']
const IS_LINE: ExpressionSpecification = ['==', ['geometry-type'], 'LineString']

/** Adds whatever is missing. */
export function addFenceLayers(map: MapLibreMap, dotColor: string): void {
  for (const id of [FENCES, DRAFT, VENDOR, DOTS])
    if (!map.getSource(id)) map.addSource(id, { type: 'geojson', data: EMPTY })
  if (map.getLayer(FENCE_FILL)) return
  addAreas(map, FENCES)
  addAreas(map, DRAFT)
  map.addLayer({
    id: `${VENDOR}-edge`,
    type: 'line',
    source: VENDOR,
    paint: { 'line-color': COLOR, 'line-width': 2, 'line-dasharray': [2, 2] },
  })
  map.addLayer({
    id: DOTS,
    type: 'circle',
    source: DOTS,
    paint: { 'circle-radius': 3, 'circle-color': dotColor, 'circle-opacity': 0.8 },
  })
}

export function setFenceData(map: MapLibreMap, source: FenceSource, data: FeatureCollection | null): void {
  map.getSource<GeoJSONSource>(source)?.setData(data ?? EMPTY)
}

/** Bodies and edges of the fences of a source, under `before` or on top. */
export function addAreas(map: MapLibreMap, source: string, before?: string): void {
  const opacity: ExpressionSpecification = [
    'case',
    ['get', 'isSelected'],
    0.3,
    ['get', 'isEnabled'],
    0.16,
    0.06,
  ]
  map.addLayer(
    {
      id: `${source}-fill`,
      type: 'fill',
      source,
      filter: IS_AREA,
      paint: { 'fill-color': COLOR, 'fill-opacity': opacity },
    },
    before,
  )
  map.addLayer(
    {
      id: `${source}-corridor`,
      type: 'line',
      source,
      filter: IS_LINE,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': COLOR, 'line-opacity': opacity, 'line-width': CORRIDOR_PX },
    },
    before,
  )
  map.addLayer(
    {
      id: `${source}-edge`,
      type: 'line',
      source,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': COLOR,
        'line-width': ['case', ['get', 'isSelected'], 3, 1.5],
        'line-opacity': ['case', ['get', 'isEnabled'], 1, 0.5],
      },
    },
    before,
  )
}

// The layers of fences on the live map, below everything that concerns vehicles. Those of the fences page are fence-layers.ts.

import type { FeatureCollection } from 'geojson'
import type { Map as MapLibreMap, PointLike, StyleSpecification } from 'maplibre-gl'
import { MEDIUM } from '../basemap-style/expressions'
import { LOWEST_OVERLAY } from '../overlays/overlay-layers'
import { addAreas } from './fence-layers'

export const FLEET_FENCES = 'fleet-fences'
const NAMES = `${FLEET_FENCES}-name`
const SHAPES = [`${FLEET_FENCES}-fill`, `${FLEET_FENCES}-corridor`, `${FLEET_FENCES}-edge`]
const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] }
/** Farther out, names would cover the map. */
const NAMES_FROM_ZOOM = 9

/** Adds whatever is missing. */
export function addFleetFenceLayers(map: MapLibreMap): void {
  if (!map.getSource(FLEET_FENCES)) map.addSource(FLEET_FENCES, { type: 'geojson', data: EMPTY })
  if (map.getLayer(NAMES)) return
  const before = map.getLayer(LOWEST_OVERLAY) ? LOWEST_OVERLAY : undefined
  addAreas(map, FLEET_FENCES, before)
  const { ink, paper } = colorsOf(map)
  map.addLayer(
    {
      id: NAMES,
      type: 'symbol',
      source: FLEET_FENCES,
      minzoom: NAMES_FROM_ZOOM,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': fontOf(map.getStyle()),
        'text-size': 12,
        'text-max-width': 8,
        'text-padding': 4,
      },
      paint: { 'text-color': ink, 'text-halo-color': paper, 'text-halo-width': 1.5 },
    },
    before,
  )
}

export function removeFleetFenceLayers(map: MapLibreMap): void {
  // A map that was taken down has no style any more.
  if (!map.getStyle()) return
  for (const id of [...SHAPES, NAMES]) if (map.getLayer(id)) map.removeLayer(id)
  if (map.getSource(FLEET_FENCES)) map.removeSource(FLEET_FENCES)
}

/** The fence under a point: what is drawn last, and edges before bodies. Null for none. */
export function fenceIdAt(map: MapLibreMap, point: PointLike): string | null {
  const layers = SHAPES.filter((id) => map.getLayer(id))
  if (layers.length === 0) return null
  const [hit] = map.queryRenderedFeatures(point, { layers })
  const id: unknown = hit?.properties.fenceId
  return typeof id === 'string' ? id : null
}

/** A style with glyphs has only its own faces; without, the browser sets names in the page's. */
function fontOf({ glyphs, layers }: StyleSpecification): string[] {
  if (glyphs === undefined) return MEDIUM
  const fonts = layers.flatMap((layer) => (layer.type === 'symbol' ? [layer.layout?.['text-font']] : []))
  const named = fonts.find((font) => Array.isArray(font) && font.every((name) => typeof name === 'string'))
  return Array.isArray(named) ? named.map(String) : MEDIUM
}

function colorsOf(map: MapLibreMap): { ink: string; paper: string } {
  const style = getComputedStyle(map.getContainer())
  return {
    ink: style.getPropertyValue('--ink').trim() || '#1a1a1a',
    paper: style.getPropertyValue('--panel').trim() || '#ffffff',
  }
}

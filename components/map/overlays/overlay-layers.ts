// The map's own layers over any basemap, in order: accuracy circles, trail, vehicles. Added again after each new style.

import type { FeatureCollection } from 'geojson'
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl'
import type { Palette, Rgb } from '../vehicles/palette'
import { TRAIL_CASING_PX, TRAIL_WIDTH_PX } from '../vehicles/tail-pass'
import { VEHICLE_LAYER_ID, type VehicleLayer } from '../vehicles/vehicle-layer'

const TRAIL = 'vehicle-trail'
const ACCURACY = 'vehicle-accuracy'
const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] }

/** What lies under all of ours is put below this one. */
export const LOWEST_OVERLAY = ACCURACY

export type OverlayData = { trail: FeatureCollection | null; accuracy: FeatureCollection | null }

/** Adds whatever is missing. Call after every `style.load`; a style brings neither sources nor layers of ours. */
export function addOverlays(map: MapLibreMap, vehicles: VehicleLayer, palette: Palette) {
  for (const id of [TRAIL, ACCURACY]) {
    if (!map.getSource(id)) map.addSource(id, { type: 'geojson', data: EMPTY })
  }
  if (!map.getLayer(VEHICLE_LAYER_ID)) map.addLayer(vehicles)
  if (map.getLayer(TRAIL)) return
  addAccuracy(map, palette)
  addTrail(map, palette)
}

export function setOverlayData(map: MapLibreMap, { trail, accuracy }: OverlayData) {
  map.getSource<GeoJSONSource>(TRAIL)?.setData(trail ?? EMPTY)
  map.getSource<GeoJSONSource>(ACCURACY)?.setData(accuracy ?? EMPTY)
}

function addAccuracy(map: MapLibreMap, { accent }: Palette) {
  const color = rgbText(accent)
  map.addLayer(
    { id: ACCURACY, type: 'fill', source: ACCURACY, paint: { 'fill-color': color, 'fill-opacity': 0.1 } },
    VEHICLE_LAYER_ID,
  )
  map.addLayer(
    {
      id: `${ACCURACY}-edge`,
      type: 'line',
      source: ACCURACY,
      paint: { 'line-color': color, 'line-width': 1.25, 'line-opacity': 0.55, 'line-dasharray': [4, 3] },
    },
    VEHICLE_LAYER_ID,
  )
}

function addTrail(map: MapLibreMap, { accent, paper }: Palette) {
  const layout = { 'line-cap': 'round', 'line-join': 'round' } as const
  map.addLayer(
    {
      id: `${TRAIL}-casing`,
      type: 'line',
      source: TRAIL,
      layout,
      paint: { 'line-color': rgbText(paper), 'line-width': TRAIL_CASING_PX },
    },
    VEHICLE_LAYER_ID,
  )
  map.addLayer(
    {
      id: TRAIL,
      type: 'line',
      source: TRAIL,
      // Newer parts lie over older ones where the way crosses itself.
      layout: { ...layout, 'line-sort-key': ['get', 'fresh'] },
      paint: {
        // Mixed instead of see-through: overlapping ends of see-through pieces would show as dots.
        'line-color': [
          'interpolate',
          ['linear'],
          ['get', 'fresh'],
          0,
          rgbText(mixed(accent, paper, 0.72)),
          1,
          rgbText(accent),
        ],
        'line-width': TRAIL_WIDTH_PX,
      },
    },
    VEHICLE_LAYER_ID,
  )
}

function mixed(a: Rgb, b: Rgb, share: number): Rgb {
  const mix = (x: number, y: number) => x + (y - x) * share
  return [mix(a[0], b[0]), mix(a[1], b[1]), mix(a[2], b[2])]
}

/** The older comma form: style documents do not read the newer one. */
function rgbText([r, g, b]: Rgb): string {
  return `rgb(${Math.round(r * 255)}, ${Math.round(g * 255)}, ${Math.round(b * 255)})`
}

// The built-in world: land, water, borders and names, from the file that scripts/build-basemap.ts makes.

import type { LayerSpecification } from 'maplibre-gl'
import type { BasemapColors } from './colors'
import { between, growing, MEDIUM, nameIn, SEMIBOLD } from './expressions'

export const WORLD_SOURCE = 'world'

/** Land, water and borders; everything else is drawn over them. */
export function worldGround(colors: BasemapColors): LayerSpecification[] {
  const source = WORLD_SOURCE
  return [
    { id: 'water', type: 'background', paint: { 'background-color': colors.water } },
    { id: 'land', type: 'fill', source, 'source-layer': 'land', paint: { 'fill-color': colors.land } },
    { id: 'lake', type: 'fill', source, 'source-layer': 'lake', paint: { 'fill-color': colors.water } },
    {
      id: 'river',
      type: 'line',
      source,
      'source-layer': 'river',
      minzoom: 3,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': colors.water, 'line-width': growing([3, 0.5], [9, 2.2]) },
    },
    {
      id: 'border-casing',
      type: 'line',
      source,
      'source-layer': 'border',
      minzoom: 3,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': colors.borderCasing, 'line-width': between([3, 2], [8, 5]) },
    },
    {
      id: 'border',
      type: 'line',
      source,
      'source-layer': 'border',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': colors.border, 'line-width': between([1, 0.5], [8, 1.4]) },
    },
  ]
}

/** Names of countries and towns. */
export function worldNames(colors: BasemapColors, language: string): LayerSpecification[] {
  const halo = { 'text-halo-color': colors.halo, 'text-halo-width': 1.3 }
  return [
    {
      id: 'place',
      type: 'symbol',
      source: WORLD_SOURCE,
      'source-layer': 'place',
      minzoom: 3,
      // A place carries the first zoom at which it has room.
      filter: ['<=', ['get', 'zoom'], ['+', ['zoom'], 0.4]],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': MEDIUM,
        'text-size': ['interpolate', ['linear'], ['get', 'size'], 6, 11, 10, 12, 13, 14, 15, 15.5],
        'text-max-width': 8,
        'text-padding': 6,
        'symbol-sort-key': ['-', 20, ['get', 'size']],
        'text-variable-anchor': ['center'],
      },
      paint: {
        ...halo,
        'text-color': ['step', ['get', 'size'], colors.minorPlace, 10, colors.place],
      },
    },
    {
      id: 'country',
      type: 'symbol',
      source: WORLD_SOURCE,
      'source-layer': 'country',
      minzoom: 1.2,
      maxzoom: 7,
      filter: ['<=', ['get', 'rank'], ['+', ['zoom'], 1.3]],
      layout: {
        'text-field': ['upcase', nameIn(language)],
        'text-font': SEMIBOLD,
        'text-size': ['interpolate', ['linear'], ['zoom'], 1, 10, 5, 12.5],
        'text-letter-spacing': isCased(language) ? 0.12 : 0,
        'text-max-width': 7,
        'symbol-sort-key': ['get', 'rank'],
      },
      paint: { ...halo, 'text-color': colors.country },
    },
  ]
}

/** Letterspacing tears joined scripts apart. */
function isCased(language: string): boolean {
  return !/^(ar|fa|ur|he|hi|th)\b/.test(language)
}

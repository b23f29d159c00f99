// Streets from a tile file in the OpenMapTiles schema (https://openmaptiles.org/schema/), drawn over the built-in world.

import type { FilterSpecification, LayerSpecification } from 'maplibre-gl'
import type { BasemapColors } from './colors'
import { between, growing, isClass, MEDIUM, nameIn, REGULAR } from './expressions'

export const STREETS_SOURCE = 'streets'
const source = STREETS_SOURCE

/** Ground and roads, under all names. */
export function streetGround(colors: BasemapColors): LayerSpecification[] {
  const area = (
    id: string,
    layer: string,
    color: string,
    filter?: FilterSpecification,
  ): LayerSpecification => ({
    id: `streets-${id}`,
    type: 'fill',
    source,
    'source-layer': layer,
    ...(filter ? { filter } : {}),
    paint: { 'fill-color': color, 'fill-antialias': false },
  })
  return [
    // Some files bring their own coast, finer than the world's.
    area('ocean', 'ocean', colors.water),
    area('land', 'land', colors.land),
    area(
      'built',
      'landuse',
      colors.built,
      isClass('residential', 'commercial', 'industrial', 'retail', 'railway'),
    ),
    area('cover', 'landcover', colors.green, isClass('wood', 'grass', 'wetland')),
    area('green', 'landuse', colors.green, isClass('cemetery', 'stadium', 'pitch', 'park', 'garden')),
    area('park', 'park', colors.green),
    area('water', 'water', colors.water),
    {
      id: 'streets-waterway',
      type: 'line',
      source,
      'source-layer': 'waterway',
      paint: { 'line-color': colors.water, 'line-width': growing([9, 0.6], [16, 5]) },
    },
    area('apron', 'aeroway', colors.built),
    {
      id: 'streets-building',
      type: 'fill',
      source,
      'source-layer': 'building',
      minzoom: 13.5,
      paint: {
        'fill-color': colors.building,
        'fill-outline-color': colors.buildingEdge,
        'fill-opacity': between([13.5, 0], [15, 1]),
      },
    },
    ...roads(colors),
  ]
}

/** One row a kind of road, least important first: classes, first zoom, width at that zoom and at zoom 18, casing. */
const ROADS = [
  {
    id: 'service',
    classes: ['service', 'track'],
    from: 13,
    start: 0.5,
    end: 9,
    color: 'road',
    casing: 'roadCasing',
  },
  { id: 'minor', classes: ['minor'], from: 11.5, start: 0.5, end: 18, color: 'road', casing: 'roadCasing' },
  {
    id: 'middle',
    classes: ['secondary', 'tertiary'],
    from: 9,
    start: 0.5,
    end: 24,
    color: 'mainRoad',
    casing: 'roadCasing',
  },
  {
    id: 'main',
    classes: ['primary', 'trunk'],
    from: 7,
    start: 0.7,
    end: 28,
    color: 'mainRoad',
    casing: 'roadCasing',
  },
  {
    id: 'motorway',
    classes: ['motorway'],
    from: 5,
    start: 0.8,
    end: 32,
    color: 'motorway',
    casing: 'motorwayCasing',
  },
] as const

/** All casings first, so that crossings run into each other. */
function roads(colors: BasemapColors): LayerSpecification[] {
  const layout = { 'line-cap': 'round', 'line-join': 'round' } as const
  const casings = ROADS.map(
    ({ id, classes, from, start, end, casing }): LayerSpecification => ({
      id: `streets-${id}-casing`,
      type: 'line',
      source,
      'source-layer': 'transportation',
      minzoom: from,
      filter: isClass(...classes),
      layout,
      paint: { 'line-color': colors[casing], 'line-width': growing([from, start + 0.8], [18, end + 3]) },
    }),
  )
  const fills = ROADS.map(
    ({ id, classes, from, start, end, color }): LayerSpecification => ({
      id: `streets-${id}`,
      type: 'line',
      source,
      'source-layer': 'transportation',
      minzoom: from,
      filter: isClass(...classes),
      layout,
      paint: { 'line-color': colors[color], 'line-width': growing([from, start], [18, end]) },
    }),
  )
  return [
    {
      id: 'streets-path',
      type: 'line',
      source,
      'source-layer': 'transportation',
      minzoom: 14.5,
      filter: isClass('path', 'pedestrian'),
      paint: { 'line-color': colors.path, 'line-width': 1.2, 'line-dasharray': [2, 1.5] },
    },
    {
      id: 'streets-rail',
      type: 'line',
      source,
      'source-layer': 'transportation',
      minzoom: 10,
      filter: isClass('rail', 'transit'),
      paint: { 'line-color': colors.rail, 'line-width': growing([10, 0.7], [18, 3]) },
    },
    ...casings,
    ...fills,
  ]
}

/** Towns are left to the world's own names: street files leave them out at will, and two names for one town would be worse. */
export function streetNames(colors: BasemapColors, language: string): LayerSpecification[] {
  const halo = { 'text-halo-color': colors.halo, 'text-halo-width': 1.3 }
  const name = nameIn(language)
  return [
    {
      id: 'streets-road-name',
      type: 'symbol',
      source,
      'source-layer': 'transportation_name',
      minzoom: 13,
      filter: [
        'step',
        ['zoom'],
        isClass('motorway', 'trunk', 'primary', 'secondary', 'tertiary'),
        14.5,
        true,
      ],
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 320,
        'text-field': name,
        'text-font': REGULAR,
        'text-size': between([13, 10.5], [18, 13]),
        'text-padding': 8,
      },
      paint: { ...halo, 'text-color': colors.roadName },
    },
    {
      id: 'streets-water-name',
      type: 'symbol',
      source,
      'source-layer': 'water_name',
      minzoom: 12,
      layout: { 'text-field': name, 'text-font': REGULAR, 'text-size': 12, 'text-max-width': 6 },
      paint: { ...halo, 'text-halo-color': colors.water, 'text-color': colors.waterName },
    },
    {
      id: 'streets-quarter',
      type: 'symbol',
      source,
      'source-layer': 'place',
      minzoom: 11,
      maxzoom: 16,
      filter: isClass('suburb', 'quarter', 'neighbourhood', 'hamlet'),
      layout: {
        'text-field': name,
        'text-font': MEDIUM,
        'text-size': 12,
        'text-max-width': 8,
        'text-padding': 8,
      },
      paint: { ...halo, 'text-color': colors.minorPlace },
    },
  ]
}

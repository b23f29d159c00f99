// The replay's layers over any basemap: gaps, tracks with arrows, bad fixes, stops, alarms. Added again after each new style.

import type { FeatureCollection } from 'geojson'
import type { GeoJSONSource, LayerSpecification, Map as MapLibreMap } from 'maplibre-gl'
import { type MarkColours, markImage, readMarkColours } from './replay-marks'

export const REPLAY_SOURCES = ['gaps', 'owners', 'lines', 'bad', 'stops', 'alarms', 'chosen'] as const
export type ReplaySource = (typeof REPLAY_SOURCES)[number]

export const STOP_LAYER = 'replay-stops'
export const ALARM_LAYER = 'replay-alarms'
const OWNER_LAYER = 'replay-owners'
const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] }
const ROUND = { 'line-cap': 'round', 'line-join': 'round' } as const

/** Adds whatever is missing. Call after every `style.load`; a style brings neither sources nor layers of ours. */
export function addReplayLayers(map: MapLibreMap): void {
  for (const name of REPLAY_SOURCES) {
    const id = sourceOf(name)
    if (!map.getSource(id)) map.addSource(id, { type: 'geojson', data: EMPTY, tolerance: 0.5 })
  }
  for (const layer of replayLayers(readMarkColours(map.getContainer())))
    if (!map.getLayer(layer.id)) map.addLayer(layer)
}

/** The layers, from below. */
export function replayLayers(colours: MarkColours): LayerSpecification[] {
  return [...lineLayers(colours.paper), ...pointLayers(colours)]
}

export function setReplayData(map: MapLibreMap, name: ReplaySource, data: FeatureCollection): void {
  map.getSource<GeoJSONSource>(sourceOf(name))?.setData(data)
}

/** Whether a broad edge says whose each line is; arrows need the same lines in any case. */
export function showOwners(map: MapLibreMap, isShown: boolean): void {
  if (map.getLayer(OWNER_LAYER))
    map.setLayoutProperty(OWNER_LAYER, 'visibility', isShown ? 'visible' : 'none')
}

/** Draws the marks that layers name, when they first need them. Ends with the map. */
export function answerMissingMarks(map: MapLibreMap): void {
  map.setMissingStyleImageResolver((id) => {
    const image = markImage(id, readMarkColours(map.getContainer()))
    if (image !== null && !map.hasImage(id)) map.addImage(id, image, { pixelRatio: 2 })
  })
}

function sourceOf(name: ReplaySource): string {
  return `replay-${name}-data`
}

function lineLayers(paper: string): LayerSpecification[] {
  return [
    {
      id: 'replay-gaps',
      type: 'line',
      source: sourceOf('gaps'),
      paint: {
        'line-color': ['get', 'colour'],
        'line-width': 1.5,
        'line-opacity': 0.7,
        'line-dasharray': [1.5, 3],
      },
    },
    {
      id: OWNER_LAYER,
      type: 'line',
      source: sourceOf('owners'),
      layout: { ...ROUND, visibility: 'none' },
      paint: { 'line-color': ['get', 'colour'], 'line-width': 10, 'line-opacity': 0.45 },
    },
    {
      id: 'replay-casing',
      type: 'line',
      source: sourceOf('lines'),
      layout: ROUND,
      paint: { 'line-color': paper, 'line-width': 6.5 },
    },
    {
      id: 'replay-lines',
      type: 'line',
      source: sourceOf('lines'),
      layout: ROUND,
      paint: { 'line-color': ['get', 'colour'], 'line-width': 4 },
    },
    {
      id: 'replay-arrows',
      type: 'symbol',
      // Along whole stretches: pieces of one colour may be too short for any.
      source: sourceOf('owners'),
      minzoom: 9,
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 110,
        'icon-image': 'replay-arrow',
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'icon-rotation-alignment': 'map',
      },
    },
  ]
}

function pointLayers({ paper, danger, accent, muted }: MarkColours): LayerSpecification[] {
  return [
    {
      id: 'replay-bad',
      type: 'circle',
      source: sourceOf('bad'),
      paint: {
        'circle-radius': 4,
        'circle-color': paper,
        'circle-opacity': 0.85,
        'circle-stroke-width': 1.75,
        'circle-stroke-color': ['match', ['get', 'flaw'], 'jump', danger, muted],
      },
    },
    {
      id: 'replay-chosen',
      type: 'circle',
      source: sourceOf('chosen'),
      paint: {
        'circle-radius': 17,
        'circle-color': accent,
        'circle-opacity': 0.18,
        'circle-stroke-width': 2,
        'circle-stroke-color': accent,
      },
    },
    {
      id: STOP_LAYER,
      type: 'symbol',
      source: sourceOf('stops'),
      layout: {
        'icon-image': [
          'concat',
          'replay-stop/',
          ['get', 'kind'],
          '/',
          ['get', 'colour'],
          '/',
          ['to-string', ['get', 'number']],
        ],
        'icon-padding': 1,
      },
    },
    {
      id: ALARM_LAYER,
      type: 'symbol',
      source: sourceOf('alarms'),
      layout: { 'icon-image': 'replay-alarm', 'icon-allow-overlap': true },
    },
  ]
}

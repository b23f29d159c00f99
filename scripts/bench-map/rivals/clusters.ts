// The usual way, as the best-known open-source web client goes it: with every update all positions become a collection of
// features, each with its time as text, and a clustered source is given the whole of it. Symbol layers draw icons,
// directions, names and clusters. With `?untimed` no times are written, which tells how much of the cost they are.

import type { FeatureCollection, Point } from 'geojson'
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl'
import { fleetGround, followFleet, markPainted, type Position } from './ground'

const SOURCE = 'positions'
const COLORS = ['#16a34a', '#d97706', '#2563eb', '#6b7280', '#dc2626'] as const

const TIME = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
} as const

const isTimed = location.search !== '?untimed'
const map = await fleetGround()
addImages(map)
map.addSource(SOURCE, {
  type: 'geojson',
  data: { type: 'FeatureCollection', features: [] },
  cluster: true,
  clusterMaxZoom: 14,
  clusterRadius: 50,
})
addLayers(map)
for (const layer of ['vehicles', 'clusters']) {
  map.on('mouseenter', layer, () => {
    map.getCanvas().style.cursor = 'pointer'
  })
  map.on('mouseleave', layer, () => {
    map.getCanvas().style.cursor = ''
  })
}
let positions: Position[] = []
followFleet({
  snapshot(all) {
    positions = all
    show()
    markPainted(map, SOURCE)
  },
  delta(moved) {
    for (const position of moved) positions[position.id] = position
    show()
    map.once('idle', () => void fetch('/bench-map/drawn', { method: 'POST' }))
  },
})

function show() {
  map.getSource<GeoJSONSource>(SOURCE)?.setData(featuresOf(positions))
}

/** With settings, as that client has it: engines keep a formatter for calls without, but make a new one for each of these. */
function timeText(atMs: number): string {
  return isTimed ? new Date(atMs).toLocaleString(undefined, TIME) : ''
}

function featuresOf(all: readonly Position[]): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: all.map((position) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [position.lng, position.lat] },
      properties: {
        id: position.id,
        name: position.name,
        fixTime: timeText(position.fixAtMs),
        icon: `vehicle-${position.status}`,
        rotation: position.headingDeg,
        direction: position.speedKph > 0,
      },
    })),
  }
}

function addLayers(to: MapLibreMap) {
  const single = ['!', ['has', 'point_count']] as ['!', ['has', string]]
  to.addLayer({
    id: 'vehicles',
    type: 'symbol',
    source: SOURCE,
    filter: single,
    layout: {
      'icon-image': ['get', 'icon'],
      'icon-allow-overlap': true,
      'text-field': ['get', 'name'],
      'text-allow-overlap': true,
      'text-anchor': 'bottom',
      'text-offset': [0, -1.5],
      'text-size': 12,
      'text-font': ['Inter Regular'],
    },
    paint: { 'text-halo-color': 'white', 'text-halo-width': 1 },
  })
  to.addLayer({
    id: 'directions',
    type: 'symbol',
    source: SOURCE,
    filter: ['all', single, ['==', ['get', 'direction'], true]],
    layout: {
      'icon-image': 'direction',
      'icon-allow-overlap': true,
      'icon-rotate': ['get', 'rotation'],
      'icon-rotation-alignment': 'map',
    },
  })
  to.addLayer({
    id: 'clusters',
    type: 'symbol',
    source: SOURCE,
    filter: ['has', 'point_count'],
    layout: {
      'icon-image': 'cluster',
      'icon-allow-overlap': true,
      'text-field': ['get', 'point_count_abbreviated'],
      'text-allow-overlap': true,
      'text-size': 14,
      'text-font': ['Inter Regular'],
    },
  })
}

function addImages(to: MapLibreMap) {
  COLORS.forEach((color, status) => {
    to.addImage(`vehicle-${status}`, disc(24, color), { pixelRatio: 1 })
  })
  to.addImage('direction', disc(8, '#111827'), { pixelRatio: 1 })
  to.addImage('cluster', disc(40, '#93c5fd'), { pixelRatio: 1 })
}

function disc(size: number, color: string): ImageData {
  const canvas = new OffscreenCanvas(size, size)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('There is no canvas to draw icons on.')
  context.fillStyle = color
  context.arc(size / 2, size / 2, size / 2 - 1, 0, 2 * Math.PI)
  context.fill()
  return context.getImageData(0, 0, size, size)
}

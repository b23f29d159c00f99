// Drawing with the pointer: one shape at a time, begun anew or changed by its handles. Heavy: load it when somebody draws.

import type { Map as MapLibreMap } from 'maplibre-gl'
import {
  type GeoJSONStoreFeatures,
  TerraDraw,
  TerraDrawCircleMode,
  TerraDrawLineStringMode,
  TerraDrawPolygonMode,
  TerraDrawRectangleMode,
  TerraDrawSelectMode,
} from 'terra-draw'
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter'
import type { LatLng } from '@/lib/domain/gcj02'
import type { FenceShape, FenceShapeKind } from '@/lib/domain/geofence'
import { geometryOf, ringShape } from '@/lib/domain/geofence-geojson'
import { distanceBetweenM } from '@/lib/domain/geofence-geometry'

export type Drawing = {
  /** Shows a shape with handles, or with null lets one of this kind be drawn. */
  show(shape: FenceShape | null, kind: FenceShapeKind, widthM: number): void
  /** Takes it off the map; from then on nothing is shown. */
  stop(): void
}

const MODES = {
  circle: 'circle',
  polygon: 'polygon',
  rectangle: 'rectangle',
  corridor: 'linestring',
} as const satisfies Record<FenceShapeKind, string>
/** Handles around a circle. */
const CIRCLE_HANDLES = 16
/** Seven decimals are a centimetre; the library refuses more than nine. */
const DECIMALS = 7

/** Begins to draw on a map whose style is loaded. */
export function startDrawing(map: MapLibreMap, onShape: (shape: FenceShape) => void): Drawing {
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: 9 }),
    modes: [
      new TerraDrawCircleMode(),
      new TerraDrawPolygonMode(),
      new TerraDrawRectangleMode(),
      new TerraDrawLineStringMode(),
      selectMode(),
    ],
  })
  let widthM = 0
  let shownText = ''
  let hasStopped = false
  const tell = (id: string | number) => {
    const shape = shapeOf(draw.getSnapshotFeature(id), widthM)
    if (shape !== null) onShape(shape)
  }
  draw.start()
  draw.on('finish', tell)
  return {
    show(shape, kind, corridorWidthM) {
      if (hasStopped) return
      widthM = corridorWidthM
      const text = JSON.stringify([shape, kind])
      if (text === shownText) return
      shownText = text
      draw.clear()
      if (shape === null) return draw.setMode(MODES[kind])
      draw.setMode('select')
      const [added] = draw.addFeatures([featureOf(shape)])
      if (added?.valid && added.id !== undefined) draw.selectFeature(added.id)
    },
    stop() {
      hasStopped = true
      try {
        draw.stop()
      } catch {
        // A style that was replaced has taken the library's sources along: nothing of it is on the map any more.
      }
    },
  }
}

function selectMode(): TerraDrawSelectMode {
  const corners = { midpoints: true, draggable: true, deletable: true }
  return new TerraDrawSelectMode({
    // The form undoes and ends; keys of the library would do it behind its back.
    keyEvents: null,
    allowManualDeselection: false,
    flags: {
      circle: { feature: { draggable: true, coordinates: { resizable: 'center-fixed' } } },
      rectangle: { feature: { draggable: true, coordinates: { resizable: 'opposite' } } },
      polygon: { feature: { draggable: true, coordinates: corners } },
      linestring: { feature: { draggable: true, coordinates: corners } },
    },
  })
}

function featureOf(shape: FenceShape): GeoJSONStoreFeatures {
  const geometry = geometryOf(shape, CIRCLE_HANDLES)
  const rounded = (positions: readonly (readonly number[])[]) =>
    positions.map((position) => position.map((degrees) => Number(degrees.toFixed(DECIMALS))))
  return {
    type: 'Feature',
    properties: { mode: MODES[shape.kind] },
    geometry:
      geometry.type === 'Polygon'
        ? { type: 'Polygon', coordinates: geometry.coordinates.map(rounded) }
        : { type: 'LineString', coordinates: rounded(geometry.coordinates) },
  }
}

function shapeOf(feature: GeoJSONStoreFeatures | undefined, widthM: number): FenceShape | null {
  if (feature === undefined) return null
  const { geometry, properties } = feature
  if (geometry.type === 'LineString')
    return { kind: 'corridor', line: geometry.coordinates.map(toPoint), widthM }
  if (geometry.type !== 'Polygon') return null
  const ring = (geometry.coordinates[0] ?? []).slice(0, -1).map(toPoint)
  return properties.mode === MODES.circle
    ? circleOf(ring)
    : ringShape(ring, properties.mode === MODES.rectangle)
}

/** Its centre is the middle of its box, its radius what its corners are away from there on average. */
function circleOf(ring: readonly LatLng[]): FenceShape | null {
  if (ring.length === 0) return null
  const lats = ring.map(({ lat }) => lat)
  const lngs = ring.map(({ lng }) => lng)
  const middle = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2
  const center = { lat: round(middle(lats)), lng: round(middle(lngs)) }
  const sumM = ring.reduce((sum, corner) => sum + distanceBetweenM(center, corner), 0)
  return { kind: 'circle', center, radiusM: Math.max(1, Math.round(sumM / ring.length)) }
}

function toPoint(position: readonly number[]): LatLng {
  const [lng = 0, lat = 0] = position
  return { lat: round(lat), lng: round(lng > 180 ? lng - 360 : lng < -180 ? lng + 360 : lng) }
}

function round(degrees: number): number {
  return Number(degrees.toFixed(DECIMALS))
}

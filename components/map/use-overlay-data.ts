// Feeds the trail and the accuracy circles: the recorded hour, then every new fix of the chosen vehicle as it comes.

import type { Feature, Polygon } from 'geojson'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { useEffect } from 'react'
import type { LiveStore } from '@/lib/client/live-types'
import type { Trail } from '@/lib/domain/api/device'
import { FIX_SOURCES } from '@/lib/domain/vehicle'
import { accuracyRing } from './overlays/accuracy-ring'
import { setOverlayData } from './overlays/overlay-layers'
import { type TrailPoints, trailLine } from './overlays/trail-line'
import type { VehicleLayer } from './vehicles/vehicle-layer'

export type OverlayInputs = {
  map: MapLibreMap
  layer: VehicleLayer
  store: LiveStore
  selectedId: string | null
  trail: Trail | null
  styleVersion: number
}

const HOUR_MS = 60 * 60_000
const GPS = FIX_SOURCES.indexOf('gps')
/** Circles of others appear near the street only, and never so many that they cover it. */
const CIRCLES_FROM_ZOOM = 12
const MAX_CIRCLES = 100
/** A followed vehicle moves the map with every frame; that is too often to draw circles anew. */
const MOVE_REST_MS = 200

export function useOverlayData(inputs: OverlayInputs) {
  const { map, layer, store, selectedId, trail, styleVersion } = inputs
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new style begins without data.
  useEffect(() => {
    const points = trail ? withinHour(trail) : null
    const show = () => {
      const slot = selectedId === null ? undefined : store.slotOf(selectedId)
      if (points && slot !== undefined) appendFix(points, store, slot)
      setOverlayData(map, {
        trail: points && trailLine(allButNewest(points)),
        accuracy: rings(map, layer, store, slot),
      })
      layer.setTrailEnd(points && endOf(points))
    }
    show()
    const leave = store.subscribe((change) => {
      const slot = selectedId === null ? undefined : store.slotOf(selectedId)
      const concerned =
        change.kind === 'snapshot' ||
        (change.kind === 'delta' && slot !== undefined && change.slots.includes(slot))
      if (concerned) show()
    })
    let timer: ReturnType<typeof setTimeout> | undefined
    const onMoveEnd = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        show()
      }, MOVE_REST_MS)
    }
    map.on('moveend', onMoveEnd)
    return () => {
      leave()
      clearTimeout(timer)
      map.off('moveend', onMoveEnd)
    }
  }, [map, layer, store, selectedId, trail, styleVersion])
}

type Points = { at: number[]; lat: number[]; lng: number[] }

function withinHour({ at, lat, lng }: Trail): Points {
  return { at: [...at], lat: [...lat], lng: [...lng] }
}

function appendFix(points: Points, { columns }: LiveStore, slot: number) {
  const fixAtMs = columns.fixAtMs[slot] ?? 0
  const lat = columns.lat[slot] ?? Number.NaN
  const isNew = fixAtMs > (points.at.at(-1) ?? 0) && columns.source[slot] === GPS && !Number.isNaN(lat)
  if (!isNew) return
  points.at.push(fixAtMs)
  points.lat.push(lat)
  points.lng.push(columns.lng[slot] ?? 0)
  while ((points.at[0] ?? fixAtMs) < fixAtMs - HOUR_MS)
    for (const column of [points.at, points.lat, points.lng]) column.shift()
}

/** The vehicle is still on its way to the newest fix; the layer itself draws the stretch up to where it is shown. */
function allButNewest(points: Points): TrailPoints {
  return { at: points.at.slice(0, -1), lat: points.lat.slice(0, -1), lng: points.lng.slice(0, -1) }
}

function endOf({ lat, lng }: Points) {
  const [endLat, endLng] = [lat.at(-2), lng.at(-2)]
  return endLat === undefined || endLng === undefined ? null : { lat: endLat, lng: endLng }
}

/** Circles of the chosen vehicle and, near the street, of all in view that Wi-Fi or cell towers placed. */
function rings(map: MapLibreMap, layer: VehicleLayer, store: LiveStore, chosen: number | undefined) {
  const { lat, lng, source, accuracyM } = store.columns
  const features: Feature<Polygon>[] = []
  const add = (slot: number) =>
    features.push(accuracyRing(lat[slot] ?? 0, lng[slot] ?? 0, accuracyM[slot] ?? 0))
  const isRough = (slot: number) => (accuracyM[slot] ?? 0) > 0 && source[slot] !== GPS
  if (map.getZoom() >= CIRCLES_FROM_ZOOM) {
    const view = map.getBounds()
    for (let slot = 0; slot < store.count && features.length < MAX_CIRCLES; slot++) {
      if (
        slot !== chosen &&
        isRough(slot) &&
        layer.isAlone(slot) &&
        view.contains([lng[slot] ?? 0, lat[slot] ?? 0])
      )
        add(slot)
    }
  }
  if (chosen !== undefined && isRough(chosen)) add(chosen)
  return { type: 'FeatureCollection' as const, features }
}

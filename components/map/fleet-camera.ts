// Where the camera goes: to the whole fleet, to one vehicle, to the next one in view.

import type { Map as MapLibreMap } from 'maplibre-gl'
import type { LiveStore } from '@/lib/client/live-types'
import type { BasemapOption } from '@/lib/domain/basemaps'
import { boundsOf } from './fleet-bounds'
import type { VehicleLayer } from './vehicles/vehicle-layer'

/** What a page may ask of its map. */
export type FleetCamera = {
  /** Shows every vehicle that passes the filter. */
  fitAll(animate?: boolean): void
  flyTo(id: string): void
  /** Goes there only if the vehicle is out of sight or the map too far away to make it out. */
  reveal(id: string): void
  /** For a vehicle pointed at on the map: moves only if a panel would cover it, and never zooms. */
  uncover(id: string): void
  /** Id of the vehicle before or after the given one, west to east, among those in view. */
  neighbour(id: string | null, by: 1 | -1): string | null
  zoomIn(): void
  zoomOut(): void
  getZoom(): number
}

/** How near to go to a single vehicle: to the street where there are streets, else to where its surroundings have names. */
export function nearZoomOf({ kind }: BasemapOption): number {
  return kind === 'world' ? 11 : 14.5
}

const READABLE_ZOOM = 10
const MARGIN_PX = 48

export type CameraInputs = { map: MapLibreMap; layer: VehicleLayer; store: LiveStore; nearZoom: () => number }

export function createFleetCamera({ map, layer, store, nearZoom }: CameraInputs): FleetCamera {
  const shownAt = (id: string) => {
    const slot = store.slotOf(id)
    return slot === undefined ? null : layer.shownAt(slot)
  }
  function flyTo(id: string) {
    const at = shownAt(id)
    if (at)
      map.flyTo({ center: at, zoom: Math.max(map.getZoom(), nearZoom()), speed: 1.8, maxDuration: 1_600 })
  }
  return {
    fitAll(animate = true) {
      const { lat, lng } = store.columns
      const bounds = boundsOf(lat, lng, (slot) => layer.isVisible(slot))
      if (bounds)
        map.fitBounds(bounds, { padding: MARGIN_PX, maxZoom: nearZoom(), duration: animate ? 700 : 0 })
    },
    flyTo,
    reveal(id) {
      const at = shownAt(id)
      if (!at) return
      if (map.getZoom() < READABLE_ZOOM || !isComfortable(map, at)) flyTo(id)
    },
    uncover(id) {
      const at = shownAt(id)
      if (at && !isComfortable(map, at)) map.easeTo({ center: at, duration: 400 })
    },
    neighbour(id, by) {
      const inView = slotsInView(map, layer, store)
      if (inView.length === 0) return null
      const slot = id === null ? undefined : store.slotOf(id)
      const at = slot === undefined ? (by === 1 ? -1 : 0) : inView.indexOf(slot)
      const next = inView[(at + by + inView.length) % inView.length]
      return next === undefined ? null : store.identity(next).id
    },
    zoomIn: () => map.zoomIn(),
    zoomOut: () => map.zoomOut(),
    getZoom: () => map.getZoom(),
  }
}

/** Whether a place is on screen, not under a panel and not at the very edge. */
function isComfortable(map: MapLibreMap, at: { lng: number; lat: number }): boolean {
  const { x, y } = map.project(at)
  const { clientWidth, clientHeight } = map.getCanvas()
  const { top = 0, right = 0, bottom = 0, left = 0 } = map.getPadding()
  const inWidth = x > left + MARGIN_PX && x < clientWidth - right - MARGIN_PX
  return inWidth && y > top + MARGIN_PX && y < clientHeight - bottom - MARGIN_PX
}

function slotsInView(map: MapLibreMap, layer: VehicleLayer, store: LiveStore): number[] {
  const { lat, lng } = store.columns
  const view = map.getBounds()
  const slots: number[] = []
  for (let slot = 0; slot < store.count; slot++) {
    if (layer.isVisible(slot) && view.contains([lng[slot] ?? 0, lat[slot] ?? 0])) slots.push(slot)
  }
  return slots.sort((a, b) => (lng[a] ?? 0) - (lng[b] ?? 0) || a - b)
}

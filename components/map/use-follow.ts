// The camera stays with a vehicle while it is followed; dragging the map lets go.

import type { Map as MapLibreMap } from 'maplibre-gl'
import { useEffect, useRef } from 'react'
import type { LiveStore } from '@/lib/client/live-types'
import type { VehicleLayer } from './vehicles/vehicle-layer'

export type FollowInputs = {
  map: MapLibreMap
  layer: VehicleLayer
  store: LiveStore
  /** Null follows nobody. */
  followedId: string | null
  nearZoom: () => number
  onEnd: () => void
}

const ARRIVE_MS = 600
/** Moving the camera by less than this would not be seen. */
const STEP_PX = 0.4

export function useFollow({ map, layer, store, followedId, nearZoom, onEnd }: FollowInputs) {
  const end = useRef(onEnd)
  useEffect(() => {
    end.current = onEnd
  })

  useEffect(() => {
    if (followedId === null) return
    let frame = 0
    const shown = () => {
      const slot = store.slotOf(followedId)
      return slot === undefined ? null : layer.shownAt(slot)
    }
    const step = () => {
      frame = requestAnimationFrame(step)
      // Zooming and arriving animate the camera themselves; it is brought back afterwards.
      if (map.isMoving()) return
      const at = shown()
      if (!at) return
      const { x, y } = map.project(at)
      const middle = map.project(map.getCenter())
      if (Math.hypot(x - middle.x, y - middle.y) >= STEP_PX) map.jumpTo({ center: at })
    }
    const at = shown()
    if (at) map.easeTo({ center: at, zoom: Math.max(map.getZoom(), nearZoom()), duration: ARRIVE_MS })
    frame = requestAnimationFrame(step)
    const letGo = () => end.current()
    map.on('dragstart', letGo)
    return () => {
      cancelAnimationFrame(frame)
      map.off('dragstart', letGo)
    }
  }, [map, layer, store, followedId, nearZoom])
}

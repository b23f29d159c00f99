// Pointing at vehicles: hover with a mouse, choose with any pointer, open a cluster by going there.

import type { Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl'
import { useEffect, useRef } from 'react'
import type { LiveStore } from '@/lib/client/live-types'
import type { VehicleLayer } from './vehicles/vehicle-layer'

export type MapPointerInputs = {
  map: MapLibreMap
  layer: VehicleLayer
  store: LiveStore
  onSelect: (id: string | null) => void
  onHover?: (id: string | null) => void
}

/** A mark and a little around it; a finger gets the 44 px it needs. */
const MOUSE_REACH_PX = 14
const TOUCH_REACH_PX = 22

export function useMapPointer({ map, layer, store, onSelect, onHover }: MapPointerInputs) {
  const handlers = useRef({ onSelect, onHover })
  useEffect(() => {
    handlers.current = { onSelect, onHover }
  })

  useEffect(() => {
    const canvas = map.getCanvas()
    let touch = false
    let frame = 0
    let last: MapMouseEvent | null = null
    let hovered: string | null = null

    const tellHover = (id: string | null) => {
      if (id === hovered) return
      hovered = id
      handlers.current.onHover?.(id)
    }
    const look = () => {
      frame = 0
      if (!last || map.isMoving()) return
      const found = layer.pickAt(last.lngLat, MOUSE_REACH_PX)
      const slot = found?.kind === 'vehicle' ? found.slot : null
      layer.setHovered(slot)
      canvas.style.cursor = found ? 'pointer' : ''
      tellHover(slot === null ? null : store.identity(slot).id)
    }
    const onMove = (event: MapMouseEvent) => {
      if (touch) return
      last = event
      frame ||= requestAnimationFrame(look)
    }
    const onLeave = () => {
      last = null
      layer.setHovered(null)
      tellHover(null)
    }
    const onClick = (event: MapMouseEvent) => {
      const found = layer.pickAt(event.lngLat, touch ? TOUCH_REACH_PX : MOUSE_REACH_PX)
      if (found?.kind === 'cluster') openCluster(map, layer, found.group)
      else handlers.current.onSelect(found ? store.identity(found.slot).id : null)
    }
    const onDown = (event: PointerEvent) => {
      touch = event.pointerType !== 'mouse'
    }
    canvas.addEventListener('pointerdown', onDown, { capture: true })
    map.on('mousemove', onMove)
    map.on('mouseout', onLeave)
    map.on('click', onClick)
    return () => {
      cancelAnimationFrame(frame)
      canvas.removeEventListener('pointerdown', onDown, { capture: true })
      map.off('mousemove', onMove)
      map.off('mouseout', onLeave)
      map.off('click', onClick)
    }
  }, [map, layer, store])
}

/** At least a level and a half nearer, so that a click always changes something. */
function openCluster(map: MapLibreMap, layer: VehicleLayer, group: number) {
  const camera = map.cameraForBounds(layer.clusterBounds(group), { padding: 60, maxZoom: 16 })
  if (!camera) return
  map.easeTo({ ...camera, zoom: Math.max(camera.zoom ?? 0, map.getZoom() + 1.5), duration: 500 })
}

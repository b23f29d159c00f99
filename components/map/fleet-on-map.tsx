'use client'

import type { Map as MapLibreMap } from 'maplibre-gl'
import { useTranslations } from 'next-intl'
import { lazy, Suspense, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { untilLoaded } from '@/lib/client/until-loaded'
import { createFleetCamera, nearZoomOf } from './fleet-camera'
import type { FleetMapProps } from './fleet-map'
import { MapUnavailable } from './map-unavailable'
import { useFirstView } from './use-first-view'
import { useFollow } from './use-follow'
import { useMapKeys } from './use-map-keys'
import { useMapPointer } from './use-map-pointer'
import { useOverlayData } from './use-overlay-data'
import { useVehicleLayer } from './use-vehicle-layer'

// Most never look at fences here, so their layer comes when it is asked for.
const loadFences = () => import('./fences/fleet-fences')
const FleetFences = lazy(() => untilLoaded(loadFences).then((module) => ({ default: module.FleetFences })))

/** Vehicles, trail, camera and pointer of one map. Draws no elements but a notice when the graphics were lost. */
export function FleetOnMap({ map, ...props }: FleetMapProps & { map: MapLibreMap }) {
  const t = useTranslations('mapControls')
  const { store, selectedId, follow } = props
  const { layer, styleVersion } = useVehicleLayer({ map, ...props })
  const nearZoom = useNearZoom(props)
  const camera = useMemo(
    () => createFleetCamera({ map, layer, store, nearZoom }),
    [map, layer, store, nearZoom],
  )
  useImperativeHandle(props.cameraRef, () => camera, [camera])
  // What was chosen on the map is in sight already; what was chosen elsewhere may be anywhere.
  const chosenHere = useRef<string | null>(null)
  const onSelect = (id: string | null) => {
    chosenHere.current = id
    props.onSelect(id)
  }
  useMapPointer({ map, layer, store, onSelect, onHover: props.onHover })
  useOverlayData({ map, layer, store, selectedId, trail: props.trail, styleVersion })
  useFollow({ map, layer, store, followedId: follow ? selectedId : null, nearZoom, onEnd: props.onFollowEnd })
  usePadding(map, props.padding)
  useFirstView({ map, camera, store, selectedId, isReady: styleVersion > 0 })
  useEffect(() => {
    if (selectedId === null || follow) return
    if (selectedId === chosenHere.current) camera.uncover(selectedId)
    else camera.reveal(selectedId)
  }, [camera, selectedId, follow])
  useMapKeys(map, {
    step: (by) => {
      const id = camera.neighbour(selectedId, by)
      if (id !== null) onSelect(id)
    },
    fitAll: () => camera.fitAll(),
    release: () => onSelect(null),
  })
  const lost = useContextLost(map)
  if (lost) return <MapUnavailable title={t('contextLost.title')} body={t('contextLost.body')} />
  if (!props.showsFences || styleVersion === 0) return null
  return (
    <Suspense fallback={null}>
      <FleetFences map={map} layer={layer} styleVersion={styleVersion} padding={props.padding} />
    </Suspense>
  )
}

/** A getter that stays the same, so that another basemap does not move the camera. */
function useNearZoom({ basemap }: FleetMapProps): () => number {
  const near = useRef(nearZoomOf(basemap))
  useEffect(() => {
    near.current = nearZoomOf(basemap)
  }, [basemap])
  return useCallback(() => near.current, [])
}

function usePadding(map: MapLibreMap, { top, right, bottom, left }: FleetMapProps['padding']) {
  const first = useRef(true)
  useEffect(() => {
    const padding = { top, right, bottom, left }
    if (first.current) map.jumpTo({ padding })
    else map.easeTo({ padding, duration: 250 })
    first.current = false
  }, [map, top, right, bottom, left])
}

function useContextLost(map: MapLibreMap): boolean {
  const [lost, setLost] = useState(false)
  useEffect(() => {
    const onLost = () => setLost(true)
    const onRestored = () => setLost(false)
    map.on('webglcontextlost', onLost)
    map.on('webglcontextrestored', onRestored)
    return () => {
      map.off('webglcontextlost', onLost)
      map.off('webglcontextrestored', onRestored)
    }
  }, [map])
  return lost
}

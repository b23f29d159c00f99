'use client'

import 'maplibre-gl/dist/maplibre-gl.css'
import './map.css'
import { useTranslations } from 'next-intl'
import { type ReactNode, type Ref, useCallback, useEffect, useState } from 'react'
import { type ErrorEvent, Map as ReactMap, useMap } from 'react-map-gl/maplibre'
import type { LiveStore } from '@/lib/client/live-types'
import type { Trail } from '@/lib/domain/api/device'
import type { BasemapOption } from '@/lib/domain/basemaps'
import type { Theme } from './basemap-style/basemap-style'
import type { FleetCamera } from './fleet-camera'
import { FleetOnMap } from './fleet-on-map'
import { setUpMapLibrary } from './map-library'
import { MapScale } from './map-scale'
import { MapUnavailable } from './map-unavailable'
import { useMapStyle } from './use-map-style'

export type MapPadding = { top: number; right: number; bottom: number; left: number }

export type FleetMapProps = {
  store: LiveStore
  theme: Theme
  /** BCP 47 tag; names on the built-in map are in this language where the data has them. */
  language: string
  basemap: BasemapOption
  /** The chosen vehicle and its trail of the last hour, once loaded. */
  selectedId: string | null
  trail: Trail | null
  onSelect: (id: string | null) => void
  onHover?: (id: string | null) => void
  /** Keeps the camera on the chosen vehicle; dragging asks to end it. */
  follow: boolean
  onFollowEnd: () => void
  /** By slot, 1 shown and 0 hidden; null shows all. */
  mask: Uint8Array | null
  /** Whether fences are drawn under the vehicles. */
  showsFences: boolean
  /** How much of the map lies under panels, in CSS pixels. */
  padding: MapPadding
  cameraRef?: Ref<FleetCamera>
  /** Shown over the built-in map where it has nothing more to tell. */
  nearWorldNote?: ReactNode
}

setUpMapLibrary()

/** The fleet on a full map. Everything but notices is drawn by the map itself. */
export function FleetMap(props: FleetMapProps) {
  const t = useTranslations('mapControls')
  const { style, failed } = useMapStyle(props)
  const [unavailable, setUnavailable] = useState(false)
  const onError = useCallback(({ error }: ErrorEvent) => {
    // A tile that did not come is no reason to stop; a missing WebGL is.
    if (error.name === 'GPUInitializationError') setUnavailable(true)
  }, [])
  if (unavailable) return <MapUnavailable title={t('noWebgl.title')} body={t('noWebgl.body')} />
  return (
    <ReactMap
      mapStyle={style}
      styleDiffing={false}
      validateStyle={false}
      initialViewState={WHOLE_WORLD}
      minZoom={0}
      maxZoom={20}
      dragRotate={false}
      pitchWithRotate={false}
      touchPitch={false}
      maxPitch={0}
      fadeDuration={150}
      attributionControl={{}}
      locale={{ 'Map.Title': t('map'), 'AttributionControl.ToggleAttribution': t('credits') }}
      onError={onError}
    >
      <WithMap {...props} />
      <MapScale />
      {failed ? (
        <output className="-translate-x-1/2 absolute top-3 left-1/2 z-map-control max-w-[calc(100%-6rem)] rounded-lg bg-raised px-3 py-2 text-center text-ink text-sm shadow-raised">
          {t('basemapFailed', { name: failed.name ?? t('basemaps.streets') })}
        </output>
      ) : null}
      {props.basemap.kind === 'world' ? (
        <NearNote padding={props.padding}>{props.nearWorldNote}</NearNote>
      ) : null}
    </ReactMap>
  )
}

const WHOLE_WORLD = { longitude: 10, latitude: 25, zoom: 1.6 }

function WithMap(props: FleetMapProps) {
  const map = useMap().current?.getMap()
  return map ? <FleetOnMap {...props} map={map} /> : null
}

/** From here on the built-in map shows hardly anything new. Vehicles are gone to at this zoom, see `nearZoomOf`. */
const WORLD_ENDS_AT_ZOOM = 10.9

function NearNote({ padding, children }: { padding: MapPadding; children: ReactNode }) {
  const map = useMap().current?.getMap()
  const [near, setNear] = useState(false)
  useEffect(() => {
    if (!map) return
    const look = () => setNear(map.getZoom() >= WORLD_ENDS_AT_ZOOM)
    look()
    map.on('zoomend', look)
    return () => {
      map.off('zoomend', look)
    }
  }, [map])
  if (!near) return null
  const { left, right, bottom } = padding
  return (
    <div className={NEAR_NOTE} style={{ left, right, bottom: bottom + SCALE_AND_CREDITS_PX }}>
      {children}
    </div>
  )
}

const SCALE_AND_CREDITS_PX = 64
const NEAR_NOTE = 'pointer-events-none absolute z-map-control flex justify-center px-3'

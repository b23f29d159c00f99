'use client'

import 'maplibre-gl/dist/maplibre-gl.css'
import '../map.css'
import { useTranslations } from 'next-intl'
import { type Ref, useCallback, useState } from 'react'
import { type ErrorEvent, Map as ReactMap, useMap } from 'react-map-gl/maplibre'
import type { LiveStore } from '@/lib/client/live-types'
import type { BasemapOption } from '@/lib/domain/basemaps'
import type { FenceShape, FenceShapeKind } from '@/lib/domain/geofence'
import type { Theme } from '../basemap-style/basemap-style'
import { setUpMapLibrary } from '../map-library'
import { MapScale } from '../map-scale'
import { MapUnavailable } from '../map-unavailable'
import { useMapStyle } from '../use-map-style'
import type { MapFence } from './fence-features'
import { FencesOnMap } from './fences-on-map'

export type FenceCamera = {
  zoomIn: () => void
  zoomOut: () => void
  /** Shows all fences, else all vehicles; false when there is nothing to show. */
  fitAll: () => boolean
  goTo: (shape: FenceShape) => void
}

/** What is being drawn: nothing yet, or a shape with handles. */
export type FenceDrawing = {
  kind: FenceShapeKind
  shape: FenceShape | null
  color: string
  /** Of a corridor that is yet to be drawn. */
  widthM: number
  onShape: (shape: FenceShape) => void
}

export type FenceMapProps = {
  theme: Theme
  /** BCP 47 tag. */
  language: string
  basemap: BasemapOption
  /** Whose vehicles are shown as dots, and where the map begins while there are no fences. */
  store: LiveStore
  fences: readonly MapFence[]
  /** False until they are known. */
  isReady: boolean
  selectedId: string | null
  onSelect: (id: string | null) => void
  /** The vendor's drawing of the chosen fence, where it is another. */
  vendorShape: FenceShape | null
  drawing: FenceDrawing | null
  cameraRef?: Ref<FenceCamera>
}

setUpMapLibrary()

/** Fences on a map, and one of them being drawn. */
export function FenceMap(props: FenceMapProps) {
  const t = useTranslations('mapControls')
  const { style, failed } = useMapStyle(props)
  const [unavailable, setUnavailable] = useState(false)
  const onError = useCallback(({ error }: ErrorEvent) => {
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
      doubleClickZoom={props.drawing === null}
      fadeDuration={0}
      attributionControl={{}}
      locale={{ 'Map.Title': t('map'), 'AttributionControl.ToggleAttribution': t('credits') }}
      onError={onError}
    >
      <WithMap {...props} />
      <MapScale />
      {failed ? (
        <output className="-translate-x-1/2 absolute top-3 left-1/2 z-map-control rounded-lg bg-raised px-3 py-2 text-ink text-sm shadow-raised">
          {t('basemapFailed', { name: failed.name ?? t('basemaps.streets') })}
        </output>
      ) : null}
    </ReactMap>
  )
}

const WHOLE_WORLD = { longitude: 10, latitude: 25, zoom: 1.6 }

function WithMap(props: FenceMapProps) {
  const map = useMap().current?.getMap()
  return map ? <FencesOnMap {...props} map={map} /> : null
}

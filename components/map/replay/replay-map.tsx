'use client'

import 'maplibre-gl/dist/maplibre-gl.css'
import '../map.css'
import './replay-map.css'
import { useTranslations } from 'next-intl'
import { type Ref, useCallback, useState } from 'react'
import { type ErrorEvent, Map as ReactMap, useMap } from 'react-map-gl/maplibre'
import type { Player } from '@/lib/client/replay/player'
import type { BasemapOption } from '@/lib/domain/basemaps'
import type { Theme } from '../basemap-style/basemap-style'
import { setUpMapLibrary } from '../map-library'
import { MapScale } from '../map-scale'
import { MapUnavailable } from '../map-unavailable'
import { useMapStyle } from '../use-map-style'
import { ReplayOnMap } from './replay-on-map'
import type { TrackColouring } from './track-colours'
import type { MapTrack } from './track-lines'

/** A stop of one vehicle, by its number from 1. */
export type ChosenStop = { vehicle: string; number: number }

/** An alarm of one vehicle. */
export type ChosenAlarm = { vehicle: string; id: string }

export type ReplayCamera = {
  zoomIn: () => void
  zoomOut: () => void
  fitAll: () => void
  goTo: (place: { lat: number; lng: number }) => void
}

export type ReplayMapProps = {
  theme: Theme
  /** BCP 47 tag. */
  language: string
  basemap: BasemapOption
  tracks: readonly MapTrack[]
  colouring: TrackColouring
  /** Bad fixes are marked, or not shown at all. */
  showBad: boolean
  player: Player
  /** Keeps the camera on this vehicle; dragging asks to end it. */
  followedId: string | null
  onFollowEnd: () => void
  chosenStop: ChosenStop | null
  onChooseStop: (stop: ChosenStop) => void
  onChooseAlarm: (alarm: ChosenAlarm) => void
  /** How much of the map lies under panels, in CSS pixels. */
  paddingBottom: number
  cameraRef?: Ref<ReplayCamera>
}

setUpMapLibrary()

/** Tracks on a map, with marks that run along them. */
export function ReplayMap(props: ReplayMapProps) {
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

function WithMap(props: ReplayMapProps) {
  const map = useMap().current?.getMap()
  return map ? <ReplayOnMap {...props} map={map} /> : null
}

'use client'

import type { Map as MapLibreMap, MapMouseEvent, PointLike } from 'maplibre-gl'
import { useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react'
import type { Player } from '@/lib/client/replay/player'
import { type Bounds, boundsOf } from '../fleet-bounds'
import { showCursors } from './cursor-marks'
import {
  ALARM_LAYER,
  addReplayLayers,
  answerMissingMarks,
  STOP_LAYER,
  setReplayData,
  showOwners,
} from './replay-layers'
import type { ReplayCamera, ReplayMapProps } from './replay-map'
import { alarmMarks, badFixes, gapLines, type MapTrack, stopMarks, trackLines } from './track-lines'

/** Layers, marks and camera of one replay. Draws no elements. */
export function ReplayOnMap({ map, ...props }: ReplayMapProps & { map: MapLibreMap }) {
  const styleVersion = useStyleVersion(map)
  useLayerData({ map, styleVersion, ...props })
  useCursors(map, props)
  useMarkClicks(map, props)
  const camera = useCamera(map, props)
  useImperativeHandle(props.cameraRef, () => camera, [camera])
  return null
}

/** Grows with each style that has our layers; 0 before the first. */
function useStyleVersion(map: MapLibreMap): number {
  const [version, setVersion] = useState(0)
  useEffect(() => {
    const add = () => {
      addReplayLayers(map)
      setVersion((before) => before + 1)
    }
    answerMissingMarks(map)
    // A style that came before us is there to be read; isStyleLoaded would also wait for its tiles.
    if (map.getStyle()) add()
    map.on('style.load', add)
    return () => {
      map.off('style.load', add)
    }
  }, [map])
  return version
}

type LayerInputs = Pick<ReplayMapProps, 'tracks' | 'colouring' | 'showBad' | 'chosenStop'> & {
  map: MapLibreMap
  styleVersion: number
}

/** Each layer is given its data when that changes, and never while the cursor runs. */
function useLayerData({ map, styleVersion, tracks, colouring, showBad, chosenStop }: LayerInputs) {
  useEffect(() => {
    if (styleVersion === 0) return
    setReplayData(map, 'lines', trackLines(tracks, colouring))
    showOwners(map, tracks.length > 1 && colouring !== 'vehicle')
  }, [map, styleVersion, tracks, colouring])
  useEffect(() => {
    if (styleVersion === 0) return
    setReplayData(map, 'owners', trackLines(tracks, 'vehicle'))
    setReplayData(map, 'gaps', gapLines(tracks))
    setReplayData(map, 'stops', stopMarks(tracks))
    setReplayData(map, 'alarms', alarmMarks(tracks))
  }, [map, styleVersion, tracks])
  useEffect(() => {
    if (styleVersion > 0) setReplayData(map, 'bad', showBad ? badFixes(tracks) : NOTHING)
  }, [map, styleVersion, tracks, showBad])
  useEffect(() => {
    if (styleVersion === 0) return
    const features = stopMarks(tracks).features.filter(
      ({ properties }) =>
        properties.vehicle === chosenStop?.vehicle && properties.number === chosenStop.number,
    )
    setReplayData(map, 'chosen', { type: 'FeatureCollection', features })
  }, [map, styleVersion, tracks, chosenStop])
}

const NOTHING = { type: 'FeatureCollection' as const, features: [] }

type CursorInputs = { tracks: readonly MapTrack[]; player: Player } & Pick<
  ReplayMapProps,
  'followedId' | 'onFollowEnd'
>

function useCursors(map: MapLibreMap, { tracks, player, followedId, onFollowEnd }: CursorInputs) {
  const followed = useRef(followedId)
  const end = useRef(onFollowEnd)
  useEffect(() => {
    followed.current = followedId
    end.current = onFollowEnd
    if (followedId !== null) player.seek(player.cursorMs)
  }, [followedId, onFollowEnd, player])
  useEffect(
    () => showCursors(map, tracks, { player, followedId: () => followed.current }),
    [map, tracks, player],
  )
  useEffect(() => {
    const letGo = () => {
      if (followed.current !== null) end.current()
    }
    map.on('dragstart', letGo)
    return () => {
      map.off('dragstart', letGo)
    }
  }, [map])
}

/** Marks are chosen by any pointer. Where an alarm lies over a stop, it is the alarm that is seen. */
function useMarkClicks(
  map: MapLibreMap,
  { onChooseStop, onChooseAlarm }: Pick<ReplayMapProps, 'onChooseStop' | 'onChooseAlarm'>,
) {
  useEffect(() => {
    const choose = ({ point }: MapMouseEvent) => {
      const layers = MARKS.filter((id) => map.getLayer(id))
      const around: [PointLike, PointLike] = [
        [point.x - REACH_PX, point.y - REACH_PX],
        [point.x + REACH_PX, point.y + REACH_PX],
      ]
      const hits = layers.flatMap((id) => map.queryRenderedFeatures(around, { layers: [id] }))
      const { vehicle, number, id } = hits[0]?.properties ?? {}
      if (typeof vehicle !== 'string') return
      if (typeof id === 'string') onChooseAlarm({ vehicle, id })
      else if (typeof number === 'number') onChooseStop({ vehicle, number })
    }
    const enter = () => {
      map.getCanvas().style.cursor = 'pointer'
    }
    const leave = () => {
      map.getCanvas().style.cursor = ''
    }
    map.on('click', choose)
    for (const id of MARKS) map.on('mouseenter', id, enter)
    for (const id of MARKS) map.on('mouseleave', id, leave)
    return () => {
      map.off('click', choose)
      for (const id of MARKS) map.off('mouseenter', id, enter)
      for (const id of MARKS) map.off('mouseleave', id, leave)
    }
  }, [map, onChooseStop, onChooseAlarm])
}

const MARKS = [ALARM_LAYER, STOP_LAYER]
/** Around the pointer: marks are small, and fingers are not. */
const REACH_PX = 6

const EDGE_PX = 56
const STREET_ZOOM = 15

function useCamera(map: MapLibreMap, { tracks, paddingBottom }: ReplayMapProps): ReplayCamera {
  const inputs = useRef({ tracks, paddingBottom })
  useEffect(() => {
    inputs.current = { tracks, paddingBottom }
  })
  const isTouched = useTouched(map, tracks.map(({ id }) => id).join())
  const camera = useMemo(
    () => ({
      zoomIn: () => void map.zoomIn(),
      zoomOut: () => void map.zoomOut(),
      fitAll: () => fitTracks(map, inputs.current, true),
      goTo: ({ lat, lng }: { lat: number; lng: number }) => {
        isTouched.current = true
        map.easeTo({
          center: [lng, lat],
          zoom: Math.max(map.getZoom(), STREET_ZOOM),
          padding: { top: 0, left: 0, right: 0, bottom: inputs.current.paddingBottom },
          duration: 500,
        })
      },
    }),
    [map, isTouched],
  )
  // What comes later moves the map as long as nobody else has.
  useEffect(() => {
    if (!isTouched.current && tracks.length > 0) fitTracks(map, inputs.current, false)
  }, [map, tracks, isTouched])
  return camera
}

/** Whether a hand has moved the map since these vehicles are shown. */
function useTouched(map: MapLibreMap, shown: string) {
  const touched = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: other vehicles are looked at anew.
  useEffect(() => {
    touched.current = false
    const note = (event: { originalEvent?: unknown }) => {
      if (event.originalEvent) touched.current = true
    }
    map.on('movestart', note)
    return () => {
      map.off('movestart', note)
    }
  }, [map, shown])
  return touched
}

type FitInputs = { tracks: readonly MapTrack[]; paddingBottom: number }

function fitTracks(map: MapLibreMap, { tracks, paddingBottom }: FitInputs, isAnimated: boolean) {
  const bounds = boundsOfTracks(tracks)
  if (bounds === null) return
  const padding = { top: EDGE_PX, left: EDGE_PX, right: EDGE_PX, bottom: EDGE_PX + paddingBottom }
  map.fitBounds(bounds, { padding, maxZoom: 16, animate: isAnimated, duration: 500 })
}

function boundsOfTracks(tracks: readonly MapTrack[]): Bounds | null {
  const count = tracks.reduce((sum, { story }) => sum + story.track.good.length, 0)
  const lat = new Float64Array(count)
  const lng = new Float64Array(count)
  let next = 0
  for (const { story } of tracks) {
    const { points, good } = story.track
    for (const index of good) {
      lat[next] = points.lat[index] ?? 0
      lng[next] = points.lng[index] ?? 0
      next += 1
    }
  }
  return boundsOf(lat, lng, () => true)
}

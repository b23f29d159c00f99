'use client'

import type { FeatureCollection } from 'geojson'
import type { Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl'
import { useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react'
import type { LiveStore } from '@/lib/client/live-types'
import { type GeoBox, prepareShape } from '@/lib/domain/geofence-geometry'
import { boundsOf } from '../fleet-bounds'
import { fenceFeatures, type MapFence } from './fence-features'
import {
  addFenceLayers,
  FENCE_CORRIDOR,
  FENCE_FILL,
  FENCE_SOURCES,
  type FenceSource,
  setFenceData,
} from './fence-layers'
import type { FenceCamera, FenceMapProps } from './fence-map'
import type { Drawing } from './terra-drawing'

/** Layers, drawing and camera of one map of fences. Draws no elements. */
export function FencesOnMap({ map, ...props }: FenceMapProps & { map: MapLibreMap }) {
  const { fences, selectedId, drawing, vendorShape, store } = props
  const styleVersion = useStyleVersion(map)
  const give = useData(map, styleVersion)
  // What is being drawn is drawn by the tools, and its body below them.
  const others = useMemo(
    () => (drawing === null ? fences : fences.filter(({ id }) => id !== selectedId)),
    [fences, drawing, selectedId],
  )
  useEffect(() => give('fences', fenceFeatures(others, selectedId)), [give, others, selectedId])
  useEffect(() => give('vendor', vendorShape ? single(vendorShape, VENDOR_COLOR) : null), [give, vendorShape])
  const draft = drawing?.shape ?? null
  const draftColor = drawing?.color ?? ''
  useEffect(() => give('draft', draft ? single(draft, draftColor) : null), [give, draft, draftColor])
  useDots(store, give)
  useDrawing(map, { drawing, styleVersion })
  useClicks(map, props)
  const camera = useCamera(map, props)
  useImperativeHandle(props.cameraRef, () => camera, [camera])
  return null
}

const VENDOR_COLOR = '#b91f2b'
const DOT_COLOR = '#646c76'
const DOTS_EVERY_MS = 5_000

function single(shape: MapFence['shape'], color: string): FeatureCollection {
  return fenceFeatures([{ id: 'one', shape, color }], null)
}

/** Grows with each style that has our layers; 0 before the first. */
function useStyleVersion(map: MapLibreMap): number {
  const [version, setVersion] = useState(0)
  useEffect(() => {
    const add = () => {
      addFenceLayers(map, DOT_COLOR)
      setVersion((before) => before + 1)
    }
    // A style that came before us is there to be read; isStyleLoaded would also wait for its tiles.
    if (map.getStyle()) add()
    map.on('style.load', add)
    return () => {
      map.off('style.load', add)
    }
  }, [map])
  return version
}

type Give = (source: keyof typeof FENCE_SOURCES, data: FeatureCollection | null) => void

/** Another function with each style, so that all who give data give it again. */
function useData(map: MapLibreMap, styleVersion: number): Give {
  return useMemo(() => {
    if (styleVersion === 0) return () => undefined
    return (source, data) => {
      const id: FenceSource = FENCE_SOURCES[source]
      setFenceData(map, id, data)
    }
  }, [map, styleVersion])
}

function useDots(store: LiveStore, give: Give): void {
  useEffect(() => {
    const draw = () => give('dots', dotsOf(store))
    draw()
    const timer = setInterval(draw, DOTS_EVERY_MS)
    const leave = store.subscribe((change) => change.kind === 'snapshot' && draw())
    return () => {
      clearInterval(timer)
      leave()
    }
  }, [store, give])
}

function dotsOf({ count, columns }: LiveStore): FeatureCollection {
  const places = Array.from({ length: count }, (_, slot) => [columns.lng[slot] ?? 0, columns.lat[slot] ?? 0])
  const coordinates = places.filter(([lng]) => Number.isFinite(lng))
  return {
    type: 'FeatureCollection',
    features: [{ type: 'Feature', properties: {}, geometry: { type: 'MultiPoint', coordinates } }],
  }
}

type DrawingInputs = { drawing: FenceMapProps['drawing']; styleVersion: number }

/** The tools come when somebody draws, and go with the style, which takes their layers along. */
function useDrawing(map: MapLibreMap, { drawing, styleVersion }: DrawingInputs): void {
  const [tools, setTools] = useState<Drawing | null>(null)
  const onShape = useRef(drawing?.onShape)
  useEffect(() => {
    onShape.current = drawing?.onShape
  })
  const isDrawing = drawing !== null
  useEffect(() => {
    if (!isDrawing || styleVersion === 0) return
    let begun: Drawing | null = null
    let isOver = false
    // From here on the tools' layers are gone, and what they had left to draw has nowhere to go.
    const stop = () => {
      isOver = true
      setTools(null)
      begun?.stop()
    }
    map.on('styledataloading', stop)
    import('./terra-drawing')
      .then(({ startDrawing }) => {
        if (isOver) return
        begun = startDrawing(map, (shape) => onShape.current?.(shape))
        setTools(begun)
      })
      // Without the tools the numbers are still there.
      .catch(() => undefined)
    return () => {
      map.off('styledataloading', stop)
      stop()
    }
  }, [map, isDrawing, styleVersion])
  const { kind = 'circle', shape = null, widthM = 50 } = drawing ?? {}
  useEffect(() => tools?.show(shape, kind, widthM), [tools, shape, kind, widthM])
}

function useClicks(map: MapLibreMap, { onSelect, drawing }: FenceMapProps): void {
  const isDrawing = drawing !== null
  useEffect(() => {
    if (isDrawing) return
    const find = (event: MapMouseEvent) => {
      const layers = [FENCE_FILL, FENCE_CORRIDOR].filter((id) => map.getLayer(id))
      const found = map.queryRenderedFeatures(event.point, { layers })[0]?.properties.fenceId
      return typeof found === 'string' ? found : null
    }
    const click = (event: MapMouseEvent) => onSelect(find(event))
    const move = (event: MapMouseEvent) => {
      map.getCanvas().style.cursor = find(event) === null ? '' : 'pointer'
    }
    map.on('click', click)
    map.on('mousemove', move)
    return () => {
      map.off('click', click)
      map.off('mousemove', move)
      map.getCanvas().style.cursor = ''
    }
  }, [map, onSelect, isDrawing])
}

const PADDING = 60
const NEAREST_ZOOM = 16

function useCamera(map: MapLibreMap, { fences, store, isReady }: FenceMapProps): FenceCamera {
  const known = useRef({ fences, store })
  useEffect(() => {
    known.current = { fences, store }
  })
  const camera = useMemo<FenceCamera>(() => {
    const goToBox = (box: GeoBox, animate = true) =>
      map.fitBounds([box.west, box.south, box.east, box.north], {
        padding: PADDING,
        maxZoom: NEAREST_ZOOM,
        animate,
      })
    return {
      zoomIn: () => void map.zoomIn(),
      zoomOut: () => void map.zoomOut(),
      goTo: (shape) => void goToBox(prepareShape(shape).box),
      fitAll: () => {
        const box = boxOfAll(known.current.fences) ?? boxOfFleet(known.current.store)
        if (box !== null) goToBox(box, false)
        return box !== null
      },
    }
  }, [map])
  const isPlaced = useRef(false)
  useEffect(() => {
    const place = () => {
      if (isPlaced.current || !isReady) return
      isPlaced.current = camera.fitAll()
    }
    place()
    // The first snapshot of a new fleet has no positions yet.
    return store.subscribe(place)
  }, [camera, isReady, store])
  return camera
}

function boxOfAll(fences: readonly MapFence[]): GeoBox | null {
  const boxes = fences.map(({ shape }) => prepareShape(shape).box)
  const [first] = boxes
  if (first === undefined) return null
  return boxes.reduce((all, { south, west, north, east }) => ({
    south: Math.min(all.south, south),
    west: Math.min(all.west, west),
    north: Math.max(all.north, north),
    east: Math.max(all.east, east),
  }))
}

function boxOfFleet({ count, columns }: LiveStore): GeoBox | null {
  const bounds = boundsOf(columns.lat, columns.lng, (slot) => slot < count)
  if (bounds === null) return null
  const [west, south, east, north] = bounds
  return { west, south, east, north }
}

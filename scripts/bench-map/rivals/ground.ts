// The map under the fleet, as in the product: same library, same basemap, same first view.

import 'maplibre-gl/dist/maplibre-gl.css'
import { addProtocol, Map as MapLibreMap, type MapSourceDataEvent, setWorkerUrl } from 'maplibre-gl'
import { Protocol } from 'pmtiles'
import { basemapStyle } from '@/components/map/basemap-style/basemap-style'
import { createLiveStore } from '@/lib/client/live-store'
import type { LiveStore } from '@/lib/client/live-types'

/** A map over the whole fleet, ready for layers. */
export async function fleetGround(): Promise<MapLibreMap> {
  addProtocol('pmtiles', new Protocol().tile)
  setWorkerUrl('/bench-map/maplibre-gl-worker.mjs')
  const map = new MapLibreMap({
    container: 'map',
    style: basemapStyle({ theme: 'light', language: 'en', streets: null }),
    validateStyle: false,
    center: [10, 25],
    zoom: 1.6,
    maxZoom: 20,
    dragRotate: false,
    fadeDuration: 150,
  })
  const [bounds] = await Promise.all([
    fetch('/bench-map/bounds').then((response) => response.json()),
    new Promise((resolve) => map.once('style.load', resolve)),
  ])
  if (bounds) map.fitBounds(bounds, { padding: 48, maxZoom: 11, duration: 0 })
  return map
}

/** A vehicle as most clients hold it: an object of its own. */
export type Position = {
  id: number
  name: string
  lat: number
  lng: number
  fixAtMs: number
  speedKph: number
  headingDeg: number
  status: number
}

/** Reading the stream is left to the product's store, so that all pages read the same in the same time. */
export function followFleet(on: { snapshot(all: Position[]): void; delta?(moved: Position[]): void }): void {
  const store = createLiveStore()
  const live = new EventSource('/api/live')
  store.subscribe((change) => {
    if (change.kind === 'snapshot')
      on.snapshot(Array.from({ length: store.count }, (_, id) => read(store, id)))
    else if (change.kind === 'delta') on.delta?.(Array.from(change.slots, (id) => read(store, id)))
  })
  for (const name of on.delta ? (['snapshot', 'delta'] as const) : (['snapshot'] as const))
    live.addEventListener(name, ({ data }: MessageEvent<string>) => store.apply(name, data))
}

function read({ columns, identity }: LiveStore, id: number): Position {
  return {
    id,
    name: identity(id).name,
    lat: columns.lat[id] ?? 0,
    lng: columns.lng[id] ?? 0,
    fixAtMs: columns.fixAtMs[id] ?? 0,
    speedKph: columns.speedKph[id] ?? 0,
    headingDeg: columns.headingDeg[id] ?? 0,
    status: columns.status[id] ?? 0,
  }
}

/** Notes when the fleet just given to a source is on its way to the screen. */
export function markPainted(map: MapLibreMap, sourceId: string): void {
  const look = (event: MapSourceDataEvent) => {
    if (event.sourceId !== sourceId || !event.isSourceLoaded) return
    map.off('sourcedata', look)
    map.once('render', () => {
      requestAnimationFrame(() => setTimeout(() => performance.mark('bench-map:painted'), 0))
    })
    map.triggerRepaint()
  }
  map.on('sourcedata', look)
}

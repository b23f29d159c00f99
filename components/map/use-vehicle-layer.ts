// Ties the vehicle layer and the overlays to a map for as long as it lives, through changes of style and lost contexts.

import type { Map as MapLibreMap } from 'maplibre-gl'
import { useEffect, useState } from 'react'
import type { LiveStore } from '@/lib/client/live-types'
import type { Theme } from './basemap-style/basemap-style'
import { addOverlays } from './overlays/overlay-layers'
import { readPalette } from './vehicles/palette'
import { createVehicleLayer, type VehicleLayer } from './vehicles/vehicle-layer'

export type VehicleLayerInputs = {
  map: MapLibreMap
  store: LiveStore
  theme: Theme
  selectedId: string | null
  mask: Uint8Array | null
}

/** `styleVersion` grows whenever our layers were put over a fresh style: overlay data must be set again. */
export function useVehicleLayer(inputs: VehicleLayerInputs): { layer: VehicleLayer; styleVersion: number } {
  const { map, store, theme, selectedId, mask } = inputs
  const [layer] = useState(() =>
    createVehicleLayer({
      store,
      palette: readPalette(map.getContainer()),
      mayGlide: () => !LESS_MOTION.matches,
    }),
  )
  const [styleVersion, setStyleVersion] = useState(0)

  useEffect(() => {
    const onStyle = () => {
      addOverlays(map, layer, readPalette(map.getContainer()))
      setStyleVersion((version) => version + 1)
    }
    // A style that came before us is there to be read; isStyleLoaded would also wait for its tiles.
    if (map.getStyle()) onStyle()
    map.on('style.load', onStyle)
    return () => {
      map.off('style.load', onStyle)
    }
  }, [map, layer])

  // The theme arrives before the page's tokens have changed, so they are read a frame later.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the palette is read from the page when the theme changes.
  useEffect(() => {
    const frame = requestAnimationFrame(() => layer.setPalette(readPalette(map.getContainer())))
    return () => cancelAnimationFrame(frame)
  }, [map, layer, theme])

  useEffect(() => layer.setSelectedId(selectedId), [layer, selectedId])
  useEffect(() => layer.setMask(mask), [layer, mask])
  return { layer, styleVersion }
}

const LESS_MOTION =
  typeof matchMedia === 'function' ? matchMedia('(prefers-reduced-motion: reduce)') : { matches: false }

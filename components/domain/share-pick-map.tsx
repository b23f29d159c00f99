'use client'

import { Map as MapLibre, Marker } from 'maplibre-gl'
import { useLocale } from 'next-intl'
import { useEffect, useEffectEvent, useRef } from 'react'
import 'maplibre-gl/dist/maplibre-gl.css'
import { basemapStyle } from '@/components/map/basemap-style/basemap-style'
import { setUpMapLibrary } from '@/components/map/map-library'
import { useLiveStore } from '@/lib/client/use-live'
import { useShownTheme } from '@/lib/client/use-shown-theme'
import type { LatLng } from '@/lib/domain/gcj02'

export type SharePickMapProps = {
  label: string
  place: LatLng | null
  /** The map begins where this vehicle is. */
  vehicleId: string | null
  onPick: (at: LatLng) => void
}

/** A small map that takes a click or tap as a place. The same can be typed, so the keyboard needs no way in. */
export function SharePickMap({ label, place, vehicleId, onPick }: SharePickMapProps) {
  const boxRef = useRef<HTMLDivElement>(null)
  const markerRef = useRef<Marker | null>(null)
  const mapRef = useRef<MapLibre | null>(null)
  const store = useLiveStore()
  const theme = useShownTheme()
  const language = useLocale()
  const pick = useEffectEvent(onPick)
  const startAt = useEffectEvent(() => place ?? placeOf(store, vehicleId))
  useEffect(() => {
    if (boxRef.current === null) return
    setUpMapLibrary()
    const start = startAt()
    const map = new MapLibre({
      container: boxRef.current,
      style: basemapStyle({ theme, language, streets: null }),
      center: start ?? { lat: 20, lng: 0 },
      zoom: start === null ? 1 : 10,
      dragRotate: false,
    })
    map.on('click', ({ lngLat }) => pick({ lat: lngLat.lat, lng: lngLat.wrap().lng }))
    mapRef.current = map
    return () => {
      markerRef.current = null
      mapRef.current = null
      map.remove()
    }
  }, [theme, language])
  useEffect(() => {
    if (place === null || mapRef.current === null) return
    markerRef.current ??= new Marker().setLngLat(place).addTo(mapRef.current)
    markerRef.current.setLngLat(place)
  }, [place])
  return <section ref={boxRef} aria-label={label} className="h-56 w-full overflow-hidden rounded" />
}

function placeOf(store: ReturnType<typeof useLiveStore>, vehicleId: string | null): LatLng | null {
  for (let slot = 0; slot < store.count; slot += 1) {
    if (store.identity(slot).id !== vehicleId) continue
    const [lat, lng] = [store.columns.lat[slot] ?? Number.NaN, store.columns.lng[slot] ?? Number.NaN]
    return Number.isNaN(lat) || Number.isNaN(lng) ? null : { lat, lng }
  }
  return null
}

'use client'

import { X } from 'lucide-react'
import type { GeoJSONSource, Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useFenceArea } from '@/lib/client/queries/fences'
import type { FenceArea } from '@/lib/domain/api/fences'
import type { GeoBox } from '@/lib/domain/geofence-geometry'
import type { MapPadding } from '../fleet-map'
import type { VehicleLayer } from '../vehicles/vehicle-layer'
import { fenceFeatures } from './fence-features'
import { addFleetFenceLayers, FLEET_FENCES, fenceIdAt, removeFleetFenceLayers } from './fleet-fence-layers'

export type FleetFencesProps = {
  map: MapLibreMap
  layer: VehicleLayer
  /** Grows with each new style, which has none of our layers. */
  styleVersion: number
  padding: MapPadding
}

/** A finger's or a pointer's reach around a vehicle; what is within is the vehicle's. */
const REACH_PX = 22

/** The fences of what is in view, under the vehicles of the live map. Comes lazily, for whoever wants to see them. */
export function FleetFences({ map, layer, styleVersion, padding }: FleetFencesProps) {
  const t = useTranslations('mapControls.fences')
  const [box, setBox] = useState<GeoBox | null>(null)
  const { data, isError } = useFenceArea(box)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  useBoxInView(map, { hasMore: data?.hasMore === true, onBox: setBox })
  useFenceLayers(map, { styleVersion, area: data, chosenId: chosen?.id ?? null })
  useEffect(() => {
    const onClick = ({ point, lngLat }: MapMouseEvent) => {
      const id = layer.pickAt(lngLat, REACH_PX) === null ? fenceIdAt(map, point) : null
      setChosen(id === null ? null : { id, lng: lngLat.lng, lat: lngLat.lat })
    }
    map.on('click', onClick)
    return () => {
      map.off('click', onClick)
    }
  }, [map, layer])
  const fence = data?.fences.find(({ id }) => id === chosen?.id)
  return (
    <>
      {chosen && fence ? (
        <FenceNote map={map} at={chosen} fence={fence} onClose={() => setChosen(null)} />
      ) : null}
      <output className={NOTE} style={{ top: padding.top + 12 }}>
        {isError ? t('failed') : data?.hasMore ? t('more') : null}
      </output>
    </>
  )
}

type Chosen = { id: string; lng: number; lat: number }

const NOTE =
  '-translate-x-1/2 pointer-events-none absolute left-1/2 z-map-control max-w-[calc(100%-8rem)] rounded-lg bg-raised px-3 py-1.5 ' +
  'text-center text-ink text-sm shadow-raised empty:hidden max-md:mt-14'

/** Tells a box around the view whenever the view leaves the last one, or might show more than it. */
function useBoxInView(
  map: MapLibreMap,
  { hasMore, onBox }: { hasMore: boolean; onBox: (box: GeoBox) => void },
): void {
  const last = useRef<GeoBox | null>(null)
  useEffect(() => {
    const look = () => {
      const view = viewOf(map)
      if (last.current !== null && isCovered(view, last.current, hasMore)) return
      last.current = aroundOf(view)
      onBox(last.current)
    }
    look()
    map.on('moveend', look)
    return () => {
      map.off('moveend', look)
    }
  }, [map, hasMore, onBox])
}

function viewOf(map: MapLibreMap): GeoBox {
  const bounds = map.getBounds()
  return {
    west: bounds.getWest(),
    south: bounds.getSouth(),
    east: bounds.getEast(),
    north: bounds.getNorth(),
  }
}

/** Half as much again on each side, so that small moves ask nothing. */
function aroundOf({ west, south, east, north }: GeoBox): GeoBox {
  const [dx, dy] = [(east - west) / 2, (north - south) / 2]
  return {
    west: round(west - dx),
    south: round(south - dy),
    east: round(east + dx),
    north: round(north + dy),
  }
}

const round = (degrees: number) => Number(degrees.toFixed(3))

function isCovered(view: GeoBox, box: GeoBox, hasMore: boolean): boolean {
  const isInside =
    view.west >= box.west && view.east <= box.east && view.south >= box.south && view.north <= box.north
  // Nearer by, smaller ones have room.
  const isNear = hasMore && (view.east - view.west) * 4 < box.east - box.west
  return isInside && !isNear
}

function useFenceLayers(
  map: MapLibreMap,
  {
    styleVersion,
    area,
    chosenId,
  }: { styleVersion: number; area: FenceArea | undefined; chosenId: string | null },
): void {
  const features = useMemo(
    () =>
      fenceFeatures(
        (area?.fences ?? []).map(({ enabled, ...fence }) => ({ ...fence, isEnabled: enabled })),
        chosenId,
      ),
    [area, chosenId],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new style has none of our layers, so they are added again.
  useEffect(() => {
    addFleetFenceLayers(map)
    return () => removeFleetFenceLayers(map)
  }, [map, styleVersion])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new style's source is empty.
  useEffect(() => {
    map.getSource<GeoJSONSource>(FLEET_FENCES)?.setData(features)
  }, [map, features, styleVersion])
}

type FenceNoteProps = {
  map: MapLibreMap
  at: Chosen
  fence: FenceArea['fences'][number]
  onClose: () => void
}

/** What a fence is called, where it was clicked, and the way to it. */
function FenceNote({ map, at, fence, onClose }: FenceNoteProps) {
  const t = useTranslations('mapControls.fences')
  const noteRef = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const place = () => {
      const { x, y } = map.project([at.lng, at.lat])
      noteRef.current?.style.setProperty(
        'transform',
        `translate(${x}px, ${y}px) translate(-50%, calc(-100% - 8px))`,
      )
    }
    place()
    map.on('move', place)
    return () => {
      map.off('move', place)
    }
  }, [map, at])
  return (
    <div ref={noteRef} className={CARD}>
      <span aria-hidden className="size-3 shrink-0 rounded-sm" style={{ backgroundColor: fence.color }} />
      <p role="status" className="min-w-0 truncate font-medium">
        <bdi>{fence.name}</bdi>
        {fence.enabled ? null : <span className="font-normal text-muted"> ({t('off')})</span>}
      </p>
      <Link href={`/fences?fence=${fence.id}`} className="shrink-0 font-medium text-accent hover:underline">
        {t('open')}
      </Link>
      <button type="button" aria-label={t('close')} onClick={onClose} className={CLOSE}>
        <X aria-hidden className="size-4" />
      </button>
    </div>
  )
}

const CARD =
  'absolute top-0 left-0 z-map-control flex max-w-80 items-center gap-2.5 rounded-lg bg-raised py-1.5 ps-3 pe-1.5 text-ink ' +
  'text-sm shadow-overlay'
const CLOSE =
  'grid size-7 shrink-0 place-items-center rounded text-muted hover:text-ink pointer-coarse:size-touch'

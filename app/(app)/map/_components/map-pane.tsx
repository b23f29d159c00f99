'use client'

import type { CSSProperties, RefObject } from 'react'
import type { FleetCamera } from '@/components/map/fleet-camera'
import { MapNotLoaded } from '@/components/map/map-not-loaded'
import type { SheetSnap } from '@/components/ui/sheet-snaps'
import { useHasVehicles } from '@/lib/client/use-has-vehicles'
import { usePart } from '@/lib/client/use-late'
import type { BasemapOption } from '@/lib/domain/basemaps'
import { afterPaint } from '../_hooks/after-paint'
import { useMapPadding } from '../_hooks/use-map-padding'

// The map library outweighs everything else on the page. It comes when the list has painted its vehicles: on a slow line the
// two would only hold each other up, and without vehicles there is little to see.
const loadMap = () => import('./live-map').then((module) => module.LiveMap)

export type MapPaneProps = {
  basemaps: readonly BasemapOption[]
  chosenId: string | null
  onChoose: (deviceId: string | null) => void
  follow: boolean
  onFollow: (follow: boolean) => void
  /** By slot, 1 shown; null shows all. */
  mask: Uint8Array | null
  cameraRef: RefObject<FleetCamera | null>
  snap: SheetSnap
}

/** The place of the map, told how much of it lies under list, card and sheet. */
export function MapPane(props: MapPaneProps) {
  const padding = useMapPadding({ card: props.chosenId !== null, snap: props.snap })
  const { Part: LiveMap, hasFailed, retry } = usePart(loadMap, useHasVehicles(MAP_AFTER_MS), afterPaint)
  const style: PaneStyle = { '--covered-bottom': `${padding.bottom}px` }
  return (
    <div className={PANE} style={style}>
      {LiveMap ? <LiveMap {...props} padding={padding} /> : null}
      {hasFailed ? <MapNotLoaded coveredPx={padding.bottom} onRetry={retry} /> : null}
    </div>
  )
}

/** A stream that is down is no reason to show no map; one that is slow is, for as long as thousands of vehicles take on a phone. */
const MAP_AFTER_MS = 5_000

type PaneStyle = CSSProperties & { '--covered-bottom': string }

// The credits of the map stay above the sheet, with room for them from the start, so that the scale above them stays where it
// is. On a narrow map they are a pill, and higher. The library's own styles stand outside our layers, so it takes force.
const PANE =
  'bg-canvas max-md:absolute max-md:inset-0 md:relative md:min-w-0 md:grow ' +
  '[&_.maplibregl-ctrl-bottom-right]:bottom-(--covered-bottom)! [&_.maplibregl-ctrl-bottom-right]:left-0 ' +
  '[&_.maplibregl-ctrl-bottom-right]:min-h-10.75 max-[62.5rem]:[&_.maplibregl-ctrl-bottom-right]:min-h-15.75'

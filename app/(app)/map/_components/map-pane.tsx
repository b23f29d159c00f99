'use client'

import dynamic from 'next/dynamic'
import { useLocale } from 'next-intl'
import type { CSSProperties, RefObject } from 'react'
import { BasemapPicker } from '@/components/map/basemap-picker'
import type { FleetCamera } from '@/components/map/fleet-camera'
import { MapControls } from '@/components/map/map-controls'
import { useBasemapChoice } from '@/components/map/use-basemap-choice'
import type { SheetSnap } from '@/components/ui/sheet-snaps'
import { useDeviceTrail } from '@/lib/client/queries/devices'
import { useLiveStore } from '@/lib/client/use-live'
import { useShownTheme } from '@/lib/client/use-shown-theme'
import type { BasemapOption } from '@/lib/domain/basemaps'
import { useFencesShown } from '../_hooks/use-fences-shown'
import { useMapPadding } from '../_hooks/use-map-padding'
import { StreetsHint } from './streets-hint'

// The map library outweighs everything else on the page, and the list does not wait for it.
const FleetMap = dynamic(() => import('@/components/map/fleet-map').then((module) => module.FleetMap), {
  ssr: false,
})

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

/** The map and its controls, told how much of it lies under list, card and sheet. */
export function MapPane(props: MapPaneProps) {
  const { chosenId, follow, onFollow, cameraRef } = props
  const store = useLiveStore()
  const theme = useShownTheme()
  const language = useLocale()
  const trail = useDeviceTrail(chosenId)
  const [basemap, setBasemap] = useBasemapChoice(props.basemaps)
  const [showsFences, showFences] = useFencesShown()
  const padding = useMapPadding({ card: chosenId !== null, snap: props.snap })
  const choice = { options: props.basemaps, value: basemap, onChange: setBasemap }
  const fences = { isShown: showsFences, onShow: showFences }
  const style: PaneStyle = { '--covered-bottom': `${padding.bottom}px` }
  return (
    <div className={PANE} style={style}>
      <FleetMap
        store={store}
        theme={theme}
        language={language}
        basemap={basemap}
        selectedId={chosenId}
        trail={trail.data ?? null}
        onSelect={props.onChoose}
        follow={follow}
        onFollowEnd={() => onFollow(false)}
        mask={props.mask}
        showsFences={showsFences}
        padding={padding}
        cameraRef={cameraRef}
        nearWorldNote={<StreetsHint choice={choice} />}
      />
      <div className="absolute end-2.5 top-16 z-map-control md:end-3 md:top-3">
        <MapControls
          onZoomIn={() => cameraRef.current?.zoomIn()}
          onZoomOut={() => cameraRef.current?.zoomOut()}
          onFitAll={() => cameraRef.current?.fitAll()}
          onFollow={chosenId === null ? null : onFollow}
          following={follow}
          basemaps={<BasemapPicker {...choice} fences={fences} />}
        />
      </div>
    </div>
  )
}

type PaneStyle = CSSProperties & { '--covered-bottom': string }

// The credits of the map stay above the sheet. The library's own styles stand outside our layers, so it takes force.
const PANE =
  'bg-canvas max-md:absolute max-md:inset-0 md:relative md:min-w-0 md:grow ' +
  '[&_.maplibregl-ctrl-bottom-right]:bottom-(--covered-bottom)!'

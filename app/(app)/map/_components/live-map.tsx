'use client'

import { useLocale } from 'next-intl'
import { BasemapPicker } from '@/components/map/basemap-picker'
import { FleetMap } from '@/components/map/fleet-map'
import { MapControls } from '@/components/map/map-controls'
import { useBasemapChoice } from '@/components/map/use-basemap-choice'
import { useDeviceTrail } from '@/lib/client/queries/devices'
import { Queries } from '@/lib/client/queries-provider'
import { useLiveStore } from '@/lib/client/use-live'
import { useShownTheme } from '@/lib/client/use-shown-theme'
import { useFencesShown } from '../_hooks/use-fences-shown'
import type { MapPadding } from '../_hooks/use-map-padding'
import type { MapPaneProps } from './map-pane'
import { StreetsHint } from './streets-hint'

export type LiveMapProps = MapPaneProps & { padding: MapPadding }

/** The map with its controls, and what they ask the server. */
export function LiveMap(props: LiveMapProps) {
  return (
    <Queries>
      <ControlledMap {...props} />
    </Queries>
  )
}

function ControlledMap(props: LiveMapProps) {
  const { chosenId, follow, onFollow, cameraRef, padding } = props
  const store = useLiveStore()
  const theme = useShownTheme()
  const language = useLocale()
  const trail = useDeviceTrail(chosenId)
  const [basemap, setBasemap] = useBasemapChoice(props.basemaps)
  const [showsFences, showFences] = useFencesShown()
  const choice = { options: props.basemaps, value: basemap, onChange: setBasemap }
  const fences = { isShown: showsFences, onShow: showFences }
  return (
    <>
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
    </>
  )
}

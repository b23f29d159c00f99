'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { CSSProperties, RefObject } from 'react'
import { BasemapPicker } from '@/components/map/basemap-picker'
import { MapControls } from '@/components/map/map-controls'
import { MapNotLoaded } from '@/components/map/map-not-loaded'
import type { ChosenAlarm, ChosenStop, ReplayCamera } from '@/components/map/replay/replay-map'
import { useBasemapChoice } from '@/components/map/use-basemap-choice'
import { latePart } from '@/components/ui/late-part'
import { type SheetSnap, snapHeightPx } from '@/components/ui/sheet-snaps'
import type { Player } from '@/lib/client/replay/player'
import { useShownTheme } from '@/lib/client/use-shown-theme'
import type { BasemapOption } from '@/lib/domain/basemaps'
import type { ReplayChoice } from '../_hooks/replay-address'
import type { ReplayTrack } from '../_hooks/use-replay-tracks'
import { AlarmCard } from './alarm-card'
import { MapLegend } from './map-legend'
import { StopCard } from './stop-card'

// The map library outweighs everything else on the page, and the list does not wait for it.
const ReplayMap = latePart(
  () => import('@/components/map/replay/replay-map').then((module) => module.ReplayMap),
  { failed: (retry, { paddingBottom }) => <MapNotLoaded coveredPx={paddingBottom} onRetry={retry} /> },
)

export type ReplayPaneProps = {
  basemaps: readonly BasemapOption[]
  tracks: readonly ReplayTrack[]
  choice: ReplayChoice
  onChange: (part: Partial<ReplayChoice>) => void
  player: Player
  followedId: string | null
  onFollowEnd: () => void
  chosenStop: ChosenStop | null
  onChooseStop: (stop: ChosenStop) => void
  onCloseStop: () => void
  chosenAlarm: ChosenAlarm | null
  onChooseAlarm: (alarm: ChosenAlarm) => void
  onCloseAlarm: () => void
  cameraRef: RefObject<ReplayCamera | null>
  /** Of the sheet over the map; null where there is none. */
  snap: SheetSnap | null
}

/** The map with its controls, its legend, and what is known of the chosen stop. */
export function ReplayPane(props: ReplayPaneProps) {
  const t = useTranslations('replay')
  const theme = useShownTheme()
  const language = useLocale()
  const [basemap, setBasemap] = useBasemapChoice(props.basemaps)
  const { tracks, choice, cameraRef, chosenStop, chosenAlarm } = props
  const alarmTrack = tracks.find(({ id }) => id === chosenAlarm?.vehicle)
  const stopTrack = tracks.find(({ id }) => id === chosenStop?.vehicle)
  const coveredPx = coveredBy(props.snap)
  const style: PaneStyle = { '--covered-bottom': `${coveredPx}px` }
  return (
    <section aria-label={t('map')} className={PANE} style={style}>
      <ReplayMap
        theme={theme}
        language={language}
        basemap={basemap}
        tracks={tracks}
        colouring={choice.colouring}
        showBad={choice.showBad}
        player={props.player}
        followedId={props.followedId}
        onFollowEnd={props.onFollowEnd}
        chosenStop={chosenStop}
        onChooseStop={props.onChooseStop}
        onChooseAlarm={props.onChooseAlarm}
        paddingBottom={coveredPx}
        cameraRef={cameraRef}
      />
      <div className="absolute end-2.5 top-16 z-map-control md:end-3 md:top-3">
        <MapControls
          onZoomIn={() => cameraRef.current?.zoomIn()}
          onZoomOut={() => cameraRef.current?.zoomOut()}
          onFitAll={() => cameraRef.current?.fitAll()}
          onFollow={null}
          following={false}
          basemaps={<BasemapPicker options={props.basemaps} value={basemap} onChange={setBasemap} />}
        />
      </div>
      <div className="absolute start-2.5 top-16 z-map-control flex max-w-[min(20rem,calc(100%-5rem))] flex-col items-start gap-2 md:start-3 md:top-3">
        {tracks.length > 0 ? <MapLegend tracks={tracks} choice={choice} onChange={props.onChange} /> : null}
        {chosenStop && stopTrack ? (
          <StopCard track={stopTrack} number={chosenStop.number} onClose={props.onCloseStop} />
        ) : null}
        {chosenAlarm && alarmTrack ? (
          <AlarmCard track={alarmTrack} alarmId={chosenAlarm.id} onClose={props.onCloseAlarm} />
        ) : null}
      </div>
    </section>
  )
}

/** Under a full sheet there is no map to see; it keeps the place it has above the half one. */
function coveredBy(snap: SheetSnap | null): number {
  if (snap === null) return 0
  const pagePx = document.getElementById('content')?.clientHeight ?? window.innerHeight
  return snapHeightPx(snap === 'full' ? 'half' : snap, pagePx)
}

type PaneStyle = CSSProperties & { '--covered-bottom': string }

// The credits of the map stay above the sheet, with room for them from the start, so that the scale above them stays where it
// is. The library's own styles stand outside our layers, so it takes force.
const PANE =
  'relative min-h-0 bg-canvas max-md:h-full md:grow [&_.maplibregl-ctrl-bottom-right]:bottom-(--covered-bottom)! ' +
  '[&_.maplibregl-ctrl-bottom-right]:left-0 [&_.maplibregl-ctrl-bottom-right]:min-h-10.75 ' +
  'max-[62.5rem]:[&_.maplibregl-ctrl-bottom-right]:min-h-15.75'

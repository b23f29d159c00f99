'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useMemo, useRef, useState } from 'react'
import { BasemapPicker } from '@/components/map/basemap-picker'
import { MapControls } from '@/components/map/map-controls'
import { MapNotLoaded } from '@/components/map/map-not-loaded'
import type { ReplayCamera } from '@/components/map/replay/replay-map'
import type { MapTrack } from '@/components/map/replay/track-lines'
import { useBasemapChoice } from '@/components/map/use-basemap-choice'
import { latePart } from '@/components/ui/late-part'
import { useNow } from '@/lib/client/clock'
import { useFormats } from '@/lib/client/format/use-formats'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import { fillTracks, type TracksQuestion, useTracks } from '@/lib/client/queries/tracks'
import { useShownTheme } from '@/lib/client/use-shown-theme'
import type { InboxAlarm } from '@/lib/domain/api/alarm-inbox'
import type { Tracks } from '@/lib/domain/api/track'
import type { BasemapOption } from '@/lib/domain/basemaps'
import { trackStory } from '@/lib/domain/track/story'
import { decodeTrack } from '@/lib/domain/track/wire'
import { useStillPlayer } from '../_hooks/use-still-player'

// The map library outweighs everything else on the page, and the words do not wait for it.
const ReplayMap = latePart(
  () => import('@/components/map/replay/replay-map').then((module) => module.ReplayMap),
  { failed: (retry, { paddingBottom }) => <MapNotLoaded coveredPx={paddingBottom} onRetry={retry} /> },
)

/** Five minutes before and after. */
export const AROUND_MS = 5 * 60_000
const TRACK_COLOUR = '#2563eb'
const nothing = () => undefined

export type AlarmMapProps = { alarm: InboxAlarm; basemaps: readonly BasemapOption[] }

/** Where it happened, on ten minutes of track, with the vehicle where it was at that moment. */
export function AlarmMap({ alarm, basemaps }: AlarmMapProps) {
  const t = useTranslations('alarmInbox')
  const formats = useFormats()
  const startedMs = Date.parse(alarm.startedAt)
  const span = useSpan(startedMs)
  const query = useTracks({ ids: [alarm.deviceId], ...span })
  const fill = useFill({ ids: [alarm.deviceId], ...span }, () => void query.refetch())
  const track = useMemo(() => toTrack(query.data, alarm), [query.data, alarm])
  const player = useStillPlayer(span, startedMs)
  const cameraRef = useRef<ReplayCamera>(null)
  const [basemap, setBasemap] = useBasemapChoice(basemaps)
  const theme = useShownTheme()
  const language = useLocale()
  const hasTrack = track !== null && track.story.track.good.length > 1
  useGoThere(cameraRef, hasTrack ? null : alarm)
  const tracks = useMemo(() => (track === null ? [] : [track]), [track])
  const hint = query.isError
    ? t('trackFailed')
    : query.isPending
      ? t('asking')
      : hasTrack
        ? null
        : t(alarm.lat === null ? 'noTrackNoPlace' : 'noTrack')
  return (
    <section aria-label={t('mapTitle')}>
      <div className="relative h-64 overflow-hidden rounded-lg border border-line bg-canvas max-md:h-56">
        <ReplayMap
          theme={theme}
          language={language}
          basemap={basemap}
          tracks={tracks}
          colouring="speed"
          showBad
          player={player}
          followedId={null}
          onFollowEnd={nothing}
          chosenStop={null}
          onChooseStop={nothing}
          onChooseAlarm={nothing}
          paddingBottom={0}
          cameraRef={cameraRef}
        />
        <div className="absolute end-2 top-2 z-map-control">
          <MapControls
            onZoomIn={() => cameraRef.current?.zoomIn()}
            onZoomOut={() => cameraRef.current?.zoomOut()}
            onFitAll={() => cameraRef.current?.fitAll()}
            onFollow={null}
            following={false}
            basemaps={<BasemapPicker options={basemaps} value={basemap} onChange={setBasemap} />}
          />
        </div>
      </div>
      <p className="mt-1.5 flex flex-wrap items-center gap-x-3 text-xs text-muted" aria-live="polite">
        {fill.isRunning
          ? t('asking')
          : (hint ?? t('trackSpan', { from: formats.time(span.fromMs), to: formats.time(span.toMs) }))}
        {!hasTrack && isMissing(query.data) && fill.mayAsk ? (
          <button type="button" onClick={fill.ask} className={ASK}>
            {t('fill')}
          </button>
        ) : null}
      </p>
    </section>
  )
}

const ASK = 'min-h-6 rounded font-medium text-accent hover:text-accent-hover pointer-coarse:min-h-touch'
const GROWS_EVERY_MS = 30_000

/** Ten minutes, as far as they have passed: of a new alarm the track grows while one looks. */
function useSpan(startedMs: number) {
  const nowMs = useNow(GROWS_EVERY_MS) + GROWS_EVERY_MS
  const toMs = Math.max(startedMs + GROWS_EVERY_MS, Math.min(startedMs + AROUND_MS, nowMs))
  return { fromMs: startedMs - AROUND_MS, toMs }
}

function isMissing(tracks: Tracks | undefined): boolean {
  return (tracks?.vehicles[0]?.missing.length ?? 0) > 0
}

/** Has the vendor asked for what is not stored, once somebody wants it: it costs a call. */
function useFill(question: TracksQuestion, onEnd: () => void) {
  const [state, setState] = useState<'idle' | 'running' | 'over'>('idle')
  const leave = useRef(new AbortController())
  useEffect(() => () => leave.current.abort(), [])
  const ask = () => {
    setState('running')
    leave.current = new AbortController()
    fillTracks(question, { signal: leave.current.signal, onEvent: () => undefined })
      .catch(() => undefined)
      .finally(() => {
        setState('over')
        onEnd()
      })
  }
  return { ask, isRunning: state === 'running', mayAsk: state === 'idle' }
}

/** The track with this alarm on it; a track without fixes still carries the mark. */
function toTrack(tracks: Tracks | undefined, alarm: InboxAlarm): MapTrack | null {
  const vehicle = tracks?.vehicles.find(({ id }) => id === alarm.deviceId)
  if (tracks === undefined || vehicle === undefined) return null
  const { id, name, lat, lng } = alarm
  return {
    id: vehicle.id,
    name: vehicleTitle(vehicle),
    colour: TRACK_COLOUR,
    story: trackStory(decodeTrack(vehicle.fixes), tracks.settings),
    alarms: [{ id, name, startedMs: Date.parse(alarm.startedAt), lat, lng }],
  }
}

const LOOK_EVERY_MS = 150
const LOOKS = 60

/** Without a track to show whole, the map goes to the place of the alarm as soon as it is there. */
function useGoThere(cameraRef: { current: ReplayCamera | null }, place: InboxAlarm | null) {
  const lat = place?.lat ?? null
  const lng = place?.lng ?? null
  useEffect(() => {
    if (lat === null || lng === null) return
    let looks = 0
    const timer = setInterval(() => {
      looks += 1
      if (cameraRef.current === null && looks < LOOKS) return
      clearInterval(timer)
      cameraRef.current?.goTo({ lat, lng })
    }, LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [cameraRef, lat, lng])
}

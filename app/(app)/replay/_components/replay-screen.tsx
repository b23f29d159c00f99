'use client'

import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ChosenAlarm, ChosenStop, ReplayCamera } from '@/components/map/replay/replay-map'
import { BottomSheet } from '@/components/ui/bottom-sheet'
import type { SheetSnap } from '@/components/ui/sheet-snaps'
import { useTracks } from '@/lib/client/queries/tracks'
import { useHydrated } from '@/lib/client/use-hydrated'
import { useIsPhone } from '@/lib/client/use-is-phone'
import type { BasemapOption } from '@/lib/domain/basemaps'
import { usePlayer } from '../_hooks/use-player'
import { useReplayChoice } from '../_hooks/use-replay-choice'
import { useReplayKeys } from '../_hooks/use-replay-keys'
import { type ReplayTrack, useReplayTracks } from '../_hooks/use-replay-tracks'
import { useTrackFill } from '../_hooks/use-track-fill'
import { AddressFaults } from './address-faults'
import { PlayerBar } from './player-bar'
import { ReplayChart } from './replay-chart'
import { ReplayFrame } from './replay-frame'
import { ReplayPane } from './replay-pane'
import { ReplayPanel } from './replay-panel'

export type ReplayScreenProps = { basemaps: readonly BasemapOption[] }

/** Days begin in the reader's zone, which only the browser knows: the server delivers the frame. */
export function ReplayScreen(props: ReplayScreenProps) {
  return useHydrated() ? <LiveReplayScreen {...props} /> : <ReplayFrame />
}

/** Vehicles, range, map, list and player, and what they say to each other. */
function LiveReplayScreen({ basemaps }: ReplayScreenProps) {
  const t = useTranslations('replay')
  const { choice, change, zone, faults, hideFaults } = useReplayChoice()
  const question = useQuestion(choice)
  const answer = useTracks(question)
  const fill = useTrackFill(question, answer.data, !answer.isPlaceholderData && !answer.isFetching)
  const isPhone = useIsPhone()
  const tracks = useReplayTracks(answer.data, question.ids)
  const player = usePlayer(usePlayedSpan(question), choice.cursorMs)
  const [follow, setFollow] = useState(false)
  const [chosenStop, setChosenStop] = useState<ChosenStop | null>(null)
  const [chosenAlarm, setChosenAlarm] = useState<ChosenAlarm | null>(null)
  const [snap, setSnap] = useState<SheetSnap>('half')
  const cameraRef = useRef<ReplayCamera>(null)
  const focus = tracks.find(({ id }) => id === choice.focusId) ?? tracks[0] ?? null
  useKeptCursor(player, change)
  useFirstFix(player, tracks, fill.state.phase !== 'filling')
  useReplayKeys(player, focus)

  const onChooseStop = useCallback(
    (stop: ChosenStop) => {
      setChosenStop(stop)
      setChosenAlarm(null)
      change({ focusId: stop.vehicle })
    },
    [change],
  )
  const onChooseAlarm = useCallback((alarm: ChosenAlarm) => {
    setChosenAlarm(alarm)
    setChosenStop(null)
  }, [])
  const endFollow = useCallback(() => setFollow(false), [])
  const bar = (
    <PlayerBar player={player} track={focus} follow={follow} onFollow={setFollow} isReady={focus !== null} />
  )
  return (
    <div className="relative h-full md:flex">
      <h1 className="sr-only">{t('title')}</h1>
      <BottomSheet
        snap={snap}
        onSnapChange={setSnap}
        label={t('title')}
        handleLabel={t('sheetHandle')}
        snapLabels={{ peek: t('heights.peek'), half: t('heights.half'), full: t('heights.full') }}
        className="md:w-80 md:shrink-0 md:border-e md:border-line lg:w-96"
      >
        {isPhone ? <div className="shrink-0 border-b border-line px-3 pb-2">{bar}</div> : null}
        <ReplayPanel
          choice={choice}
          onChange={change}
          zone={zone}
          notice={<AddressFaults faults={faults} onHide={hideFaults} />}
          answer={answer}
          fill={fill}
          tracks={tracks}
          focus={focus}
          player={player}
          chosenStop={chosenStop}
          onChooseStop={onChooseStop}
          onChooseAlarm={onChooseAlarm}
          onGoTo={(place) => cameraRef.current?.goTo(place)}
        >
          {isPhone && focus ? <ReplayChart track={focus} player={player} question={question} /> : null}
        </ReplayPanel>
      </BottomSheet>
      <div className="max-md:absolute max-md:inset-0 md:flex md:min-w-0 md:grow md:flex-col">
        <ReplayPane
          basemaps={basemaps}
          tracks={tracks}
          choice={choice}
          onChange={change}
          player={player}
          followedId={follow ? (focus?.id ?? null) : null}
          onFollowEnd={endFollow}
          chosenStop={chosenStop}
          onChooseStop={onChooseStop}
          onCloseStop={() => setChosenStop(null)}
          chosenAlarm={chosenAlarm}
          onChooseAlarm={onChooseAlarm}
          onCloseAlarm={() => setChosenAlarm(null)}
          cameraRef={cameraRef}
          snap={isPhone ? snap : null}
        />
        {isPhone ? null : (
          <div className="shrink-0 border-t border-line bg-panel px-4 py-2.5">
            {bar}
            {focus ? <ReplayChart track={focus} player={player} question={question} /> : null}
            {focus === null && question.ids.length > 0 ? <div className={CHART_PLACE} /> : null}
          </div>
        )}
      </div>
    </div>
  )
}

/** The same object as long as it asks the same. */
function useQuestion({ ids, fromMs, toMs }: { ids: readonly string[]; fromMs: number; toMs: number }) {
  const key = ids.join()
  return useMemo(() => ({ ids: key === '' ? [] : key.split(','), fromMs, toMs }), [key, fromMs, toMs])
}

/** What lies ahead of now cannot be played. Now is when the question was put: the span must not grow under a hand that drags. */
function usePlayedSpan(question: ReturnType<typeof useQuestion>) {
  return useMemo(() => {
    const { fromMs, toMs } = question
    return { fromMs, toMs: Math.max(fromMs + 1000, Math.min(toMs, Date.now())) }
  }, [question])
}

/** Nothing is to be seen before the first fix, so a replay that nobody touched begins there. */
function useFirstFix(
  player: ReturnType<typeof usePlayer>,
  tracks: readonly ReplayTrack[],
  isComplete: boolean,
) {
  useEffect(() => {
    if (!isComplete || player.isPlaying || player.cursorMs !== player.span.fromMs) return
    const firstMs = Math.min(
      ...tracks.map(
        ({ story }) => story.track.points.atMs[story.track.good[0] ?? -1] ?? Number.POSITIVE_INFINITY,
      ),
    )
    if (Number.isFinite(firstMs)) player.seek(firstMs)
  }, [player, tracks, isComplete])
}

/** Browsers allow about one change of address in 300 ms, and a cursor that runs is nobody's to share. */
const ADDRESS_DELAY_MS = 500

function useKeptCursor(
  player: ReturnType<typeof usePlayer>,
  change: ReturnType<typeof useReplayChoice>['change'],
) {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const leave = player.onChange(() => {
      clearTimeout(timer)
      if (player.isPlaying) return
      timer = setTimeout(() => change({ cursorMs: player.cursorMs }), ADDRESS_DELAY_MS)
    })
    return () => {
      clearTimeout(timer)
      leave()
    }
  }, [player, change])
}

/** As high as the chart will be with its row of choices, while the track is on its way. */
const CHART_PLACE = 'mt-1 h-38'

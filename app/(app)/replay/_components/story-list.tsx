'use client'

import { CircleParking, CirclePause, Route as RouteIcon, TriangleAlert, Unplug } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo, useMemo } from 'react'
import type { ChosenAlarm, ChosenStop } from '@/components/map/replay/replay-map'
import { classNames } from '@/components/ui/class-names'
import { useAlarmNames } from '@/lib/client/alarm-names'
import type { Player } from '@/lib/client/replay/player'
import { type Episode, episodesOf } from '../_hooks/episodes'
import { useCursor } from '../_hooks/use-player'
import type { ReplayTrack } from '../_hooks/use-replay-tracks'
import { useReplayWords } from './replay-words'

export type StoryListProps = {
  focus: ReplayTrack
  player: Player
  chosenStop: ChosenStop | null
  onChooseStop: (stop: ChosenStop) => void
  onGoTo: (place: { lat: number; lng: number }) => void
  onChooseAlarm: (alarm: ChosenAlarm) => void
  isFilling: boolean
}

/** Trips, stops, gaps and alarms of one vehicle in their order. Choosing one puts the cursor at its beginning. */
export function StoryList({
  focus,
  player,
  chosenStop,
  onChooseStop,
  onChooseAlarm,
  onGoTo,
  isFilling,
}: StoryListProps) {
  const t = useTranslations('replay.list')
  const episodes = useMemo(() => episodesOf(focus.story, focus.alarms), [focus])
  const cursorMs = useCursor(player, 400)
  const current = episodes.findLastIndex(({ fromMs }) => fromMs <= cursorMs)
  if (episodes.length === 0)
    return (
      <p className="px-6 py-8 text-center text-sm text-muted">
        {isFilling ? t('coming') : focus.story.track.points.atMs.length === 0 ? t('nothing') : t('noTrips')}
      </p>
    )
  const choose = (episode: Episode) => {
    player.seek(episode.fromMs)
    if (episode.place) onGoTo(episode.place)
    if (episode.kind === 'parked' || episode.kind === 'idling')
      onChooseStop({ vehicle: focus.id, number: episode.number })
    if (episode.alarmId !== null) onChooseAlarm({ vehicle: focus.id, id: episode.alarmId })
  }
  return (
    <ol aria-label={t('label', { vehicle: focus.name })} className="py-1">
      {episodes.map((episode, index) => (
        <EpisodeRow
          key={episode.key}
          episode={episode}
          isCurrent={index === current}
          isChosen={
            chosenStop?.vehicle === focus.id &&
            chosenStop.number === episode.number &&
            (episode.kind === 'parked' || episode.kind === 'idling')
          }
          onChoose={choose}
        />
      ))}
    </ol>
  )
}

const ICONS = {
  trip: RouteIcon,
  parked: CircleParking,
  idling: CirclePause,
  gap: Unplug,
  alarm: TriangleAlert,
}
const TONES = {
  trip: 'text-accent',
  parked: 'text-status-parked',
  idling: 'text-status-idling',
  gap: 'text-muted',
  alarm: 'text-danger',
}

type EpisodeRowProps = {
  episode: Episode
  isCurrent: boolean
  isChosen: boolean
  onChoose: (episode: Episode) => void
}

/** Rows out of sight cost nothing: three months are thousands of them. */
const EpisodeRow = memo(
  function EpisodeRow({ episode, isCurrent, isChosen, onChoose }: EpisodeRowProps) {
    const t = useTranslations('replay.list')
    const words = useReplayWords()
    const alarmName = useAlarmNames()
    const { kind, fromMs, toMs, distanceM, topSpeedKph, idleMs, isOpen } = episode
    const Icon = ICONS[kind]
    const details =
      kind === 'trip'
        ? [words.way(distanceM), t('top', { speed: words.speed(topSpeedKph) })]
        : kind === 'gap'
          ? [t('apart', { way: words.way(distanceM) })]
          : idleMs > 0 && kind === 'parked'
            ? [t('ofWhichIdling', { time: words.span(idleMs) })]
            : []
    return (
      <li className="[content-visibility:auto] [contain-intrinsic-size:auto_3.25rem]">
        <button
          type="button"
          aria-current={isCurrent ? 'step' : undefined}
          onClick={() => onChoose(episode)}
          className={classNames(ROW, isChosen && 'bg-accent-soft')}
        >
          <Icon
            aria-hidden
            className={classNames('mt-0.5 size-4.5 shrink-0', TONES[kind])}
            strokeWidth={1.75}
          />
          <span className="min-w-0 grow">
            <span className="flex items-baseline gap-2">
              <span className="grow truncate font-medium">
                {titleOf({ ...episode, name: alarmName(episode.name) }, t)}
              </span>
              {kind === 'alarm' ? null : (
                <span className="shrink-0 tabular-nums">{words.span(toMs - fromMs)}</span>
              )}
            </span>
            <span className="flex flex-wrap gap-x-2 text-xs text-muted tabular-nums">
              <span title={words.exactTime(fromMs)}>
                {shortened(words.dateTime(fromMs))}
                {kind === 'alarm' ? '' : ` – ${isOpen ? t('now') : words.time(toMs)}`}
              </span>
              {details.map((detail) => (
                <span key={detail}>{detail}</span>
              ))}
            </span>
          </span>
        </button>
      </li>
    )
  },
  (before, after) =>
    before.episode === after.episode &&
    before.isCurrent === after.isCurrent &&
    before.isChosen === after.isChosen,
)

type Say = ReturnType<typeof useTranslations<'replay.list'>>

function titleOf({ kind, number, name }: Episode, t: Say): string {
  if (kind === 'alarm') return t('alarm', { name })
  return kind === 'gap' ? t('gap') : t(`kinds.${kind}`, { number })
}

/** "15 Jan, 12:04:31" as "15 Jan, 12:04". */
function shortened(text: string): string {
  return text.replace(/:\d\d(?!.*:)/, '')
}

const ROW =
  'flex w-full items-start gap-2.5 border-s-2 border-transparent px-4 py-1.5 text-start text-sm hover:bg-sunken max-md:px-3 ' +
  'aria-[current=step]:border-accent pointer-coarse:min-h-touch -outline-offset-2!'

'use client'

import { LocateFixed, Pause, Play, StepBack, StepForward } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { buttonClasses } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { type Player, REPLAY_SPEEDS } from '@/lib/client/replay/player'
import { placeFinder } from '@/lib/domain/track/position-at'
import { usePlayerState } from '../_hooks/use-player'
import { stepFix, toggle } from '../_hooks/use-replay-keys'
import type { ReplayTrack } from '../_hooks/use-replay-tracks'
import { useReplayWords } from './replay-words'
import { Timeline } from './timeline'

export type PlayerBarProps = {
  player: Player
  /** The vehicle that steps and the time line are about. */
  track: ReplayTrack | null
  follow: boolean
  onFollow: (follow: boolean) => void
  isReady: boolean
}

/** Play, step, speed, follow, and the time line. */
export function PlayerBar({ player, track, follow, onFollow, isReady }: PlayerBarProps) {
  const t = useTranslations('replay.player')
  const { isPlaying, speed } = usePlayerState(player)
  const step = (by: 1 | -1) => track && stepFix(player, track.story, by)
  return (
    <div className="flex flex-col gap-1 md:gap-1.5">
      <div className="flex items-center gap-1 max-md:flex-wrap">
        {/* What plays goes to the right, in every language. */}
        <div dir="ltr" className="flex shrink-0 items-center gap-1">
          <IconButton
            icon={StepBack}
            label={t('stepBack')}
            shortcut=","
            disabled={!isReady}
            onClick={() => step(-1)}
            tooltip="top"
          />
          <button
            type="button"
            aria-label={isPlaying ? t('pause') : t('play')}
            aria-keyshortcuts="Space"
            disabled={!isReady}
            onClick={() => toggle(player)}
            className={`${buttonClasses({ variant: 'primary', size: 'icon' })} size-9! rounded-full! pointer-coarse:size-touch!`}
          >
            {isPlaying ? (
              <Pause aria-hidden className="size-4" fill="currentColor" />
            ) : (
              <Play aria-hidden className="size-4" fill="currentColor" />
            )}
          </button>
          <IconButton
            icon={StepForward}
            label={t('stepForward')}
            shortcut="."
            disabled={!isReady}
            onClick={() => step(1)}
            tooltip="top"
          />
        </div>
        <CursorWords player={player} track={track} />
        <label className="shrink-0 max-md:ms-auto">
          <span className="sr-only">{t('speed')}</span>
          <select
            value={speed}
            onChange={(event) => {
              const chosen = REPLAY_SPEEDS.find((one) => String(one) === event.target.value)
              if (chosen !== undefined) player.setSpeed(chosen)
            }}
            className={SELECT}
          >
            {REPLAY_SPEEDS.map((one) => (
              <option key={one} value={one}>
                {t('times', { speed: one })}
              </option>
            ))}
          </select>
        </label>
        <IconButton
          icon={LocateFixed}
          label={follow ? t('stopFollowing') : t('follow')}
          aria-pressed={follow}
          disabled={!isReady}
          onClick={() => onFollow(!follow)}
          tooltip="top"
        />
      </div>
      <Timeline player={player} track={track} isReady={isReady} />
    </div>
  )
}

/** More often nobody can read. */
const WORDS_EVERY_MS = 100

/** Date, time and speed at the cursor. Written past React, ten times a second. */
function CursorWords({ player, track }: Pick<PlayerBarProps, 'player' | 'track'>) {
  const t = useTranslations('replay.player')
  const words = useReplayWords()
  const timeRef = useRef<HTMLSpanElement>(null)
  const speedRef = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const find = track ? placeFinder(track.story) : null
    let lastMs = 0
    const write = () => {
      const place = find?.(player.cursorMs) ?? null
      const speed =
        place === null || place.isInGap
          ? t('nothingKnown')
          : place.speedKph === null
            ? ''
            : words.speed(place.speedKph)
      if (timeRef.current) timeRef.current.textContent = words.dateTime(player.cursorMs)
      if (speedRef.current) speedRef.current.textContent = find ? speed : ''
    }
    const leaveMoves = player.onMove(() => {
      const nowMs = performance.now()
      if (nowMs - lastMs < WORDS_EVERY_MS) return
      lastMs = nowMs
      write()
    })
    const leaveChanges = player.onChange(write)
    write()
    return () => {
      leaveMoves()
      leaveChanges()
    }
  }, [player, track, words, t])
  return (
    <p className="flex min-w-0 grow items-baseline gap-x-2.5 px-1.5 text-sm tabular-nums max-md:order-first max-md:w-full">
      <span ref={timeRef} className="truncate font-semibold" />
      <span ref={speedRef} className="truncate text-muted" />
    </p>
  )
}

const SELECT =
  'h-8 rounded border border-line-strong bg-panel px-1.5 text-sm font-medium text-ink pointer-coarse:h-touch pointer-coarse:text-lg'

'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { Player } from '@/lib/client/replay/player'
import { stepFix, toggle } from '../_hooks/use-replay-keys'
import type { ReplayTrack } from '../_hooks/use-replay-tracks'
import { useReplayWords } from './replay-words'
import { TimelineStrip } from './timeline-strip'

const MINUTE_MS = 60_000
const TEN_MINUTES_MS = 600_000

/** A slider over the whole range, above a strip that tells what the vehicle did when. Arrow keys go from fix to fix, with Shift by minutes. */
export function Timeline({
  player,
  track,
  isReady,
}: {
  player: Player
  track: ReplayTrack | null
  isReady: boolean
}) {
  const t = useTranslations('replay.player')
  const words = useReplayWords()
  const ref = useRef<HTMLInputElement>(null)
  const { fromMs, toMs } = player.span
  useEffect(() => {
    const input = ref.current
    if (input === null) return
    const move = () => {
      input.value = String(player.cursorMs)
    }
    // A reader speaks each new text: while it runs there would be no end of it.
    const say = () => {
      move()
      input.setAttribute('aria-valuetext', words.dateTime(player.cursorMs))
    }
    const leaveMoves = player.onMove(move)
    const leaveChanges = player.onChange(say)
    say()
    return () => {
      leaveMoves()
      leaveChanges()
    }
  }, [player, words])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === ' ') {
      event.preventDefault()
      return toggle(player)
    }
    const by = KEYS[event.key]
    if (by === undefined) return
    event.preventDefault()
    if (event.shiftKey) player.seek(player.cursorMs + by * MINUTE_MS)
    else if (event.key.startsWith('Page')) player.seek(player.cursorMs + by * TEN_MINUTES_MS)
    else if (track) stepFix(player, track.story, by)
  }
  return (
    // Time runs to the right in every language, as in the chart below.
    <div dir="ltr" className="relative h-7">
      <TimelineStrip track={track} fromMs={fromMs} toMs={toMs} />
      <input
        ref={ref}
        type="range"
        aria-label={t('timeline')}
        min={fromMs}
        max={toMs}
        step={1000}
        defaultValue={player.cursorMs}
        disabled={!isReady}
        onChange={(event) => player.seek(Number(event.target.value))}
        onKeyDown={onKeyDown}
        className={SLIDER}
      />
    </div>
  )
}

const KEYS: Readonly<Record<string, 1 | -1>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  PageUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageDown: -1,
}

const THUMB =
  '[&::-webkit-slider-thumb]:h-7 [&::-webkit-slider-thumb]:w-1.5 [&::-webkit-slider-thumb]:appearance-none ' +
  '[&::-webkit-slider-thumb]:rounded-full [&::-webkit-slider-thumb]:bg-ink [&::-webkit-slider-thumb]:ring-2 [&::-webkit-slider-thumb]:ring-panel ' +
  '[&::-moz-range-thumb]:h-7 [&::-moz-range-thumb]:w-1.5 [&::-moz-range-thumb]:rounded-full [&::-moz-range-thumb]:border-0 ' +
  '[&::-moz-range-thumb]:bg-ink'
const SLIDER = `absolute inset-0 h-7 w-full cursor-pointer appearance-none rounded bg-transparent disabled:cursor-default disabled:opacity-0 ${THUMB}`

'use client'

import { useEffect, useRef } from 'react'
import type { Player } from '@/lib/client/replay/player'
import { type ChartSeries, toldAt } from '../_hooks/chart-series'

export type ChartPoint = { atMs: number; value: number }
export type ChartReadoutProps = {
  series: ChartSeries
  player: Player
  /** What the pointer or the keys stand on. */
  point: ChartPoint | null
  /** Keys move the point, so it is said aloud. */
  hasKeys: boolean
  say: (value: number) => string
  sayTime: (atMs: number) => string
}

/** The value under pointer or keys with its time; else, of fuel and temperature, the one at the replay's cursor. */
export function ChartReadout({ series, player, point, hasKeys, say, sayTime }: ChartReadoutProps) {
  return (
    <>
      <span className="ms-auto truncate text-xs tabular-nums">
        {point ? (
          <span aria-hidden>
            <span className="text-muted">{sayTime(point.atMs)}</span>{' '}
            <span className="font-semibold">{say(point.value)}</span>
          </span>
        ) : series.kind === 'speed' ? null : (
          <ValueAtCursor series={series} player={player} say={say} />
        )}
      </span>
      <span aria-live="polite" className="sr-only">
        {hasKeys && point ? `${sayTime(point.atMs)}: ${say(point.value)}` : ''}
      </span>
    </>
  )
}

/** Written with every frame past React; the speed at the cursor stands in the player already. */
function ValueAtCursor({ series, player, say }: Pick<ChartReadoutProps, 'series' | 'player' | 'say'>) {
  const ref = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    let shown: number | null | undefined
    const tell = () => {
      const value = toldAt(series, player.cursorMs)
      if (ref.current === null || value === shown) return
      shown = value
      ref.current.textContent = value === null ? '–' : say(value)
    }
    tell()
    const leaveMoves = player.onMove(tell)
    const leaveChanges = player.onChange(tell)
    return () => {
      leaveMoves()
      leaveChanges()
    }
  }, [series, player, say])
  return <span ref={ref} className="font-semibold" />
}

'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { createPlayer, type Player, type PlayerSpan } from '@/lib/client/replay/player'

const FRAMES = {
  request: (callback: (nowMs: number) => void) => requestAnimationFrame(callback),
  cancel: (handle: number) => cancelAnimationFrame(handle),
}

/** The player of a screen: one for as long as it stands, over whatever span is shown. */
export function usePlayer({ fromMs, toMs }: PlayerSpan, startMs: number | null): Player {
  const [player] = useState(() => {
    const made = createPlayer({ fromMs, toMs }, FRAMES)
    if (startMs !== null) made.seek(startMs)
    return made
  })
  useEffect(() => player.setSpan({ fromMs, toMs }), [player, fromMs, toMs])
  useEffect(() => () => player.close(), [player])
  return player
}

/** Whether it runs and how fast; renders anew when that changes. */
export function usePlayerState(player: Player) {
  const isPlaying = useSyncExternalStore(
    player.onChange,
    () => player.isPlaying,
    () => false,
  )
  const speed = useSyncExternalStore(
    player.onChange,
    () => player.speed,
    () => player.speed,
  )
  return { isPlaying, speed }
}

/** The cursor, at most so often, for words and lists that need no more; a jump comes through at once. */
export function useCursor(player: Player, everyMs: number): number {
  const [cursorMs, setCursorMs] = useState(player.cursorMs)
  useEffect(() => {
    let lastMs = 0
    const show = () => setCursorMs(player.cursorMs)
    const leaveMoves = player.onMove(() => {
      const nowMs = performance.now()
      if (nowMs - lastMs < everyMs) return
      lastMs = nowMs
      show()
    })
    const leaveChanges = player.onChange(show)
    show()
    return () => {
      leaveMoves()
      leaveChanges()
    }
  }, [player, everyMs])
  return cursorMs
}

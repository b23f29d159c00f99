'use client'

import { useEffect, useState } from 'react'
import { createPlayer, type Player, type PlayerSpan } from '@/lib/client/replay/player'

const FRAMES = {
  request: (callback: (nowMs: number) => void) => requestAnimationFrame(callback),
  cancel: (handle: number) => cancelAnimationFrame(handle),
}

/** A player that stands at one moment of a span. */
export function useStillPlayer({ fromMs, toMs }: PlayerSpan, atMs: number): Player {
  const [player] = useState(() => createPlayer({ fromMs, toMs }, FRAMES))
  useEffect(() => {
    player.setSpan({ fromMs, toMs })
    player.seek(atMs)
  }, [player, fromMs, toMs, atMs])
  useEffect(() => () => player.close(), [player])
  return player
}

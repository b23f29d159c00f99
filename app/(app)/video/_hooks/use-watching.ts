'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { sendBeat, sendLeave } from '@/lib/client/queries/video'
import { type Watched, WatchSession } from '@/lib/client/video/watch-session'
import { HIDDEN_LEAVES_AFTER_MS } from '@/lib/domain/video'

/** The streams this part of the page watches. They are left when it goes, when the page is closed, or when nobody sees it. */
export function useWatching(): { session: WatchSession; watched: readonly Watched[] } {
  const [session] = useState(
    () => new WatchSession({ beat: sendBeat, leave: sendLeave, now: () => performance.now() }),
  )
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const onVisibility = () => {
      clearTimeout(timer)
      if (document.hidden) timer = setTimeout(() => session.pause(), HIDDEN_LEAVES_AFTER_MS)
    }
    const onHide = () => session.stop()
    document.addEventListener('visibilitychange', onVisibility)
    window.addEventListener('pagehide', onHide)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', onVisibility)
      window.removeEventListener('pagehide', onHide)
      session.stop()
    }
  }, [session])
  const watched = useSyncExternalStore(session.subscribe, session.read, session.read)
  return { session, watched }
}

/** Seconds until a moment of `performance.now`, counted down; null without one. */
export function useCountdown(endsAtMs: number | null): number | null {
  const [nowMs, setNowMs] = useState(() => performance.now())
  useEffect(() => {
    if (endsAtMs === null) return
    const timer = setInterval(() => setNowMs(performance.now()), 1000)
    return () => clearInterval(timer)
  }, [endsAtMs])
  return endsAtMs === null ? null : Math.max(0, Math.ceil((endsAtMs - nowMs) / 1000))
}

'use client'
// One clock for everything on the page that tells an age, so a thousand ages cost one timer.
// It owns ticking only; the server's clock is an offset of the live store.

import { useCallback, useSyncExternalStore } from 'react'

/**
 * The time, ms since epoch, cut to whole steps: the component renders again once a step. 0 on the server, so that
 * nothing that depends on the time is part of the delivered page.
 */
export function useNow(stepMs = 1000): number {
  const read = useCallback(() => Math.floor(Date.now() / stepMs) * stepMs, [stepMs])
  return useSyncExternalStore(subscribe, read, readServer)
}

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** Nobody reads ages in a hidden tab. */
function tick() {
  if (document.visibilityState === 'hidden') return
  for (const listener of listeners) listener()
}

function readServer(): number {
  return 0
}

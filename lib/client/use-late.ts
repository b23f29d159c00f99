'use client'
// Parts of a page whose script comes later than the page: those that nobody waits for, and those that somebody asked for. One
// that could not be fetched leaves the page as it is, and is asked for again.

import { type ComponentType, useCallback, useEffect, useState } from 'react'
import { whenWorthATry } from './until-loaded'

/** A browser that is never idle gets what nobody waits for after this. */
const PATIENCE_MS = 2_000

export type LatePart<Props> = {
  /** Null until it is there. */
  Part: ComponentType<Props> | null
  /** It could not be fetched so far. It is asked for again by itself, or at once by `retry`. */
  hasFailed: boolean
  retry: () => void
}

/** The part `load` fetches, once `isDue` and the browser is idle; null until then. `load` must stay the same function. */
export function useLate<Props>(
  load: () => Promise<ComponentType<Props>>,
  isDue: boolean,
): ComponentType<Props> | null {
  return usePart(load, isDue, whenIdle).Part
}

/** The part `load` fetches as soon as `isDue`, for what somebody asked for. `load` must stay the same function. */
export function usePart<Props>(
  load: () => Promise<ComponentType<Props>>,
  isDue: boolean,
  /** When to begin; answers how to let it be. Must stay the same function. */
  begin: (work: () => void) => () => void = atOnce,
): LatePart<Props> {
  const [part, setPart] = useState<{ Part: ComponentType<Props> } | null>(null)
  const [hasFailed, setFailed] = useState(false)
  const [tries, setTries] = useState(0)
  const isWanted = isDue && part === null
  // biome-ignore lint/correctness/useExhaustiveDependencies: every try begins anew
  useEffect(() => {
    if (!isWanted) return
    let isLeft = false
    let leaveRetry: (() => void) | undefined
    const fetchIt = () =>
      load().then(
        (Part) => isLeft || setPart({ Part }),
        () => {
          if (isLeft) return
          setFailed(true)
          leaveRetry = whenWorthATry(fetchIt)
        },
      )
    const leaveBegin = begin(fetchIt)
    return () => {
      isLeft = true
      leaveBegin()
      leaveRetry?.()
    }
  }, [load, isWanted, begin, tries])
  const retry = useCallback(() => setTries((count) => count + 1), [])
  return { Part: part?.Part ?? null, hasFailed: hasFailed && part === null, retry }
}

function atOnce(work: () => void): () => void {
  work()
  return () => undefined
}

/** Safari knows no idle callbacks. */
function whenIdle(work: () => void): () => void {
  if (typeof window.requestIdleCallback !== 'function') {
    const timer = setTimeout(work, 0)
    return () => clearTimeout(timer)
  }
  const asked = window.requestIdleCallback(work, { timeout: PATIENCE_MS })
  return () => window.cancelIdleCallback(asked)
}

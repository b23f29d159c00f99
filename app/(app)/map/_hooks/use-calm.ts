'use client'

import { useCallback, useEffect, useRef, useState } from 'react'

export type CalmHandlers = ReturnType<typeof useCalm>['handlers']

/** How long the list holds still after the last sign of someone using it. */
const MOUSE_REST_MS = 15_000
const TOUCH_REST_MS = 3_000

/**
 * Whether somebody is in the middle of something in the list, so that its order must not change under their hand.
 * `handlers` go on the list.
 */
export function useCalm() {
  const [busy, setBusy] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const hold = useCallback((restMs: number) => {
    clearTimeout(timer.current)
    setBusy(true)
    timer.current = setTimeout(() => setBusy(false), restMs)
  }, [])
  const release = useCallback(() => {
    clearTimeout(timer.current)
    setBusy(false)
  }, [])
  useEffect(() => () => clearTimeout(timer.current), [])

  return {
    busy,
    handlers: {
      onPointerMove: (event: React.PointerEvent) =>
        hold(event.pointerType === 'mouse' ? MOUSE_REST_MS : TOUCH_REST_MS),
      onPointerLeave: release,
      onScroll: () => hold(TOUCH_REST_MS),
      onKeyDownCapture: () => hold(TOUCH_REST_MS),
    },
  }
}

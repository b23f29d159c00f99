'use client'

import { type PointerEvent, useEffect, useRef } from 'react'

const LONG_MS = 450
/** A finger that goes further is scrolling. */
const SLACK_PX = 10

/** Tells of presses that last. `wasLong` says whether the click that follows belongs to one. */
export function useLongPress(onLong: (target: EventTarget) => void) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const start = useRef<{ x: number; y: number } | null>(null)
  const isLong = useRef(false)
  useEffect(() => () => clearTimeout(timer.current), [])
  const cancel = () => {
    clearTimeout(timer.current)
    start.current = null
  }
  return {
    wasLong: () => isLong.current,
    handlers: {
      onPointerDown: ({ pointerType, clientX, clientY, target }: PointerEvent) => {
        isLong.current = false
        if (pointerType === 'mouse') return
        start.current = { x: clientX, y: clientY }
        timer.current = setTimeout(() => {
          isLong.current = true
          onLong(target)
        }, LONG_MS)
      },
      onPointerMove: ({ clientX, clientY }: PointerEvent) => {
        const from = start.current
        if (from !== null && Math.hypot(clientX - from.x, clientY - from.y) > SLACK_PX) cancel()
      },
      onPointerUp: cancel,
      onPointerCancel: cancel,
      onContextMenu: (event: { preventDefault: () => void }) => {
        if (isLong.current) event.preventDefault()
      },
    },
  }
}

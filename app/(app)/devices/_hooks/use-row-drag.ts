'use client'

import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { isDragged, type Point, scrollStepPx } from './drag-rules'

/** What is dragged, and the key of what it is held over; null over nothing that has one. */
export type RowDrag = { ids: readonly string[]; overKey: string | null }
/** How a drag ended without being let go over something. */
export type DragEnd = 'cancelled' | 'missed'

export type RowDragOptions = {
  isOn: boolean
  /** What a press there would drag; null where nothing can be. */
  idsAt: (target: EventTarget | null) => readonly string[] | null
  /** What things can be let go on: an element within, with a key for what lies at a point. */
  area: { ref: RefObject<HTMLElement | null>; keyAt: (element: Element) => string | null }
  onDrop: (key: string, ids: readonly string[]) => void
  /** It was held still over something, such as a closed branch. */
  onRest: (key: string) => void
  onEnd: (how: DragEnd) => void
}

/** Held so long over one place, it opens. */
const REST_MS = 700

/**
 * Dragging by mouse or pen, from rows to an area with goals. It moves `ghostRef` with the pointer and scrolls the area at its
 * edges; nothing is done until the pointer is let go over a key, and Escape cancels. Fingers scroll, so they never drag.
 */
export function useRowDrag(options: RowDragOptions) {
  const [drag, setDrag] = useState<RowDrag | null>(null)
  const ghostRef = useRef<HTMLDivElement>(null)
  const latest = useRef(options)
  const running = useRef<AbortController | null>(null)
  useEffect(() => {
    latest.current = options
  })
  useEffect(() => () => running.current?.abort(), [])

  const onPointerDown = (event: ReactPointerEvent) => {
    if (!options.isOn || event.button !== 0 || !event.isPrimary || event.pointerType === 'touch') return
    const ids = options.idsAt(event.target)
    if (ids === null) return
    running.current?.abort()
    running.current = followPointer({ x: event.clientX, y: event.clientY }, ids)
  }

  function followPointer(from: Point, ids: readonly string[]): AbortController {
    const ending = new AbortController()
    let at = from
    let state: 'pressed' | 'dragging' | 'over' = 'pressed'
    let overKey: string | null = null
    let rest: ReturnType<typeof setTimeout> | undefined
    let frame = 0

    const look = () => {
      const { area, onRest } = latest.current
      const element = document.elementFromPoint(at.x, at.y)
      const key = element !== null && area.ref.current?.contains(element) ? area.keyAt(element) : null
      if (key === overKey) return
      overKey = key
      clearTimeout(rest)
      if (key !== null) rest = setTimeout(() => onRest(key), REST_MS)
      setDrag({ ids, overKey })
    }
    const follow = () => {
      const list = scrollerOf(latest.current.area.ref.current)
      const box = list?.getBoundingClientRect()
      if (list && box && at.x >= box.left && at.x <= box.right) {
        list.scrollTop += scrollStepPx(at.y, box)
        look()
      }
      if (ghostRef.current) ghostRef.current.style.transform = `translate(${at.x + 14}px, ${at.y + 10}px)`
      frame = requestAnimationFrame(follow)
    }
    const finish = () => {
      state = 'over'
      clearTimeout(rest)
      cancelAnimationFrame(frame)
      document.documentElement.classList.remove(GRABBING)
      setDrag(null)
    }
    const on = { signal: ending.signal, capture: true }
    window.addEventListener(
      'pointermove',
      (event) => {
        at = { x: event.clientX, y: event.clientY }
        if (state === 'pressed' && isDragged(from, at)) {
          state = 'dragging'
          document.documentElement.classList.add(GRABBING)
          window.getSelection()?.removeAllRanges()
          setDrag({ ids, overKey: null })
          follow()
        }
        if (state === 'dragging') look()
      },
      on,
    )
    window.addEventListener(
      'pointerup',
      () => {
        if (state !== 'pressed') swallowClick()
        if (state === 'dragging') {
          look()
          finish()
          if (overKey === null) latest.current.onEnd('missed')
          else latest.current.onDrop(overKey, ids)
        }
        ending.abort()
      },
      on,
    )
    const cancel = () => {
      if (state !== 'dragging') return
      finish()
      latest.current.onEnd('cancelled')
    }
    window.addEventListener('pointercancel', cancel, on)
    window.addEventListener('blur', cancel, on)
    window.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape' || state !== 'dragging') return
        event.preventDefault()
        event.stopPropagation()
        cancel()
      },
      on,
    )
    ending.signal.addEventListener('abort', () => {
      if (state === 'dragging') finish()
    })
    return ending
  }

  return { drag, ghostRef, onPointerDown }
}

/** On the whole page while something is dragged, see globals.css. */
const GRABBING = 'is-grabbing'

/** The tree, or the list of what was searched for. */
function scrollerOf(area: HTMLElement | null): HTMLElement | null {
  return area?.querySelector<HTMLElement>('[role="treegrid"], ul') ?? null
}

/** A drag is no click, though browsers make one of it. */
function swallowClick(): void {
  const swallow = (event: MouseEvent) => {
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }))
}

'use client'
// Which rows of a long list exist: those in sight and a few beside them. For rows of one height, which need no measuring.

import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

export type RowLayout = {
  rowPx: number
  /** Empty above the first and below the last row. */
  startPx: number
  endPx: number
  /** Rows kept beyond either edge, so that a quick scroll shows no gap. */
  beyond: number
}

/** Rows by position: the first one and the one after the last. */
export type RowSpan = { from: number; to: number }

export type RowWindow = {
  /** Positions of the rows that exist, ascending. */
  positions: readonly number[]
  topOf: (position: number) => number
  totalPx: number
  /** `nearest` moves no further than it must. */
  scrollTo: (position: number, where: 'nearest' | 'middle') => void
  scrollToTop: () => void
}

/** The rows that touch what is in sight of the box, and those beyond. Knows nothing of how many there are. */
export function rowsInSight(layout: RowLayout, topPx: number, heightPx: number): RowSpan {
  const first = Math.floor((topPx - layout.startPx) / layout.rowPx)
  const last = Math.ceil((topPx - layout.startPx + heightPx) / layout.rowPx)
  return { from: Math.max(0, first - layout.beyond), to: Math.max(0, last + layout.beyond) }
}

/** A span within `count` rows. A list that became shorter shows its end, which is where the browser scrolls it to. */
export function spanWithin({ from, to }: RowSpan, count: number): RowSpan {
  return { from: Math.max(0, Math.min(from, count - (to - from))), to: Math.min(to, count) }
}

/** Where to scroll so that a row is in sight; null when it is, wholly, and `nearest` is asked. */
export function offsetFor(
  layout: RowLayout,
  row: { position: number; where: 'nearest' | 'middle' },
  box: { topPx: number; heightPx: number },
): number | null {
  const top = layout.startPx + row.position * layout.rowPx
  const bottom = top + layout.rowPx
  if (row.where === 'middle') return top - (box.heightPx - layout.rowPx) / 2
  if (top < box.topPx) return top - layout.startPx
  return bottom > box.topPx + box.heightPx ? bottom + layout.endPx - box.heightPx : null
}

/** Rows of `count` in the scrolling box; renders again when others come into sight. `layout` must stay the same object. */
export function useRowWindow(
  boxRef: RefObject<HTMLElement | null>,
  count: number,
  layout: RowLayout,
): RowWindow {
  const [inSight, setInSight] = useState<RowSpan>(NOTHING)
  const shown = useRef(NOTHING)
  const look = useCallback(() => {
    const box = boxRef.current
    if (!box) return
    const next = rowsInSight(layout, box.scrollTop, box.clientHeight)
    if (next.from === shown.current.from && next.to === shown.current.to) return
    shown.current = next
    setInSight(next)
  }, [boxRef, layout])

  useLayoutEffect(() => {
    const box = boxRef.current
    if (!box) return
    look()
    // Drawn before the browser paints what was scrolled to.
    const onScroll = () => flushSync(look)
    box.addEventListener('scroll', onScroll, { passive: true })
    const sizes = new ResizeObserver(look)
    sizes.observe(box)
    return () => {
      box.removeEventListener('scroll', onScroll)
      sizes.disconnect()
    }
  }, [boxRef, look])

  const moveTo = (topPx: number | null) => {
    const box = boxRef.current
    if (!box || topPx === null) return
    box.scrollTop = topPx
    look()
  }
  const { from, to } = spanWithin(inSight, count)
  return {
    positions: Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index),
    topOf: (position) => layout.startPx + position * layout.rowPx,
    totalPx: layout.startPx + count * layout.rowPx + layout.endPx,
    scrollTo: (position, where) => {
      const box = boxRef.current
      if (box)
        moveTo(offsetFor(layout, { position, where }, { topPx: box.scrollTop, heightPx: box.clientHeight }))
    },
    scrollToTop: () => moveTo(0),
  }
}

const NOTHING: RowSpan = { from: 0, to: 0 }

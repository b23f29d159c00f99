'use client'

import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'

/** A place in the grid: the row's number, and the cell's from its start on. */
export type GridPlace = { row: number; cell: number }

type GridSize = { rows: number; cells: number; rowsInSight: number }

/** Keys that move, by what they add. */
function moved(
  place: GridPlace,
  event: KeyboardEvent,
  { rows, cells, rowsInSight }: GridSize,
): GridPlace | null {
  const isWhole = event.ctrlKey || event.metaKey
  const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1
  const { row, cell } = place
  const to = (nextRow: number, nextCell: number): GridPlace => ({
    row: Math.min(rows - 1, Math.max(0, nextRow)),
    cell: Math.min(cells - 1, Math.max(0, nextCell)),
  })
  switch (event.key) {
    case 'ArrowUp':
      return to(row - 1, cell)
    case 'ArrowDown':
      return to(row + 1, cell)
    case 'ArrowRight':
      return to(row, cell + forward)
    case 'ArrowLeft':
      return to(row, cell - forward)
    case 'PageUp':
      return to(row - rowsInSight, cell)
    case 'PageDown':
      return to(row + rowsInSight, cell)
    case 'Home':
      return to(isWhole ? 0 : row, 0)
    case 'End':
      return to(isWhole ? rows - 1 : row, cells - 1)
    default:
      return null
  }
}

/** Half a second of frames. */
const MAX_TRIES = 30

export type GridFocusOptions = {
  areaRef: RefObject<HTMLElement | null>
  rows: number
  cells: number
  rowsInSight: () => number
  scrollTo: (row: number) => void
}

/**
 * One cell of the grid is reached by the Tab key, and the arrow keys go on from there: rows that are not in sight do not
 * exist, so they are scrolled to first. Cells carry `data-cell="row:cell"`.
 */
export function useGridFocus({ areaRef, rows, cells, rowsInSight, scrollTo }: GridFocusOptions) {
  const [place, setPlace] = useState<GridPlace>({ row: 0, cell: 1 })
  const isWanted = useRef(false)
  const frame = useRef(0)
  const at: GridPlace = {
    row: Math.min(place.row, Math.max(0, rows - 1)),
    cell: Math.min(place.cell, Math.max(0, cells - 1)),
  }
  useEffect(() => {
    if (!isWanted.current) return
    isWanted.current = false
    scrollTo(at.row)
    // The row exists only once it was scrolled to, which takes a few frames and renders.
    cancelAnimationFrame(frame.current)
    const tryToFocus = (triesLeft: number) => {
      if (focusCell(areaRef.current, at) || triesLeft === 0) return
      frame.current = requestAnimationFrame(() => tryToFocus(triesLeft - 1))
    }
    frame.current = requestAnimationFrame(() => tryToFocus(MAX_TRIES))
  })
  useEffect(() => () => cancelAnimationFrame(frame.current), [])
  const focus = (next: GridPlace) => {
    isWanted.current = true
    setPlace(next)
  }
  const onKeyDown = (event: KeyboardEvent): boolean => {
    const next = rows === 0 ? null : moved(at, event, { rows, cells, rowsInSight: rowsInSight() })
    if (next === null) return false
    event.preventDefault()
    focus(next)
    return true
  }
  return { place: at, setPlace, focus, onKeyDown }
}

/** Whether the cell is there, and now has the focus. */
function focusCell(area: HTMLElement | null, { row, cell }: GridPlace): boolean {
  const found = area?.querySelector<HTMLElement>(`[data-cell="${row}:${cell}"]`)
  found?.focus()
  return found !== null && found !== undefined
}

'use client'

import { type CSSProperties, type ReactNode, useRef, useState } from 'react'
import { classNames } from './class-names'
import { nearestSnap, SHEET_SNAPS, type SheetSnap, stepSnap } from './sheet-snaps'

export type BottomSheetProps = {
  snap: SheetSnap
  onSnapChange: (snap: SheetSnap) => void
  label: string
  handleLabel: string
  /** Spoken for each height of the handle. */
  snapLabels: Record<SheetSnap, string>
  className?: string
  children: ReactNode
}

/**
 * A sheet from below in three heights of the positioned element around it, on phones only: from `md` up it is a plain box
 * that `className` places.
 * The handle is dragged, or moved with the arrow keys, Home and End.
 */
export function BottomSheet({ snap, onSnapChange, className, children, ...words }: BottomSheetProps) {
  const { sheetRef, dragPx, handlers } = useSheetDrag(snap, onSnapChange)
  const style: SheetStyle = { '--sheet-height': dragPx === null ? SNAP_HEIGHTS[snap] : `${dragPx}px` }
  return (
    <section
      ref={sheetRef}
      aria-label={words.label}
      style={style}
      className={classNames(SHEET, className)}
      data-dragging={dragPx !== null}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a separator that moves is the window-splitter pattern; hr is not that. */}
      <div
        {...handlers}
        role="separator"
        tabIndex={0}
        aria-orientation="horizontal"
        aria-label={words.handleLabel}
        aria-valuemin={0}
        aria-valuemax={SHEET_SNAPS.length - 1}
        aria-valuenow={SHEET_SNAPS.indexOf(snap)}
        aria-valuetext={words.snapLabels[snap]}
        className="group/handle relative flex h-6 shrink-0 cursor-grab touch-none items-center justify-center outline-none before:absolute before:inset-x-0 before:-top-5 before:bottom-0 active:cursor-grabbing md:hidden"
        onKeyDown={(event) => {
          const next = stepSnap(snap, event.key)
          if (!next) return
          event.preventDefault()
          onSnapChange(next)
        }}
      >
        <span
          aria-hidden
          className="h-1 w-9 rounded-full bg-line-strong/70 ring-focus ring-offset-4 ring-offset-panel group-focus-visible/handle:ring-2"
        />
      </div>
      {children}
    </section>
  )
}

type SheetStyle = CSSProperties & { '--sheet-height': string }

const SNAP_HEIGHTS: Record<SheetSnap, string> = {
  peek: '8.5rem',
  half: '52%',
  full: 'calc(100% - 3.75rem)',
}

const SHEET =
  'flex min-h-0 flex-col bg-panel max-md:absolute max-md:inset-x-0 max-md:bottom-0 max-md:z-panel max-md:h-(--sheet-height) ' +
  'max-md:rounded-t-xl max-md:shadow-overlay max-md:transition-[height] max-md:duration-250 ' +
  'max-md:ease-[cubic-bezier(0.2,0.8,0.2,1)] data-[dragging=true]:transition-none'

/** Follows the finger by height and settles on the nearest snap, thrown further by a flick. */
function useSheetDrag(snap: SheetSnap, onSnapChange: (snap: SheetSnap) => void) {
  const sheetRef = useRef<HTMLElement>(null)
  const start = useRef<{ y: number; heightPx: number; atMs: number } | null>(null)
  const [dragPx, setDragPx] = useState<number | null>(null)

  const heightAt = (y: number) => (start.current ? start.current.heightPx + start.current.y - y : 0)
  const settle = (y: number, atMs: number) => {
    const from = start.current
    start.current = null
    setDragPx(null)
    if (!from) return
    const heightPx = from.heightPx + from.y - y
    // A tap on the handle opens the sheet one step, or closes the full one.
    if (Math.abs(y - from.y) < 4)
      return onSnapChange(snap === 'full' ? 'half' : (stepSnap(snap, 'ArrowUp') ?? snap))
    const velocity = (from.y - y) / Math.max(1, atMs - from.atMs)
    onSnapChange(nearestSnap(heightPx + velocity * FLICK_MS, roomPx(sheetRef.current)))
  }

  return {
    sheetRef,
    dragPx,
    handlers: {
      onPointerDown: (event: React.PointerEvent<HTMLElement>) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        const heightPx = sheetRef.current?.offsetHeight ?? 0
        start.current = { y: event.clientY, heightPx, atMs: event.timeStamp }
      },
      onPointerMove: (event: React.PointerEvent<HTMLElement>) =>
        start.current && setDragPx(heightAt(event.clientY)),
      onPointerUp: (event: React.PointerEvent<HTMLElement>) => settle(event.clientY, event.timeStamp),
      onPointerCancel: (event: React.PointerEvent<HTMLElement>) => settle(event.clientY, event.timeStamp),
    },
  }
}

/** How far a flick carries: the distance it would cover in this time. */
const FLICK_MS = 160

/** Height of what the sheet stands in. */
function roomPx(sheet: HTMLElement | null): number {
  return sheet?.offsetParent?.clientHeight ?? window.innerHeight
}

// How often the map must be drawn anew while vehicles move: only as often as someone could see a difference.

import { WORLD_PX } from '../mercator'
import type { MotionField } from './motion-field'

/** The part of the unit square on screen; `west` may be below 0 or `east` above 1 across the date line. */
export type View = { west: number; east: number; north: number; south: number; zoom: number }

export type Pace = {
  /** Time between frames; Infinity when nothing in view moves visibly. */
  intervalMs: number
  /** When the last glide in view ends. */
  untilMs: number
}

/** Half a pixel of travel a frame looks smooth; more frames would look the same. */
const STEP_PX = 0.5
const FASTEST_MS = 15
/** Below one step in this long, the frame that each update brings anyway will do. */
const SLOWEST_MS = 1_000

/** Looks at every glide still running at `nowMs` of the slots that `isDrawn` and in view. */
export function framePace(
  field: MotionField,
  view: View,
  nowMs: number,
  isDrawn: (slot: number) => boolean,
): Pace {
  const worldPx = WORLD_PX * 2 ** view.zoom
  let fastestPxPerMs = 0
  let untilMs = 0
  for (let slot = 0; slot < field.count; slot++) {
    const durationMs = field.durationMs[slot] ?? 0
    if (durationMs <= 0) continue
    const endMs = (field.startMs[slot] ?? 0) + durationMs
    if (endMs <= nowMs) {
      // Settled here once, so that the next look is a single comparison.
      field.durationMs[slot] = 0
      field.fromX[slot] = field.toX[slot] ?? 0
      field.fromY[slot] = field.toY[slot] ?? 0
      field.fromHeading[slot] = field.toHeading[slot] ?? 0
      continue
    }
    if (!isDrawn(slot) || !isInView(field, slot, view)) continue
    const dx = (field.toX[slot] ?? 0) - (field.fromX[slot] ?? 0)
    const dy = (field.toY[slot] ?? 0) - (field.fromY[slot] ?? 0)
    fastestPxPerMs = Math.max(fastestPxPerMs, (Math.max(Math.abs(dx), Math.abs(dy)) * worldPx) / durationMs)
    untilMs = Math.max(untilMs, endMs)
  }
  const intervalMs = STEP_PX / fastestPxPerMs
  if (intervalMs > SLOWEST_MS) return { intervalMs: Number.POSITIVE_INFINITY, untilMs }
  return { intervalMs: Math.max(FASTEST_MS, intervalMs), untilMs }
}

function isInView(field: MotionField, slot: number, view: View): boolean {
  const y = field.toY[slot] ?? 0
  if (y < view.north || y > view.south) return false
  return isBetween(field.toX[slot] ?? 0, view.west, view.east)
}

/** Whether any copy of `x`, whole worlds apart, lies between. */
export function isBetween(x: number, west: number, east: number): boolean {
  return x + Math.ceil(west - x) <= east
}

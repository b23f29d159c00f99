// Where every vehicle is shown at a moment: each glides from where it was shown to its newest fix.
// It owns positions and headings by slot; what is visible and how it looks is decided elsewhere.

import type { LiveColumns, Slots } from '@/lib/client/live-types'
import { FIX_SOURCES } from '@/lib/domain/vehicle'
import { EQUATOR_M, mercatorX, mercatorY } from '../mercator'

/** A leap longer than this is not driven before our eyes, so it is not shown as driving. */
export const MAX_GLIDE_M = 2_000
/** A glide takes about as long as the fixes were apart, within these bounds: longer would show an old truth. */
const MIN_GLIDE_MS = 500
const MAX_GLIDE_MS = 10_000
/** A little longer than the interval, so that the next fix usually arrives before the vehicle stands still. */
const GLIDE_STRETCH = 1.08
/** Below this a fix only trembles; its direction means nothing. */
const TREMBLE_M = 4
const GPS = FIX_SOURCES.indexOf('gps')

/** By slot; positions in the unit square of mercator.ts, NaN without a fix, times on the page's monotonic clock. */
export type MotionField = {
  readonly count: number
  readonly fromX: Float64Array
  readonly fromY: Float64Array
  readonly toX: Float64Array
  readonly toY: Float64Array
  readonly startMs: Float64Array
  /** 0 when the vehicle stands at its target. */
  readonly durationMs: Float32Array
  /** Degrees; `toHeading` may lie outside 0..360 so that the shorter way is walked. NaN when unknown. */
  readonly fromHeading: Float32Array
  readonly toHeading: Float32Array
  readonly fixAtMs: Float64Array
}

export type MotionOptions = { nowMs: number /** False when people asked for less motion. */; glide: boolean }

/** Everyone at their last fix, standing. */
export function createMotionField(columns: LiveColumns, count: number): MotionField {
  const field: MotionField = {
    count,
    fromX: new Float64Array(count),
    fromY: new Float64Array(count),
    toX: new Float64Array(count),
    toY: new Float64Array(count),
    startMs: new Float64Array(count),
    durationMs: new Float32Array(count),
    fromHeading: new Float32Array(count),
    toHeading: new Float32Array(count),
    fixAtMs: columns.fixAtMs.slice(0, count),
  }
  for (let slot = 0; slot < count; slot++) {
    const x = mercatorX(columns.lng[slot] ?? Number.NaN)
    const y = mercatorY(columns.lat[slot] ?? Number.NaN)
    const heading = columns.headingDeg[slot] ?? -1
    standAt(field, slot, x, y)
    field.fromHeading[slot] = field.toHeading[slot] = heading < 0 ? Number.NaN : heading
  }
  return field
}

/** Takes the new fixes of `slots` and sets their glides going from wherever they are shown now. */
export function moveTo(field: MotionField, columns: LiveColumns, slots: Slots, options: MotionOptions) {
  const { nowMs, glide } = options
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i] ?? 0
    const x = mercatorX(columns.lng[slot] ?? 0)
    const y = mercatorY(columns.lat[slot] ?? 0)
    const fixAtMs = columns.fixAtMs[slot] ?? 0
    const moved = x !== field.toX[slot] || y !== field.toY[slot]
    if (!moved) {
      turnStanding(field, slot, columns.headingDeg[slot] ?? 0)
      field.fixAtMs[slot] = fixAtMs
      continue
    }
    const t = progress(field, slot, nowMs)
    const fromX = mix(field.fromX[slot] ?? 0, field.toX[slot] ?? 0, t)
    const fromY = mix(field.fromY[slot] ?? 0, field.toY[slot] ?? 0, t)
    const heading = fullTurn(mix(field.fromHeading[slot] ?? 0, field.toHeading[slot] ?? 0, t))
    const dx = x - fromX
    const dy = y - fromY
    // Squared, and by latitude instead of metresPerUnit: this runs for every fix of every vehicle.
    const scale = EQUATOR_M * Math.cos(((columns.lat[slot] ?? 0) * Math.PI) / 180)
    const squaredM = (dx * dx + dy * dy) * scale * scale
    const known = columns.headingDeg[slot] ?? 0
    const target = known >= 0 ? known : squaredM > TREMBLE_M * TREMBLE_M ? bearing(dx, dy) : heading
    // Comparisons with NaN are false, so a first fix never glides in from nowhere.
    if (glide && squaredM <= MAX_GLIDE_M * MAX_GLIDE_M && columns.source[slot] === GPS) {
      field.fromX[slot] = fromX
      field.fromY[slot] = fromY
      field.toX[slot] = x
      field.toY[slot] = y
      field.startMs[slot] = nowMs
      field.durationMs[slot] = glideMs(fixAtMs - (field.fixAtMs[slot] ?? 0))
      field.fromHeading[slot] = Number.isNaN(heading) ? target : heading
      field.toHeading[slot] = nearestTurn(field.fromHeading[slot] ?? 0, target)
    } else {
      standAt(field, slot, x, y)
      field.fromHeading[slot] = field.toHeading[slot] = target
    }
    field.fixAtMs[slot] = fixAtMs
  }
}

/** How much of the glide is done, 0 to 1. */
export function progress(field: MotionField, slot: number, nowMs: number): number {
  const durationMs = field.durationMs[slot] ?? 0
  if (durationMs <= 0) return 1
  return Math.max(0, Math.min(1, (nowMs - (field.startMs[slot] ?? 0)) / durationMs))
}

export function shownX(field: MotionField, slot: number, nowMs: number): number {
  return mix(field.fromX[slot] ?? 0, field.toX[slot] ?? 0, progress(field, slot, nowMs))
}

export function shownY(field: MotionField, slot: number, nowMs: number): number {
  return mix(field.fromY[slot] ?? 0, field.toY[slot] ?? 0, progress(field, slot, nowMs))
}

function standAt(field: MotionField, slot: number, x: number, y: number) {
  field.fromX[slot] = field.toX[slot] = x
  field.fromY[slot] = field.toY[slot] = y
  field.startMs[slot] = 0
  field.durationMs[slot] = 0
}

function turnStanding(field: MotionField, slot: number, headingDeg: number) {
  if (headingDeg < 0 || (field.durationMs[slot] ?? 0) > 0) return
  field.fromHeading[slot] = field.toHeading[slot] = headingDeg
}

function glideMs(intervalMs: number): number {
  return Math.max(MIN_GLIDE_MS, Math.min(MAX_GLIDE_MS, intervalMs * GLIDE_STRETCH))
}

/** Back into 0..360, so that turns do not add up over a day. */
function fullTurn(headingDeg: number): number {
  return ((headingDeg % 360) + 360) % 360
}

function bearing(dx: number, dy: number): number {
  return (Math.atan2(dx, -dy) * 180) / Math.PI
}

/** `target` plus or minus full turns, so that it lies within half a turn of `from`. */
export function nearestTurn(from: number, target: number): number {
  return from + ((((target - from) % 360) + 540) % 360) - 180
}

function mix(from: number, to: number, t: number): number {
  return from + (to - from) * t
}

// Vehicles as the GPU wants them: fixed-size records one after another, positions as small offsets from an origin.

import type { MotionField } from './motion-field'

/** Bytes of a packed vehicle: six floats (from x, y, to x, y, start, duration) and two shorts (headings). */
export const MOTION_STRIDE = 28
/** Bytes of a packed look: status, flags, two spare (WebGL wants records of four). */
export const LOOK_STRIDE = 4

/** What packed positions and times count from. Times are ms on the page's monotonic clock. */
export type Origin = { x: number; y: number; timeMs: number }

export type PackedVehicles = {
  /** Records in use. */
  readonly count: number
  readonly motion: ArrayBuffer
  readonly looks: Uint8Array
  clear(): void
  add(field: MotionField, slot: number, look: { origin: Origin; status: number; flags: number }): void
}

const NO_HEADING = -32_768

export function createPackedVehicles(): PackedVehicles {
  let count = 0
  let motion = new ArrayBuffer(0)
  let floats = new Float32Array(0)
  let shorts = new Int16Array(0)
  let looks = new Uint8Array(0)

  /** Doubles; what was packed before is kept. */
  function grow() {
    const room = Math.max(64, (looks.length / LOOK_STRIDE) * 2)
    const oldMotion = new Uint8Array(motion)
    const oldLooks = looks
    motion = new ArrayBuffer(room * MOTION_STRIDE)
    new Uint8Array(motion).set(oldMotion)
    floats = new Float32Array(motion)
    shorts = new Int16Array(motion)
    looks = new Uint8Array(room * LOOK_STRIDE)
    looks.set(oldLooks)
  }

  return {
    get count() {
      return count
    },
    get motion() {
      return motion
    },
    get looks() {
      return looks
    },
    clear() {
      count = 0
    },
    add(field, slot, { origin, status, flags }) {
      if (count * LOOK_STRIDE >= looks.length) grow()
      const at = count * 7
      floats[at] = (field.fromX[slot] ?? 0) - origin.x
      floats[at + 1] = (field.fromY[slot] ?? 0) - origin.y
      floats[at + 2] = (field.toX[slot] ?? 0) - origin.x
      floats[at + 3] = (field.toY[slot] ?? 0) - origin.y
      floats[at + 4] = ((field.startMs[slot] ?? 0) - origin.timeMs) / 1000
      floats[at + 5] = (field.durationMs[slot] ?? 0) / 1000
      shorts[count * 14 + 12] = packHeading(field.fromHeading[slot] ?? 0)
      shorts[count * 14 + 13] = packHeading(field.toHeading[slot] ?? 0)
      looks[count * LOOK_STRIDE] = status
      looks[count * LOOK_STRIDE + 1] = flags
      count += 1
    },
  }
}

function packHeading(headingDeg: number): number {
  return Number.isNaN(headingDeg) ? NO_HEADING : Math.round(headingDeg * 10)
}

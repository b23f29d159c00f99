// Which fixes somebody may see arriving, and which can wait: inside a bubble, or far from what is on screen, nobody sees a
// glide. In a large fleet that is nearly all of them, and moving them one by one is what an update would cost most.

import type { LiveColumns, Slots } from '@/lib/client/live-types'
import { latOfMercator, mercatorX } from '../mercator'
import { isBetween, type View } from './frame-pace'
import type { MotionField } from './motion-field'

export type LateFixes = {
  /** Sorts out the slots to be moved now; the others wait. The answer is good until the next one. */
  sortOut(slots: Slots, input: SortInput): Sorted
  /** All that wait, each once; nobody does afterwards. The answer is good until the next slots are sorted. */
  take(): Float64Array
  /** Nobody waits any more, in a fleet of so many. */
  reset(count: number): void
}

/** Each slot is in one of them. */
export type Sorted = {
  now: Float64Array
  /** Seen now, but earlier fixes of theirs waited: where they were shown is long past, and nothing to glide from. */
  leaping: Float64Array
}

export type SortInput = {
  motion: MotionField
  columns: LiveColumns
  /** The part of the world that is drawn. */
  area: View
  /** Drawn by itself when in that part, not inside a bubble. */
  isAlone: (slot: number) => boolean
  /** Shown wherever they are; null for none. */
  chosen: number | null
  hovered: number | null
}

/** Listed among those that wait; or listed, but moved since. */
const WAITS = 1
const MOVED = 2

export function createLateFixes(): LateFixes {
  let waits = new Uint8Array(0)
  let waiting = new Float64Array(0)
  let waitingCount = 0
  let now = new Float64Array(0)
  let leaping = new Float64Array(0)

  return {
    sortOut(slots, { motion, columns, area, isAlone, chosen, hovered }) {
      if (now.length < slots.length) {
        now = new Float64Array(slots.length)
        leaping = new Float64Array(slots.length)
      }
      const { west, east, north, south } = area
      const northLat = latOfMercator(north)
      const southLat = latOfMercator(south)
      const { toX, toY } = motion
      let count = 0
      let leapingCount = 0
      for (let row = 0; row < slots.length; row++) {
        const slot = slots[row] ?? 0
        const x = toX[slot] ?? Number.NaN
        const lat = columns.lat[slot] ?? Number.NaN
        // Who has no place, or had none, comes or goes with this fix.
        let isSeen = slot === chosen || slot === hovered || Number.isNaN(x) || Number.isNaN(lat)
        if (!isSeen && isAlone(slot)) {
          const y = toY[slot] ?? 0
          isSeen =
            (y >= north && y <= south && isBetween(x, west, east)) ||
            (lat <= northLat && lat >= southLat && isBetween(mercatorX(columns.lng[slot] ?? 0), west, east))
        }
        if (isSeen) {
          if (waits[slot] === WAITS) {
            waits[slot] = MOVED
            leaping[leapingCount++] = slot
          } else now[count++] = slot
        } else {
          if (!waits[slot]) waiting[waitingCount++] = slot
          waits[slot] = WAITS
        }
      }
      return { now: now.subarray(0, count), leaping: leaping.subarray(0, leapingCount) }
    },
    take() {
      let count = 0
      for (let i = 0; i < waitingCount; i++) {
        const slot = waiting[i] ?? 0
        if (waits[slot] === WAITS) waiting[count++] = slot
        waits[slot] = 0
      }
      waitingCount = 0
      return waiting.subarray(0, count)
    },
    reset(count) {
      waits = new Uint8Array(count)
      waiting = new Float64Array(count)
      waitingCount = 0
    },
  }
}

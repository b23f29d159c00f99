// Which fixes somebody may see arriving, and which can wait: inside a bubble, or far from what is on screen, nobody sees a
// glide. In a large fleet that is nearly all of them, and moving them one by one is what an update would cost most.

import type { LiveColumns, Slots } from '@/lib/client/live-types'
import { latOfMercator, mercatorX } from '../mercator'
import { isBetween, type View } from './frame-pace'
import type { MotionField } from './motion-field'

export type LateFixes = {
  /** Sorts out the slots to be moved now; the others wait. The answer is good until the next one. */
  sortOut(slots: Slots, input: SortInput): Float64Array
  /** All that wait, each once; nobody does afterwards. The answer is good until the next slots are sorted. */
  take(): Float64Array
  /** Nobody waits any more, in a fleet of so many. */
  reset(count: number): void
}

export type SortInput = {
  motion: MotionField
  columns: LiveColumns
  /** The part of the world that is drawn. */
  area: View
  /** Drawn by itself when in that part, not inside a bubble. */
  isAlone: (slot: number) => boolean
  /** Shown wherever it is; null for none. */
  chosen: number | null
}

export function createLateFixes(): LateFixes {
  let waits = new Uint8Array(0)
  let waiting = new Float64Array(0)
  let waitingCount = 0
  let now = new Float64Array(0)

  return {
    sortOut(slots, { motion, columns, area, isAlone, chosen }) {
      if (now.length < slots.length) now = new Float64Array(slots.length)
      const { west, east, north, south } = area
      const northLat = latOfMercator(north)
      const southLat = latOfMercator(south)
      const { toX, toY } = motion
      let count = 0
      for (let row = 0; row < slots.length; row++) {
        const slot = slots[row] ?? 0
        const x = toX[slot] ?? Number.NaN
        const lat = columns.lat[slot] ?? Number.NaN
        // Who has no place, or had none, comes or goes with this fix.
        let isSeen = slot === chosen || Number.isNaN(x) || Number.isNaN(lat)
        if (!isSeen && isAlone(slot)) {
          const y = toY[slot] ?? 0
          isSeen =
            (y >= north && y <= south && isBetween(x, west, east)) ||
            (lat <= northLat && lat >= southLat && isBetween(mercatorX(columns.lng[slot] ?? 0), west, east))
        }
        if (isSeen) now[count++] = slot
        else if (waits[slot] !== 1) {
          waits[slot] = 1
          waiting[waitingCount++] = slot
        }
      }
      return now.subarray(0, count)
    },
    take() {
      const taken = waiting.subarray(0, waitingCount)
      for (let i = 0; i < taken.length; i++) waits[taken[i] ?? 0] = 0
      waitingCount = 0
      return taken
    },
    reset(count) {
      waits = new Uint8Array(count)
      waiting = new Float64Array(count)
      waitingCount = 0
    },
  }
}

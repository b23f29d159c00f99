// The fleet as the map draws it, apart from WebGL: motion, grouping, filter and marks by slot, and what of it is in view.

import type { LiveStore, Slots } from '@/lib/client/live-types'
import { isStale, VEHICLE_STATUSES } from '@/lib/domain/vehicle'
import { type ClusterField, clusterRadiusPx, createClusterField, NO_GROUP } from './cluster-field'
import { isBetween, type View } from './frame-pace'
import { createLateFixes } from './late-fixes'
import { createMotionField, type MotionField, moveTo } from './motion-field'
import type { Origin, PackedVehicles } from './packed-vehicles'

/** Drawn by itself now; was so before the last grouping (for the cross-fade); has gone silent. */
export const SHOWN = 1
export const SHOWN_BEFORE = 2
export const STALE = 4

export type VehicleScene = {
  readonly motion: MotionField
  readonly clusters: ClusterField
  readonly origin: Origin
  /** Flags by slot. */
  readonly flags: Uint8Array
  load(): void
  /** Grows when a vehicle outside the bubbles changed its status, appeared or vanished. */
  readonly changes: number
  /** True when a bubble's shares changed. Who is neither near the view packed last nor chosen nor hovered is moved later, see settle. */
  update(slots: Slots, nowMs: number, glide: boolean): boolean
  /** Puts those where they are whose fixes waited because nobody saw them. Grouping and another view do it too. */
  settle(): void
  /** The vehicle that is shown wherever it is, and so moves with each fix; null for none. */
  choose(slot: number | null): void
  /** The vehicle under the mouse, drawn wherever it is as well; null for none. */
  hover(slot: number | null): void
  setMask(mask: Uint8Array | null): void
  isVisible(slot: number): boolean
  /** Visible, and not inside a bubble. */
  isAlone(slot: number): boolean
  /** Groups for a zoom; `animate` keeps what was shown before, for a cross-fade. */
  group(zoom: number, animate: boolean): void
  /** Marks what has gone silent; cheap enough for every few seconds. True when a mark changed. */
  markStale(serverNowMs: number): boolean
  /** Packs what is to be drawn in a part of the world. */
  packView(target: PackedVehicles, view: View): void
  /** Packs single vehicles, whether or not they are drawn otherwise. */
  packSlots(target: PackedVehicles, slots: readonly number[]): void
  /** Counts positions from a new origin, and times from now. */
  rebase(x: number, y: number, nowMs: number): void
}

export function createVehicleScene(store: LiveStore): VehicleScene {
  const clusters = createClusterField()
  let motion = createMotionField(store.columns, 0)
  let flags = new Uint8Array(0)
  const late = createLateFixes()
  let area: View | null = null
  let chosen: number | null = null
  let hovered: number | null = null
  let mask: Uint8Array | null = null
  let lastStatus = new Uint8Array(0)
  let changes = 0
  let origin: Origin = { x: 0.5, y: 0.5, timeMs: 0 }

  const isVisible = (slot: number) =>
    (mask === null || mask[slot] === 1) && !Number.isNaN(motion.toX[slot] ?? Number.NaN)

  function setFlag(slot: number, flag: number, on: boolean): boolean {
    const before = flags[slot] ?? 0
    flags[slot] = on ? before | flag : before & ~flag
    return flags[slot] !== before
  }

  /** Or was so before the last grouping, and may still be fading. */
  const isAlone = (slot: number) => ((flags[slot] ?? 0) & (SHOWN | SHOWN_BEFORE)) !== 0

  function settle() {
    const slots = late.take()
    // When does not matter to who does not glide.
    if (slots.length > 0) moveTo(motion, store.columns, slots, { nowMs: 0, glide: false })
  }

  /** Sets who is drawn by itself, remembering who was. */
  function markShown() {
    for (let slot = 0; slot < motion.count; slot++) {
      const before = flags[slot] ?? 0
      const alone = isVisible(slot) && clusters.groupOf[slot] === NO_GROUP
      flags[slot] = (before & STALE) | (before & SHOWN ? SHOWN_BEFORE : 0) | (alone ? SHOWN : 0)
    }
  }

  function add(target: PackedVehicles, slot: number) {
    target.add(motion, slot, {
      origin,
      status: store.columns.status[slot] ?? 0,
      flags: flags[slot] ?? 0,
    })
  }

  return {
    get motion() {
      return motion
    },
    get origin() {
      return origin
    },
    get flags() {
      return flags
    },
    get changes() {
      return changes
    },
    clusters,
    isVisible,
    isAlone: (slot) => ((flags[slot] ?? 0) & SHOWN) !== 0,
    load() {
      motion = createMotionField(store.columns, store.count)
      flags = new Uint8Array(store.count)
      lastStatus = store.columns.status.slice(0, store.count)
      // A mask speaks of slots, and a snapshot gives those a new meaning.
      mask = null
      clusters.clear(store.count)
      late.reset(store.count)
      area = null
      chosen = null
      hovered = null
      markShown()
    },
    settle,
    choose(slot) {
      settle()
      chosen = slot
    },
    hover(slot) {
      if (slot !== null) settle()
      hovered = slot
    },
    update(slots, nowMs, glide) {
      const { columns } = store
      if (area === null) moveTo(motion, columns, slots, { nowMs, glide })
      else {
        const { now, leaping } = late.sortOut(slots, { motion, columns, area, isAlone, chosen, hovered })
        moveTo(motion, columns, now, { nowMs, glide })
        moveTo(motion, columns, leaping, { nowMs, glide: false })
      }
      const { status } = columns
      const { groupOf } = clusters
      for (let i = 0; i < slots.length; i++) {
        const slot = slots[i] ?? 0
        const isOther = status[slot] !== lastStatus[slot]
        if (isOther) lastStatus[slot] = status[slot] ?? 0
        if (groupOf[slot] !== NO_GROUP) continue
        if (setFlag(slot, SHOWN, isVisible(slot)) || isOther) changes += 1
      }
      return clusters.recount(status, slots)
    },
    setMask(next) {
      mask = next
    },
    group(zoom, animate) {
      settle()
      const radiusPx = clusterRadiusPx(countVisible(motion.count, isVisible), zoom)
      const { status } = store.columns
      if (radiusPx === null) clusters.clear(motion.count)
      else
        clusters.rebuild({ count: motion.count, x: motion.toX, y: motion.toY, status, mask }, zoom, radiusPx)
      markShown()
      // Marked twice, "before" equals "now", and nothing fades.
      if (!animate) markShown()
    },
    markStale(serverNowMs) {
      const { status, fixAtMs, heardAtMs } = store.columns
      let changed = false
      for (let slot = 0; slot < motion.count; slot++) {
        const heardMs = Math.max(fixAtMs[slot] ?? 0, heardAtMs[slot] ?? 0)
        const name = VEHICLE_STATUSES[status[slot] ?? 0] ?? 'offline'
        if (setFlag(slot, STALE, isStale(name, heardMs, serverNowMs))) changed = true
      }
      return changed
    },
    packView(target, view) {
      if (area === null || !isSameView(area, view)) settle()
      area = view
      target.clear()
      for (let slot = 0; slot < motion.count; slot++) {
        if (((flags[slot] ?? 0) & (SHOWN | SHOWN_BEFORE)) === 0) continue
        const y = motion.toY[slot] ?? 0
        // A glide is short, so its end decides; the view's margin covers the rest.
        if (y < view.north || y > view.south) continue
        if (isBetween(motion.toX[slot] ?? 0, view.west, view.east)) add(target, slot)
      }
    },
    packSlots(target, slots) {
      target.clear()
      for (const slot of slots) if (slot < motion.count) add(target, slot)
    },
    rebase(x, y, nowMs) {
      origin = { x, y, timeMs: nowMs }
    },
  }
}

function isSameView(a: View, b: View): boolean {
  return a.west === b.west && a.east === b.east && a.north === b.north && a.south === b.south
}

function countVisible(count: number, isVisible: (slot: number) => boolean): number {
  let visible = 0
  for (let slot = 0; slot < count; slot++) if (isVisible(slot)) visible += 1
  return visible
}

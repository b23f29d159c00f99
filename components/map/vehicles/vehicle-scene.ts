// The fleet as the map draws it, apart from WebGL: motion, grouping, filter and marks, packed for the GPU by slot.
// It owns the packed arrays and says which part of them changed; who uploads and draws is vehicle-renderer.ts.

import type { LiveStore } from '@/lib/client/live-types'
import { isStale, VEHICLE_STATUSES } from '@/lib/domain/vehicle'
import { type ClusterField, clusterRadiusPx, createClusterField, NO_GROUP } from './cluster-field'
import { createMotionField, type MotionField, moveTo } from './motion-field'

/** Bytes of a packed vehicle: six floats (from x, y, to x, y, start, duration) and two shorts (headings). */
export const MOTION_STRIDE = 28
/** Bytes of a packed look: status, flags, two spare (WebGL wants records of four). */
export const LOOK_STRIDE = 4
export const SHOWN = 1
export const SHOWN_BEFORE = 2
export const STALE = 4
/** Slots per unit of upload. */
export const BLOCK = 256

const NO_HEADING = -32_768
/** float32 seconds stay exact to 0.1 ms for about this long. */
const TIME_BASE_LIFE_MS = 15 * 60_000

export type VehicleScene = {
  readonly motion: MotionField
  readonly clusters: ClusterField
  readonly motionBytes: ArrayBuffer
  readonly looks: Uint8Array
  /** By block of BLOCK slots: 1 where the packed arrays changed since the renderer cleared it. */
  readonly dirty: Uint8Array
  /** What packed positions and times count from. */
  readonly originX: number
  readonly originY: number
  readonly timeBaseMs: number
  /** Vehicles with a position that pass the filter. */
  readonly shownCount: number
  /** True when bubbles must be packed anew; the renderer clears it. */
  bubblesChanged: boolean
  load(): void
  update(slots: readonly number[], nowMs: number, glide: boolean): void
  setMask(mask: Uint8Array | null): void
  isVisible(slot: number): boolean
  /** Visible, and not inside a bubble. */
  isAlone(slot: number): boolean
  /** Groups for a zoom; `animate` keeps what was shown before, for a cross-fade. */
  group(zoom: number, animate: boolean): void
  /** Marks what has gone silent; cheap enough for every few seconds. */
  markStale(serverNowMs: number): boolean
  /** Counts positions from a new origin, and times from now. */
  rebase(x: number, y: number, nowMs: number): void
  timeIsLong(nowMs: number): boolean
}

export function createVehicleScene(store: LiveStore): VehicleScene {
  const clusters = createClusterField()
  let motion = createMotionField(store.columns, 0)
  let motionBytes = new ArrayBuffer(0)
  let floats = new Float32Array(0)
  let shorts = new Int16Array(0)
  let looks = new Uint8Array(0)
  let dirty = new Uint8Array(0)
  let mask: Uint8Array | null = null
  let originX = 0.5
  let originY = 0.5
  let timeBaseMs = 0
  let shownCount = 0

  const isVisible = (slot: number) =>
    (mask === null || mask[slot] === 1) && !Number.isNaN(motion.toX[slot] as number)

  function pack(slot: number) {
    const at = slot * 7
    floats[at] = (motion.fromX[slot] as number) - originX
    floats[at + 1] = (motion.fromY[slot] as number) - originY
    floats[at + 2] = (motion.toX[slot] as number) - originX
    floats[at + 3] = (motion.toY[slot] as number) - originY
    floats[at + 4] = ((motion.startMs[slot] as number) - timeBaseMs) / 1000
    floats[at + 5] = (motion.durationMs[slot] as number) / 1000
    shorts[slot * 14 + 12] = packHeading(motion.fromHeading[slot] as number)
    shorts[slot * 14 + 13] = packHeading(motion.toHeading[slot] as number)
  }

  function packAll() {
    for (let slot = 0; slot < motion.count; slot++) pack(slot)
    dirty.fill(1)
  }

  function setFlag(slot: number, flag: number, on: boolean) {
    const at = slot * LOOK_STRIDE + 1
    const before = looks[at] as number
    const after = on ? before | flag : before & ~flag
    if (after === before) return false
    looks[at] = after
    dirty[Math.floor(slot / BLOCK)] = 1
    return true
  }

  /** Sets who is drawn by itself, remembering who was. */
  function markShown() {
    shownCount = 0
    for (let slot = 0; slot < motion.count; slot++) {
      const visible = isVisible(slot)
      if (visible) shownCount += 1
      const at = slot * LOOK_STRIDE + 1
      const flags = looks[at] as number
      const alone = visible && clusters.groupOf[slot] === NO_GROUP
      const before = flags & SHOWN ? SHOWN_BEFORE : 0
      looks[at] = (flags & STALE) | before | (alone ? SHOWN : 0)
    }
    dirty.fill(1)
  }

  const scene: VehicleScene = {
    get motion() {
      return motion
    },
    clusters,
    get motionBytes() {
      return motionBytes
    },
    get looks() {
      return looks
    },
    get dirty() {
      return dirty
    },
    get originX() {
      return originX
    },
    get originY() {
      return originY
    },
    get timeBaseMs() {
      return timeBaseMs
    },
    get shownCount() {
      return shownCount
    },
    bubblesChanged: false,
    isVisible,
    isAlone: (slot) => ((looks[slot * LOOK_STRIDE + 1] as number) & SHOWN) !== 0,
    load() {
      const { count, columns } = store
      motion = createMotionField(columns, count)
      motionBytes = new ArrayBuffer(count * MOTION_STRIDE)
      floats = new Float32Array(motionBytes)
      shorts = new Int16Array(motionBytes)
      looks = new Uint8Array(count * LOOK_STRIDE)
      dirty = new Uint8Array(Math.ceil(count / BLOCK))
      for (let slot = 0; slot < count; slot++) {
        looks[slot * LOOK_STRIDE] = columns.status[slot] as number
      }
      // A mask speaks of slots, and a snapshot gives those a new meaning.
      mask = null
      clusters.clear(count)
      markShown()
      packAll()
      scene.bubblesChanged = true
    },
    update(slots, nowMs, glide) {
      const { columns } = store
      moveTo(motion, columns, slots, { nowMs, glide })
      for (let i = 0; i < slots.length; i++) {
        const slot = slots[i] as number
        looks[slot * LOOK_STRIDE] = columns.status[slot] as number
        pack(slot)
        dirty[Math.floor(slot / BLOCK)] = 1
        if (clusters.groupOf[slot] === NO_GROUP) setFlag(slot, SHOWN, isVisible(slot))
      }
      if (clusters.recount(columns.status, slots)) scene.bubblesChanged = true
    },
    setMask(next) {
      mask = next
    },
    group(zoom, animate) {
      const radiusPx = clusterRadiusPx(countVisible(motion.count, isVisible), zoom)
      const input = { count: motion.count, x: motion.toX, y: motion.toY, status: store.columns.status, mask }
      if (radiusPx === null) clusters.clear(motion.count)
      else clusters.rebuild(input, zoom, radiusPx)
      markShown()
      if (!animate) markShown()
      scene.bubblesChanged = true
    },
    markStale(serverNowMs) {
      const { status, fixAtMs, heardAtMs } = store.columns
      let changed = false
      for (let slot = 0; slot < motion.count; slot++) {
        const heardMs = Math.max(fixAtMs[slot] as number, heardAtMs[slot] as number)
        const name = VEHICLE_STATUSES[status[slot] as number] ?? 'offline'
        if (setFlag(slot, STALE, isStale(name, heardMs, serverNowMs))) changed = true
      }
      return changed
    },
    rebase(x, y, nowMs) {
      originX = x
      originY = y
      timeBaseMs = nowMs
      packAll()
      scene.bubblesChanged = true
    },
    timeIsLong: (nowMs) => nowMs - timeBaseMs > TIME_BASE_LIFE_MS,
  }
  return scene
}

function packHeading(headingDeg: number): number {
  return Number.isNaN(headingDeg) ? NO_HEADING : Math.round(headingDeg * 10)
}

function countVisible(count: number, isVisible: (slot: number) => boolean): number {
  let visible = 0
  for (let slot = 0; slot < count; slot++) if (isVisible(slot)) visible += 1
  return visible
}

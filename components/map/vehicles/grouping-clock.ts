// When the fleet is grouped anew, and how far the cross-fade after it has come.

import type { VehicleScene } from './vehicle-scene'

export type GroupingClock = {
  /** Groups if the zoom entered another level, or now and then while vehicles drift. Says what must be faded or packed. */
  tick(scene: VehicleScene, zoom: number, nowMs: number): 'nothing' | 'quietly' | 'fading'
  /** Vehicles moved: group again before long. */
  drift(): void
  /** The filter or the fleet changed: group with the next frame, without a fade. */
  reset(): void
  endFade(): void
  /** 0 just grouped, 1 settled. */
  fade(nowMs: number): number
}

const FADE_MS = 200
const REGROUP_EVERY_MS = 5_000

export function createGroupingClock(): GroupingClock {
  let level = Number.NaN
  let groupedAtMs = 0
  let fadeFromMs = Number.NEGATIVE_INFINITY
  let drifted = false
  return {
    tick(scene, zoom, nowMs) {
      const wanted = Math.floor(zoom + 0.3)
      const entered = wanted !== level
      if (!entered && !(drifted && nowMs - groupedAtMs > REGROUP_EVERY_MS)) return 'nothing'
      const animate = entered && !Number.isNaN(level)
      scene.group(wanted, animate)
      level = wanted
      groupedAtMs = nowMs
      drifted = false
      if (animate) fadeFromMs = nowMs
      return animate ? 'fading' : 'quietly'
    },
    drift() {
      drifted = true
    },
    reset() {
      level = Number.NaN
    },
    endFade() {
      fadeFromMs = Number.NEGATIVE_INFINITY
    },
    fade: (nowMs) => Math.max(0, Math.min(1, (nowMs - fadeFromMs) / FADE_MS)),
  }
}

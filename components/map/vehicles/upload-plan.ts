// What of the scene must be sent to the GPU before the next frame: only what changed, and only what is in view.

import type { View } from './frame-pace'
import type { GroupingClock } from './grouping-clock'
import { isCovered, isOriginFar, type Projection, withMargin } from './projection'
import type { VehicleRenderer } from './vehicle-renderer'
import type { VehicleScene } from './vehicle-scene'

/** What of the renderer is used. */
export type Uploads = Pick<VehicleRenderer, 'lostText' | 'uploadMarks' | 'uploadBubbles' | 'placeNames'>

export type UploadPlan = {
  wantMarks(): void
  wantBubbles(): void
  wantNames(): void
  readonly bubblesWanted: boolean
  readonly namesWanted: boolean
  /** Brings scene and GPU up to date for a frame. True when vehicles were grouped anew. */
  carryOut(renderer: Uploads, projection: Projection, nowMs: number): boolean
}

/** Names follow the camera and the vehicles at this pace; finding room for them costs more than drawing them. */
export const NAMES_EVERY_MS = 350
/** float32 seconds stay exact to 0.1 ms for about this long. */
const TIME_BASE_LIFE_MS = 15 * 60_000

export function createUploadPlan(scene: VehicleScene, grouping: GroupingClock): UploadPlan {
  /** The parts of the world they were packed for; null when they must be packed anew. */
  let marksFor: View | null = null
  let bubblesFor: View | null = null
  let namesWanted = true
  let namesAtMs = 0

  function wantAll() {
    marksFor = null
    bubblesFor = null
    namesWanted = true
  }

  function rebase(projection: Projection, nowMs: number) {
    const isOld = nowMs - scene.origin.timeMs > TIME_BASE_LIFE_MS
    if (!isOld && !isOriginFar(projection, scene.origin)) return
    const { west, east, north, south } = projection
    scene.rebase((west + east) / 2, (north + south) / 2, nowMs)
    // Bubbles on their way out were packed from the old origin.
    grouping.endFade()
    wantAll()
  }

  return {
    wantMarks() {
      marksFor = null
    },
    wantBubbles() {
      bubblesFor = null
    },
    wantNames() {
      namesWanted = true
    },
    get bubblesWanted() {
      return bubblesFor === null
    },
    get namesWanted() {
      return namesWanted
    },
    carryOut(renderer, projection, nowMs) {
      rebase(projection, nowMs)
      const grouped = grouping.tick(scene, projection.zoom, nowMs)
      if (grouped !== 'nothing') wantAll()
      if (bubblesFor === null || renderer.lostText || !isCovered(projection, bubblesFor)) {
        bubblesFor = withMargin(projection)
        renderer.uploadBubbles(scene, { view: bubblesFor, keepOld: grouped === 'fading' })
      }
      if (marksFor === null || !isCovered(projection, marksFor)) {
        marksFor = withMargin(projection)
        renderer.uploadMarks(scene, marksFor)
      }
      if (namesWanted && nowMs - namesAtMs > NAMES_EVERY_MS) {
        renderer.placeNames(scene, projection, nowMs)
        namesAtMs = nowMs
        namesWanted = false
      }
      return grouped !== 'nothing'
    },
  }
}

import { describe, expect, test } from 'vitest'
import { createLiveStore } from '@/lib/client/live-store'
import { createGroupingClock } from './grouping-clock'
import type { Projection } from './projection'
import { createUploadPlan, type Uploads } from './upload-plan'
import { createVehicleScene } from './vehicle-scene'

const NOW_MS = 5_000

function planOf() {
  const uploads: string[] = []
  const scene = createVehicleScene(createLiveStore())
  const renderer: Uploads = {
    lostText: false,
    uploadMarks: () => void uploads.push('marks'),
    uploadBubbles: () => void uploads.push('bubbles'),
    placeNames: () => {},
  }
  const plan = createUploadPlan(scene, createGroupingClock())
  /** What goes to the GPU for a view of 512 px. */
  const show = (view: { west: number; north: number; width: number }) => {
    uploads.length = 0
    plan.carryOut(renderer, projectionOf(view), NOW_MS)
    return [...uploads].sort()
  }
  return { plan, show }
}

function projectionOf({ west, north, width }: { west: number; north: number; width: number }): Projection {
  return {
    west,
    east: west + width,
    north,
    south: north + width,
    zoom: -Math.log2(width),
    widthPx: 512,
    heightPx: 512,
    matrix: new Float64Array(16),
  }
}

const HERE = { west: 0.49, north: 0.49, width: 1 / 64 }

describe('upload plan', () => {
  test('what was packed is good until the view comes near its edge, for bubbles as for marks', () => {
    const { show } = planOf()
    expect(show(HERE)).toEqual(['bubbles', 'marks'])
    expect(show(HERE)).toEqual([])
    expect(show({ ...HERE, west: HERE.west + HERE.width * 0.4 })).toEqual([])
    // Half a view away is the edge of what was packed; a bubble beyond it would reach in.
    expect(show({ ...HERE, west: HERE.west + HERE.width * 0.49 })).toEqual(['bubbles', 'marks'])
  })

  test('an update brings anew what it changed and nothing else', () => {
    const { plan, show } = planOf()
    show(HERE)
    plan.wantMarks()
    expect(plan.bubblesWanted).toBe(false)
    expect(show(HERE)).toEqual(['marks'])
    plan.wantBubbles()
    expect(plan.bubblesWanted).toBe(true)
    expect(show(HERE)).toEqual(['bubbles'])
  })
})

// Fixes against fences by the engine of the product: of more and more vehicles, and among more and more fences.

import { FenceEngine } from '@/lib/domain/geofence-engine'
import { fenceWorld, STEP_MS } from '../load/fence-world'
import type { Load, ScalePart } from './measure'
import { amounts } from './sizes'

const START_MS = Date.parse('2026-11-22T06:00:00Z')

/** A fix of every vehicle, of 50,000 at most, among 10,000 fences. */
export function fencesPart(base: number): ScalePart {
  const loads = amounts(3_125, base).map((vehicles) => fenceLoad({ vehicles, fences: share(10_000, base) }))
  return { items: 'fixes times fences, the vehicles grow', loads }
}

/** A fix of each of 10,000 vehicles, among 10,000 fences at most. */
export function fencesDrawnPart(base: number): ScalePart {
  const loads = amounts(625, base).map((fences) => fenceLoad({ vehicles: share(10_000, base), fences }))
  return { items: 'fixes times fences, the fences grow in the same towns', loads }
}

function fenceLoad(size: { vehicles: number; fences: number }): Load {
  const world = fenceWorld(size)
  const engine = new FenceEngine()
  engine.setFences(world.fences)
  let atMs = START_MS
  let fixes = world.fixes(atMs)
  return {
    work: size.vehicles * size.fences,
    prepare() {
      atMs += STEP_MS
      world.drive()
      fixes = world.fixes(atMs)
    },
    round() {
      for (const fix of fixes) engine.evaluate(fix, atMs)
    },
  }
}

function share(usual: number, base: number): number {
  return Math.max(1, Math.round(usual * base))
}

// What lies under a pointer: one pass over typed arrays, fast enough for every move of a mouse over 50,000 vehicles.

import { latOfMercator, lngOfMercator, WORLD_PX } from '../mercator'
import { bubbleRadiusPx } from './bubble-pass'
import { progress } from './motion-field'
import { SHOWN, type VehicleScene } from './vehicle-scene'

export type Pick = { kind: 'vehicle'; slot: number } | { kind: 'cluster'; group: number }

export type PickQuery = {
  /** The pointer in the unit square. */
  x: number
  y: number
  zoom: number
  nowMs: number
  /** How near a mark must be, in CSS pixels: 22 for a finger, less for a mouse. */
  reachPx: number
  /** A slot that is drawn although a bubble holds it: the chosen one. */
  alsoSlot: number | null
}

/** The nearest thing within reach, or null. A single vehicle wins over a bubble it overlaps. */
export function pick(scene: VehicleScene, query: PickQuery): Pick | null {
  const slot = nearestSlot(scene, query)
  if (slot >= 0) return { kind: 'vehicle', slot }
  const group = groupAt(scene, query)
  return group >= 0 ? { kind: 'cluster', group } : null
}

/** The box around a group's members: [west, south, east, north] in degrees. */
export function groupBounds(
  { motion, clusters }: VehicleScene,
  group: number,
): [number, number, number, number] {
  let [left, top, right, bottom] = [1, 1, 0, 0]
  for (let slot = 0; slot < motion.count; slot++) {
    if (clusters.groupOf[slot] !== group) continue
    left = Math.min(left, motion.toX[slot] ?? 0)
    top = Math.min(top, motion.toY[slot] ?? 0)
    right = Math.max(right, motion.toX[slot] ?? 0)
    bottom = Math.max(bottom, motion.toY[slot] ?? 0)
  }
  return [lngOfMercator(left), latOfMercator(bottom), lngOfMercator(right), latOfMercator(top)]
}

function nearestSlot({ motion, flags }: VehicleScene, query: PickQuery): number {
  const reach = query.reachPx / (WORLD_PX * 2 ** query.zoom)
  let best = reach * reach
  let found = -1
  for (let slot = 0; slot < motion.count; slot++) {
    const drawn = ((flags[slot] ?? 0) & SHOWN) !== 0 || slot === query.alsoSlot
    if (!drawn) continue
    const t = progress(motion, slot, query.nowMs)
    const fromY = motion.fromY[slot] ?? 0
    const dy = fromY + ((motion.toY[slot] ?? 0) - fromY) * t - query.y
    if (dy > reach || dy < -reach) continue
    const fromX = motion.fromX[slot] ?? 0
    const dx = wrapped(fromX + ((motion.toX[slot] ?? 0) - fromX) * t - query.x)
    const apart = dx * dx + dy * dy
    // On a tie the later one wins: it was drawn on top.
    if (apart <= best) {
      best = apart
      found = slot
    }
  }
  return found
}

function groupAt({ clusters }: VehicleScene, query: PickQuery): number {
  const worldPx = WORLD_PX * 2 ** query.zoom
  for (let group = clusters.groupCount - 1; group >= 0; group--) {
    const dx = wrapped((clusters.x[group] ?? 0) - query.x) * worldPx
    const dy = ((clusters.y[group] ?? 0) - query.y) * worldPx
    const radius = Math.max(query.reachPx, bubbleRadiusPx(clusters.size[group] ?? 0))
    if (dx * dx + dy * dy <= radius * radius) return group
  }
  return -1
}

/** The shorter way round the world. */
function wrapped(dx: number): number {
  return dx - Math.round(dx)
}

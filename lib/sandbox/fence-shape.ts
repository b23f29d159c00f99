// The shapes of fences and when a track crosses them. Fences are drawn on shifted maps where those are in use, so fixes
// are shifted likewise before they are compared.

import { toGcj02 } from './positions'
import type { PlatformFence } from './state/fences'
import type { WorldFix } from './world/types'

/** A circle of one point, or a polygon; coordinates as sent, `lat,lng` with `#` between points. */
export type FenceShape = Pick<PlatformFence, 'type' | 'geom' | 'radiusM'>

type Point = { lat: number; lng: number }

const METRES_PER_DEGREE = 111_195

/** Tells for a fix, WGS84, whether it lies inside. */
export function containmentOf({ type, geom, radiusM }: FenceShape): (fix: Point) => boolean {
  const corners = geom.split('#').map((text): Point => {
    const [lat, lng] = text.split(',').map(Number)
    return { lat: lat ?? 0, lng: lng ?? 0 }
  })
  const [center] = corners
  if (type === 'circle' && center) return (fix) => distanceM(center, toGcj02(fix)) <= (radiusM ?? 0)
  return (fix) => isInside(corners, toGcj02(fix))
}

/** The fixes at which a track is found on the other side of a boundary than before. */
export function listCrossings(
  shape: FenceShape,
  before: WorldFix | null,
  fixes: readonly WorldFix[],
): { fix: WorldFix; isEntry: boolean }[] {
  const contains = containmentOf(shape)
  const crossings: { fix: WorldFix; isEntry: boolean }[] = []
  let wasInside = before && contains(before)
  for (const fix of fixes) {
    const isEntry = contains(fix)
    // Where a track begins, nothing has been crossed.
    if (wasInside !== null && isEntry !== wasInside) crossings.push({ fix, isEntry })
    wasInside = isEntry
  }
  return crossings
}

// Flat geometry is exact to a few centimetres over the 5 km a fence may reach.
function distanceM(a: Point, b: Point): number {
  const northM = (b.lat - a.lat) * METRES_PER_DEGREE
  const eastM = (b.lng - a.lng) * METRES_PER_DEGREE * Math.cos((a.lat * Math.PI) / 180)
  return Math.hypot(northM, eastM)
}

function isInside(corners: readonly Point[], { lat, lng }: Point): boolean {
  let isIn = false
  for (const [index, a] of corners.entries()) {
    const b = corners[(index + corners.length - 1) % corners.length] ?? a
    if (a.lat > lat !== b.lat > lat && lng < ((b.lng - a.lng) * (lat - a.lat)) / (b.lat - a.lat) + a.lng)
      isIn = !isIn
  }
  return isIn
}

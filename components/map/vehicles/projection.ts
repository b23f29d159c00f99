// The camera of the last frame, kept in float64: where things are on screen, and which part of the world is in view.

import type { Map as MapLibreMap } from 'maplibre-gl'
import { mercatorX, mercatorY, WORLD_PX } from '../mercator'
import type { View } from './frame-pace'
import { translated } from './gl-program'
import type { Origin } from './packed-vehicles'

export type Projection = View & {
  widthPx: number
  heightPx: number
  /** Unit square to clip space, column-major. */
  matrix: ArrayLike<number>
}

export function readProjection(map: MapLibreMap, matrix: ArrayLike<number>): Projection {
  const bounds = map.getBounds()
  const { clientWidth, clientHeight } = map.getCanvas()
  return {
    west: mercatorX(bounds.getWest()),
    east: mercatorX(bounds.getEast()),
    north: mercatorY(bounds.getNorth()),
    south: mercatorY(bounds.getSouth()),
    zoom: map.getZoom(),
    widthPx: clientWidth,
    heightPx: clientHeight,
    matrix: Float64Array.from(matrix),
  }
}

/** Screen place of a unit-square point, in CSS pixels; the copy of the world nearest to the view's middle is meant. */
export function toScreen(projection: Projection, x: number, y: number): { x: number; y: number } {
  const { matrix: m, widthPx, heightPx, west, east } = projection
  const wx = x - Math.round(x - (west + east) / 2)
  const w = (m[3] ?? 0) * wx + (m[7] ?? 0) * y + (m[15] ?? 0)
  const clipX = ((m[0] ?? 0) * wx + (m[4] ?? 0) * y + (m[12] ?? 0)) / w
  const clipY = ((m[1] ?? 0) * wx + (m[5] ?? 0) * y + (m[13] ?? 0)) / w
  return { x: (clipX * 0.5 + 0.5) * widthPx, y: (0.5 - clipY * 0.5) * heightPx }
}

/** A matrix from offsets around the origin to clip space, for every copy of the world in view. */
export function copyMatrices(projection: Projection, origin: Origin): Float32Array[] {
  const first = Math.floor(projection.west)
  const last = Math.min(Math.floor(projection.east), first + 3)
  const copies = Math.max(1, last - first + 1)
  return Array.from({ length: copies }, (_, i) =>
    translated(projection.matrix, origin.x + first + i, origin.y),
  )
}

/** Whether offsets from the origin have become too coarse for a tenth of a pixel at this zoom. */
export function isOriginFar(projection: Projection, origin: Origin): boolean {
  const centreX = (projection.west + projection.east) / 2
  const centreY = (projection.north + projection.south) / 2
  const apart = Math.max(Math.abs(centreX - origin.x), Math.abs(centreY - origin.y))
  // float32 keeps 24 bits, so a number of this size is off by up to 2^-24 of itself.
  return apart * 2 ** -24 * WORLD_PX * 2 ** projection.zoom > 0.1
}

/** The view with half of itself added on every side: what is packed for it stays good for a while of panning. */
export function withMargin({ west, east, north, south, zoom }: View): View {
  const x = (east - west) / 2
  const y = (south - north) / 2
  return { west: west - x, east: east + x, north: north - y, south: south + y, zoom }
}

/**
 * Whether a view, with what reaches into it from beyond its edges, lies inside another, and is not so much smaller that
 * most of the other would be drawn in vain.
 */
export function isCovered(view: View, by: View): boolean {
  const edge = REACH_PX / (WORLD_PX * 2 ** view.zoom)
  const inside =
    view.west - edge >= by.west &&
    view.east + edge <= by.east &&
    view.north - edge >= by.north &&
    view.south + edge <= by.south
  return inside && by.zoom > view.zoom - 1.5
}

/** The largest bubble reaches so far from its centre, shadow and all. */
const REACH_PX = 32

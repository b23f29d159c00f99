// What a fence is: its shape on earth (WGS84) and what is worth telling of it. Where a point lies in it is geofence-geometry.ts,
// whether a drawing can be one is geofence-check.ts, and who crosses it is geofence-engine.ts.

import type { LatLng } from './gcj02'

/** A circle of true metres. */
export type CircleShape = { kind: 'circle'; center: LatLng; radiusM: number }
/** A box between two meridians and two parallels. `west` is greater than `east` where it crosses the 180th meridian. */
export type RectangleShape = { kind: 'rectangle'; south: number; west: number; north: number; east: number }
/** A ring of three corners or more, without the closing one; edges are straight on the map. */
export type PolygonShape = { kind: 'polygon'; ring: LatLng[] }
/** Whatever is within half the width of a line. */
export type CorridorShape = { kind: 'corridor'; line: LatLng[]; widthM: number }
export type FenceShape = CircleShape | RectangleShape | PolygonShape | CorridorShape

export const FENCE_SHAPE_KINDS = ['circle', 'polygon', 'rectangle', 'corridor'] as const
export type FenceShapeKind = (typeof FENCE_SHAPE_KINDS)[number]

/** More corners than these no drawing has. */
export const MAX_FENCE_POINTS = 1000
/** Metres. The largest is what devices take, 9999 steps of 100 m. */
export const FENCE_RADIUS_M = { min: 10, max: 999_900 } as const
export const CORRIDOR_WIDTH_M = { min: 10, max: 20_000 } as const
/** Fences may reach so many degrees from west to east and from south to north. */
export const MAX_FENCE_SPAN_DEG = 20
/** Nearer to the poles than this maps show nothing. */
export const MAX_FENCE_LAT = 85

/** What happened at a fence. */
export const FENCE_EVENT_KINDS = ['enter', 'exit', 'dwell'] as const
export type FenceEventKind = (typeof FENCE_EVENT_KINDS)[number]

/** What raises an alarm. Visits are kept whether or not they do. `dwellMin` whole minutes, null for never. */
export type FenceRules = { enter: boolean; exit: boolean; dwellMin: number | null }

/** A week. */
export const MAX_DWELL_MIN = 10_080

/** The points a shape is drawn by, in order; of a rectangle its four corners. */
export function pointsOfShape(shape: FenceShape): readonly LatLng[] {
  if (shape.kind === 'circle') return [shape.center]
  if (shape.kind === 'corridor') return shape.line
  if (shape.kind === 'polygon') return shape.ring
  const { south, west, north, east } = shape
  return [
    { lat: south, lng: west },
    { lat: south, lng: east },
    { lat: north, lng: east },
    { lat: north, lng: west },
  ]
}

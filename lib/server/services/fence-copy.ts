// A fence as the vendor can hold it, and in what two copies differ. Pure: calling the vendor is fence-vendor.ts.

import { z } from 'zod'
import type { FenceDifference } from '@/lib/domain/fence-limits'
import type { LatLng } from '@/lib/domain/gcj02'
import { type FenceShape, pointsOfShape } from '@/lib/domain/geofence'
import { distanceBetweenM } from '@/lib/domain/geofence-geometry'
import type { MethodOutput } from '@/lib/jimi/contract'

/** What the vendor's platform holds of a fence. */
export const vendorCopySchema = z.object({
  name: z.string(),
  color: z.string().nullable(),
  description: z.string(),
  shape: z.enum(['circle', 'polygon']),
  points: z.array(z.object({ lat: z.number(), lng: z.number() })).max(2000),
  radiusM: z.number().nullable(),
  imeis: z.array(z.string()).max(100_000),
})
export type VendorCopy = z.infer<typeof vendorCopySchema>

/** Why the vendor cannot hold a shape. */
export type UnholdableShape = 'corridor' | 'platform_radius' | 'device_shape' | 'device_radius'

/** Metres, the documented limits of circles on the platform. */
const PLATFORM_RADIUS_M = { min: 200, max: 5000 }
const DEVICE_RADIUS_M = { min: 100, max: 999_900 }
/** Coordinates travel with six decimals and through the shift of China. */
const SAME_WITHIN_M = 1

/** Why the platform cannot hold a shape; null if it can. */
export function platformObstacle(shape: FenceShape): UnholdableShape | null {
  if (shape.kind === 'corridor') return 'corridor'
  if (shape.kind !== 'circle') return null
  const { min, max } = PLATFORM_RADIUS_M
  return shape.radiusM < min || shape.radiusM > max ? 'platform_radius' : null
}

/** Why devices cannot hold a shape; null if they can. Their radii grow in steps of 100 m, rounded up. */
export function deviceObstacle(shape: FenceShape): UnholdableShape | null {
  if (shape.kind === 'corridor') return 'corridor'
  if (shape.kind !== 'circle') return 'device_shape'
  return shape.radiusM > DEVICE_RADIUS_M.max ? 'device_radius' : null
}

/** The shape as the platform draws it. It must be one without obstacle. */
export function platformDrawing(shape: FenceShape) {
  const points = pointsOfShape(shape).map(({ lat, lng }) => ({ lat, lng }))
  return shape.kind === 'circle'
    ? { shape: 'circle' as const, points, radiusM: Math.round(shape.radiusM) }
    : { shape: 'polygon' as const, points, radiusM: undefined }
}

/** The vendor's row as a copy. */
export function copyOfRow(row: MethodOutput<'jimi.open.platform.fence.detail'>): VendorCopy {
  const { name, color, description, shape, points, radiusM, imeis } = row
  return {
    name: name ?? '',
    color: color ?? null,
    description: description ?? '',
    shape,
    points: points.map(({ lat, lng }) => ({ lat, lng })),
    radiusM: radiusM ?? null,
    imeis: [...imeis],
  }
}

/** A vendor's drawing as a shape of ours. */
export function shapeOfCopy({ shape, points, radiusM }: VendorCopy): FenceShape {
  const [center] = points
  if (shape === 'circle' && center && radiusM !== null) return { kind: 'circle', center, radiusM }
  return { kind: 'polygon', ring: points }
}

/** In what two copies differ; none when they are the same. */
export function differencesOf(ours: VendorCopy, theirs: VendorCopy): FenceDifference[] {
  const differs: Record<FenceDifference, boolean> = {
    name: ours.name !== theirs.name,
    color: theirs.color !== null && ours.color !== theirs.color,
    description: ours.description !== theirs.description,
    shape: !isSameDrawing(ours, theirs),
    devices: !isSameSet(ours.imeis, theirs.imeis),
  }
  return (['name', 'color', 'description', 'shape', 'devices'] as const).filter((part) => differs[part])
}

function isSameDrawing(ours: VendorCopy, theirs: VendorCopy): boolean {
  if (ours.shape !== theirs.shape || ours.points.length !== theirs.points.length) return false
  if (ours.shape === 'circle' && Math.abs((ours.radiusM ?? 0) - (theirs.radiusM ?? 0)) > SAME_WITHIN_M)
    return false
  return ours.points.every((point, index) => isNear(point, theirs.points[index]))
}

function isNear(a: LatLng, b: LatLng | undefined): boolean {
  return b !== undefined && distanceBetweenM(a, b) <= SAME_WITHIN_M
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  const [ofA, ofB] = [new Set(a), new Set(b)]
  return ofA.size === ofB.size && [...ofA].every((each) => ofB.has(each))
}

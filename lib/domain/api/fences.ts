// Milepost's own answers about geofences, as the browser reads them, and what it sends. Times are ISO 8601 UTC.

import { z } from 'zod'
import {
  FENCE_DIFFERENCES,
  FENCE_VENDOR_KINDS,
  FENCE_VENDOR_STATES,
  MAX_FENCE_DEVICES,
  MAX_FENCE_TAGS,
  MAX_FENCES_SHOWN,
} from '../fence-limits'
import { FENCE_EVENT_KINDS } from '../geofence'
import { typedText } from '../typed-text'
import { fenceRulesSchema, fenceShapeSchema } from './fence-shape'

const colorSchema = z.string().regex(/^#[0-9a-f]{6}$/)

/** What people fill in. `deviceIds` null for all vehicles of the scope. */
export const fenceDraftSchema = z.strictObject({
  name: typedText().trim().min(1).max(100),
  shape: fenceShapeSchema,
  color: colorSchema,
  tags: z.array(typedText().trim().min(1).max(40)).max(MAX_FENCE_TAGS),
  description: typedText().trim().max(500),
  rules: fenceRulesSchema,
  enabled: z.boolean(),
  deviceIds: z.array(z.uuid()).max(MAX_FENCE_DEVICES).nullable(),
})
export type FenceDraft = z.infer<typeof fenceDraftSchema>

export const fenceVendorSchema = z.object({
  kind: z.enum(FENCE_VENDOR_KINDS),
  state: z.enum(FENCE_VENDOR_STATES),
  /** Why it failed, in words. */
  problem: z.string().nullable(),
  checkedAt: z.iso.datetime().nullable(),
})
export type FenceVendor = z.infer<typeof fenceVendorSchema>

export const fenceSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  shape: fenceShapeSchema,
  color: colorSchema,
  tags: z.array(z.string()).max(100),
  description: z.string(),
  rules: fenceRulesSchema,
  enabled: z.boolean(),
  /** How many vehicles it names; null for all. */
  deviceCount: z.number().nullable(),
  /** Vehicles in scope that are inside now. */
  insideCount: z.number(),
  updatedAt: z.iso.datetime(),
  vendor: fenceVendorSchema,
})
export type Fence = z.infer<typeof fenceSchema>

/** GET /api/fences: by name. */
/** POST /api/fences/{id}/copy: what can be done with the copy of a fence at the vendor; the last takes the fence away too. */
export const fenceVendorWorkSchema = z.object({
  work: z.enum(['push', 'check', 'look', 'take', 'remove', 'pushDevices', 'removeDevices', 'removeFence']),
})
export type FenceVendorWork = z.infer<typeof fenceVendorWorkSchema>['work']

/** Which fences are listed: by a part of name, description or tag, by a tag, by how the copy at the vendor stands. */
export const fenceFilterSchema = z.object({
  q: typedText().max(100).optional(),
  tag: typedText().max(40).optional(),
  copy: z.enum(FENCE_VENDOR_STATES).optional(),
})
export type FenceFilter = z.infer<typeof fenceFilterSchema>

/** GET /api/fences?q=&tag=&copy=: those that fit, by name, as many as a page shows. */
export const fencesSchema = z.object({
  fences: z.array(fenceSchema).max(MAX_FENCES_SHOWN),
  /** How many fit, with those not shown. */
  total: z.number(),
  /** Tags of all fences where not all are shown; else empty, as those shown tell. */
  tags: z.array(z.string()).max(500),
  canEdit: z.boolean(),
})
export type Fences = z.infer<typeof fencesSchema>

/** A map with more fences than this says nothing any more. */
export const MAX_FENCES_ON_MAP = 1_000

/** GET /api/fences/area: what draws the fences of an area, the largest first. */
export const fenceAreaSchema = z.object({
  fences: z
    .array(fenceSchema.pick({ id: true, name: true, shape: true, color: true, enabled: true }))
    .max(MAX_FENCES_ON_MAP),
  /** There are more, smaller ones. */
  hasMore: z.boolean(),
})
export type FenceArea = z.infer<typeof fenceAreaSchema>

/** GET /api/fences/{id}. */
export const fenceDetailSchema = fenceSchema.extend({
  deviceIds: z.array(z.uuid()).max(MAX_FENCE_DEVICES).nullable(),
  /** Devices that should hold a copy and do not, or hold an old one. */
  deviceProblems: z
    .array(z.object({ deviceId: z.uuid(), name: z.string(), problem: z.string() }))
    .max(MAX_FENCE_DEVICES),
  /** What differs between ours and the vendor's, as last seen. */
  differences: z.array(z.enum(FENCE_DIFFERENCES)).max(FENCE_DIFFERENCES.length),
  /** The vendor's drawing where it is another, to be shown beside ours. */
  vendorShape: fenceShapeSchema.nullable(),
})
export type FenceDetail = z.infer<typeof fenceDetailSchema>

export const fenceEventSchema = z.object({
  deviceId: z.uuid(),
  deviceName: z.string(),
  plate: z.string().nullable(),
  kind: z.enum(FENCE_EVENT_KINDS),
  at: z.iso.datetime(),
  enteredAt: z.iso.datetime(),
  lat: z.number(),
  lng: z.number(),
})
export type FenceEventRow = z.infer<typeof fenceEventSchema>

/** GET /api/fences/{id}/events?before=: the newest first, a page. */
export const fenceEventsSchema = z.object({
  events: z.array(fenceEventSchema).max(200),
  hasMore: z.boolean(),
})
export type FenceEvents = z.infer<typeof fenceEventsSchema>

/** GET /api/fences/{id}/vendor-visits: the last 24 hours as the vendor counts them, beside how many entries we saw. */
export const fenceVisitsSchema = z.object({
  visits: z
    .array(
      z.object({
        deviceName: z.string(),
        enterAt: z.iso.datetime(),
        /** Null while the vehicle is inside. */
        exitAt: z.iso.datetime().nullable(),
      }),
    )
    .max(200),
  vendorCount: z.number(),
  ownCount: z.number(),
  /** How many vehicles the vendor was asked about. */
  vehicles: z.number(),
})
export type FenceVisits = z.infer<typeof fenceVisitsSchema>

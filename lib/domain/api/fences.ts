// Milepost's own answers about geofences, as the browser reads them, and what it sends. Times are ISO 8601 UTC.

import { z } from 'zod'
import { FENCE_EVENT_KINDS, fenceRulesSchema, fenceShapeSchema } from '../geofence'

/** A tenant may have more; those first by name are shown. */
export const MAX_FENCES_SHOWN = 2_000
/** Vehicles a fence names one by one. */
export const MAX_FENCE_DEVICES = 5_000
export const MAX_FENCE_TAGS = 20
/** Fences that one file may bring. */
export const MAX_IMPORTED_FENCES = 200

/** Where the vendor has a copy, if anywhere: in its cloud, or inside devices. */
export const FENCE_VENDOR_KINDS = ['none', 'platform', 'device'] as const
export type FenceVendorKind = (typeof FENCE_VENDOR_KINDS)[number]
/** How the copy stands: as ours, another, gone, not made, or made in some devices only. */
export const FENCE_VENDOR_STATES = ['none', 'same', 'differs', 'missing', 'failed', 'partly'] as const
export type FenceVendorState = (typeof FENCE_VENDOR_STATES)[number]
/** In what a copy may differ. */
export const FENCE_DIFFERENCES = ['name', 'color', 'description', 'shape', 'devices'] as const
export type FenceDifference = (typeof FENCE_DIFFERENCES)[number]

const colorSchema = z.string().regex(/^#[0-9a-f]{6}$/)

/** What people fill in. `deviceIds` null for all vehicles of the scope. */
export const fenceDraftSchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  shape: fenceShapeSchema,
  color: colorSchema,
  tags: z.array(z.string().trim().min(1).max(40)).max(MAX_FENCE_TAGS),
  description: z.string().trim().max(500),
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
export const fencesSchema = z.object({
  fences: z.array(fenceSchema).max(MAX_FENCES_SHOWN),
  /** With those not shown. */
  total: z.number(),
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

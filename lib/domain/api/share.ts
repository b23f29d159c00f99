// Share links as people who make and manage them send and read them. Times are ISO 8601 UTC. What holders of a link get is
// ../share-view.ts.

import { z } from 'zod'
import {
  MAX_SHARE_VEHICLES,
  MAX_SHARE_VIEWERS,
  MAX_SHARE_ZONES,
  SHARE_FIELDS,
  SHARE_MINUTES,
  SHARE_PASSWORD_LENGTH,
  SHARE_STATES,
  SHARE_ZONE_MODES,
} from '../share'
import { typedText } from '../typed-text'

/** What a new link is made from. */
export const shareDraftSchema = z.strictObject({
  /** For its creator's eyes. */
  name: typedText().trim().max(80),
  /** Null for now. */
  startsAt: z.iso.datetime().nullable(),
  durationMin: z.number().int().min(SHARE_MINUTES.min).max(SHARE_MINUTES.max),
  vehicles: z
    .array(
      z.strictObject({
        deviceId: z.uuid(),
        /** Shown instead of the name; empty for none. */
        alias: typedText().trim().max(60),
      }),
    )
    .min(1)
    .max(MAX_SHARE_VEHICLES),
  fields: z.array(z.enum(SHARE_FIELDS)).max(SHARE_FIELDS.length),
  zone: z.strictObject({
    mode: z.enum(SHARE_ZONE_MODES),
    fenceIds: z.array(z.uuid()).max(MAX_SHARE_ZONES),
  }),
  password: z.string().min(SHARE_PASSWORD_LENGTH.min).max(SHARE_PASSWORD_LENGTH.max).nullable(),
  destination: z
    .strictObject({
      lat: z.number().min(-90).max(90),
      lng: z.number().min(-180).max(180),
      label: typedText().trim().max(80),
    })
    .nullable(),
  viewerLimit: z.number().int().min(1).max(MAX_SHARE_VIEWERS).nullable(),
})
export type ShareDraft = z.infer<typeof shareDraftSchema>

/** One link in the list. Its address is asked for by itself. */
export const shareLinkSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  creatorName: z.string(),
  isOwn: z.boolean(),
  state: z.enum(SHARE_STATES),
  createdAt: z.iso.datetime(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  vehicles: z
    .array(z.object({ deviceId: z.uuid(), name: z.string(), alias: z.string().nullable() }))
    .max(MAX_SHARE_VEHICLES),
  fields: z.array(z.enum(SHARE_FIELDS)).max(SHARE_FIELDS.length),
  zoneMode: z.enum(SHARE_ZONE_MODES),
  zoneNames: z.array(z.string()).max(MAX_SHARE_ZONES),
  hasPassword: z.boolean(),
  destinationLabel: z.string().nullable(),
  viewerLimit: z.number().nullable(),
  views: z.number(),
  lastViewedAt: z.iso.datetime().nullable(),
})
export type ShareLink = z.infer<typeof shareLinkSchema>

/** How many links one answer lists at most: those that can still be opened first, then the newest. */
export const MAX_SHARES_LISTED = 100

/** Open and paused links are those whose time is not over; whether their creator may still share is told by each. */
export const SHARE_STANDINGS = ['open', 'paused', 'over'] as const
export type ShareStanding = (typeof SHARE_STANDINGS)[number]

/** The query of GET /api/shares: a part of a name, an alias or a creator, and where the page begins. */
export const shareFilterSchema = z.object({
  q: typedText().trim().max(100).optional(),
  standing: z.enum(SHARE_STANDINGS).optional(),
  own: z.literal('1').optional(),
  skip: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .optional(),
})
export type ShareFilter = z.infer<typeof shareFilterSchema>

/** GET /api/shares. */
export const shareListSchema = z.object({
  links: z.array(shareLinkSchema).max(MAX_SHARES_LISTED),
  /** All that fit, those beyond the list among them. */
  total: z.number(),
  /** Whether links of others are among them. */
  seesOthers: z.boolean(),
})
export type ShareList = z.infer<typeof shareListSchema>

/** GET /api/shares/options. */
export type ShareOptions = { mayShare: boolean }

/** What becomes of a wish about a link. `field` names the part of the draft that `message` is about. */
export type ShareAnswer<Extra = object> =
  | ({ ok: true } & Extra)
  | { ok: false; why: ShareRefusal; message?: string; field?: string }

export const SHARE_REFUSALS = [
  'invalid',
  'forbidden',
  'missing',
  'over',
  'too_many',
  'vendor',
  'failed',
] as const
export type ShareRefusal = (typeof SHARE_REFUSALS)[number]

export type ShareMade = ShareAnswer<{ id: string; url: string }>
export type ShareAddress = ShareAnswer<{ url: string }>

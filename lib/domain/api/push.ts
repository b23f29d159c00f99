// Milepost's own answers about what the vendor pushes, as owners read them. Times are ISO 8601 UTC. No path or token of a
// hook is ever among them.

import { z } from 'zod'

/** How the pushes of one connection fare. */
export const pushStatusSchema = z.object({
  connectionId: z.uuid(),
  /** Addresses that take posts, the newest first. */
  hooks: z
    .array(
      z.object({
        id: z.uuid(),
        createdAt: z.iso.datetime(),
        lastReceivedAt: z.iso.datetime().nullable(),
      }),
    )
    .max(200),
  lastReceivedAt: z.iso.datetime().nullable(),
  /** From where may be posted; empty for anywhere. */
  allowedSources: z.array(z.string()).max(50),
  /** Counts of the UTC day. */
  today: z.object({ stored: z.number(), rejected: z.number() }),
  /** Rejects that were not replayed yet. */
  waitingRejects: z.number(),
})
export type PushStatus = z.infer<typeof pushStatusSchema>

/** GET /api/push-status. */
export const pushStatusesSchema = z.object({
  /** The address the vendor posts to, without path; what people type. */
  origin: z.string(),
  /** False when nobody but this machine can reach `origin`. */
  isReachable: z.boolean(),
  connections: z.array(pushStatusSchema).max(200),
})
export type PushStatuses = z.infer<typeof pushStatusesSchema>

/** An item that was not stored. */
export const pushRejectSchema = z.object({
  id: z.uuid(),
  connectionId: z.uuid(),
  topic: z.string(),
  /** A key of the messages at `rejects.reasons`. */
  reason: z.string(),
  /** What is wrong, naming the member of the item. */
  detail: z.string(),
  imei: z.string().nullable(),
  receivedAt: z.iso.datetime(),
  replayedAt: z.iso.datetime().nullable(),
})
export type PushReject = z.infer<typeof pushRejectSchema>

/** GET /api/push-rejects: a page of the rejects that fit the filter, the newest first. */
export const pushRejectsSchema = z.object({
  rejects: z.array(pushRejectSchema).max(100),
  /** Rejects that fit the filter, on all pages. */
  total: z.number(),
  pageSize: z.number(),
  /** All rejects that were not replayed yet, by reason and topic, the most frequent first. */
  groups: z
    .array(z.object({ reason: z.string(), topic: z.string(), count: z.number(), lastAt: z.iso.datetime() }))
    .max(500),
})
export type PushRejects = z.infer<typeof pushRejectsSchema>

/** GET /api/push-rejects/{id}: the item itself. */
export const pushRejectRawSchema = pushRejectSchema.extend({
  /** Size of the item as it came. */
  sizeBytes: z.number(),
  /** Its text, indented where it is JSON; null when it is no text. */
  text: z.string().nullable(),
  /** Its bytes in hex, when it is no text. */
  hex: z.string().nullable(),
  /** The item is longer than what is shown. */
  isCut: z.boolean(),
})
export type PushRejectRaw = z.infer<typeof pushRejectRawSchema>

/** Which rejects: of one reason, of one topic, and whether those that were replayed are meant. */
export const rejectFilterSchema = z.object({
  reason: z.string().max(60).optional(),
  topic: z.string().max(100).optional(),
  state: z.enum(['waiting', 'replayed']).optional(),
})
export type RejectFilter = z.infer<typeof rejectFilterSchema>

/** What a replay came to. */
export type ReplayResult = {
  /** Stored now. */
  stored: number
  /** Still not storable; their reasons are the newest ones. */
  rejected: number
  /** Not tried, for there were too many for one go. */
  left: number
}

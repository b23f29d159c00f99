// Milepost's own answers about spans in which nothing could be received. Times are ISO 8601 UTC.

import { z } from 'zod'
import { GAP_PROBLEMS, GAP_STATUSES, GAP_WAITS } from '../receive-gap'

/** Devices a gap names at most; `failedCount` says how many there are. */
export const MAX_NAMED_DEVICES = 200

/** One span, as an owner reads it. */
export const receiveGapSchema = z.object({
  id: z.uuid(),
  connectionName: z.string(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  status: z.enum(GAP_STATUSES),
  /** Vehicles looked at, of how many; `total` is 0 before the first look. */
  done: z.int(),
  total: z.int(),
  /** What was filled in so far. */
  positions: z.int(),
  alarms: z.int(),
  /** Vehicles of which something may be missing for good. */
  failed: z
    .array(
      z.object({
        imei: z.string(),
        /** What the vehicle is called; null once it is in no roster. */
        name: z.string().nullable(),
        problem: z.enum(GAP_PROBLEMS),
        /** The vendor's own words; null where it said nothing. */
        words: z.string().nullable(),
      }),
    )
    .max(MAX_NAMED_DEVICES),
  failedCount: z.int(),
  /** It begins before what the vendor keeps. */
  isCut: z.boolean(),
  /** Why it does not go on now; null while it does, or is over. */
  waiting: z
    .object({ reason: z.enum(GAP_WAITS), untilAt: z.iso.datetime(), words: z.string().nullable() })
    .nullable(),
  closedAt: z.iso.datetime().nullable(),
})
export type ReceiveGapView = z.infer<typeof receiveGapSchema>

/** GET /api/receive-gaps: the newest first. */
export const receiveGapsSchema = z.object({ gaps: z.array(receiveGapSchema).max(100) })
export type ReceiveGaps = z.infer<typeof receiveGapsSchema>

/** GET /api/devices/{id}/gaps?from=&to=: spans in which nothing of the device could be received, the oldest first. */
export const deviceGapsSchema = z.object({
  gaps: z
    .array(z.object({ startedAt: z.iso.datetime(), endedAt: z.iso.datetime(), status: z.enum(GAP_STATUSES) }))
    .max(500),
})
export type DeviceGaps = z.infer<typeof deviceGapsSchema>

// Milepost's own answer about its connections to the vendor, as owners read it. Times are ISO 8601 UTC.

import { z } from 'zod'
import { UPSTREAM_HEALTH_KINDS } from '../upstream'

/** One connection: how it fares, and what it has asked of the vendor on one UTC day. No secret, token or digest in it. */
export const connectionStatusSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Login of the vendor account at the root. */
  account: z.string(),
  region: z.enum(['hk', 'eu', 'us', 'ts', 'other']),
  baseUrl: z.string(),
  profile: z.enum(['ts', 'pro']),
  /** Switched off, it is not asked and its pushes are not taken. */
  enabled: z.boolean(),
  /** When its credentials were last set. They are never shown. */
  credentialsAt: z.iso.datetime(),
  health: z.object({
    kind: z.enum(UPSTREAM_HEALTH_KINDS),
    since: z.iso.datetime().nullable(),
    lastSuccessAt: z.iso.datetime().nullable(),
  }),
  token: z.object({
    state: z.enum(['none', 'valid', 'expired']),
    issuedAt: z.iso.datetime().nullable(),
    expiresAt: z.iso.datetime().nullable(),
  }),
  clock: z.object({
    /** How far the vendor's clock is ahead of ours; negative when it is behind. Null before the first answer. */
    offsetMs: z.number().nullable(),
    measuredAt: z.iso.datetime().nullable(),
  }),
  quota: z.object({
    /** The app key's: reads wait until then, of all connections that have it; null when none do. */
    pausedUntil: z.iso.datetime().nullable(),
    /** The vendor's own words. */
    reason: z.string().nullable(),
    /** Of this connection alone: the vendor refuses it another token, or one method with a quota of its own. */
    own: z
      .array(z.object({ method: z.string(), pausedUntil: z.iso.datetime(), reason: z.string().nullable() }))
      .max(20),
  }),
  roster: z.object({
    accounts: z.number(),
    devices: z.number(),
    syncedAt: z.iso.datetime().nullable(),
  }),
  /** The UTC day the counts below are of, yyyy-MM-dd. */
  day: z.string(),
  methods: z
    .array(
      z.object({
        method: z.string(),
        /** Requests that left for the vendor, repeats included. */
        calls: z.number(),
        /** Those of `calls` that ended in a refusal or without a readable answer. */
        failed: z.number(),
        /** Questions answered without a request: by one already under way, or by a fresh answer. */
        saved: z.object({ shared: z.number(), cached: z.number() }),
        /** `calls` by who asked. */
        byPriority: z.object({ commands: z.number(), people: z.number(), background: z.number() }),
      }),
    )
    .max(200),
  errors: z
    .array(
      z.object({
        /** The vendor's code, or a word where there was none: timeout, unreachable, garbled. */
        code: z.string(),
        meaning: z.string().nullable(),
        count: z.number(),
        lastAt: z.iso.datetime(),
        methods: z.array(z.string()).max(200),
      }),
    )
    .max(200),
})
export type ConnectionStatus = z.infer<typeof connectionStatusSchema>

/** GET /api/connections, for owners. */
export const connectionsSchema = z.object({ connections: z.array(connectionStatusSchema).max(200) })
export type Connections = z.infer<typeof connectionsSchema>

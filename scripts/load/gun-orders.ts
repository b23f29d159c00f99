// What the load of the ingest benchmark is told, and what it tells: the words between two processes.

import { z } from 'zod'

export const gunOrdersSchema = z.object({
  port: z.int(),
  connections: z.int(),
  /** Posts of this time are not measured. */
  warmUpMs: z.number(),
  measuredMs: z.number(),
  /** The moment that the first fixes tell. */
  startMs: z.number(),
  targets: z
    .array(z.object({ path: z.string(), token: z.string(), imeis: z.array(z.string()).max(100_000) }))
    .max(100),
})
export type GunOrders = z.infer<typeof gunOrdersSchema>

/** The line that says that the warm-up is over; the report is the next one. */
export const WARM = 'warm'

/** Items are counted where they were acknowledged: HTTP 200 and code 0. */
export const gunReportSchema = z.object({
  /** All acknowledged items, also those of the warm-up. */
  acknowledgedItems: z.int(),
  failedRequests: z.int(),
  lastFailure: z.string().nullable(),
  measured: z.object({
    items: z.int(),
    seconds: z.number(),
    p50Ms: z.number(),
    p99Ms: z.number(),
    processorMs: z.number(),
  }),
})

// The audit log as owners read it.

import { z } from 'zod'

/** Entries of a page. */
export const AUDIT_PAGE = 50

export const auditFilterSchema = z.object({
  /** An id, or `system` for what nobody signed in did. */
  actor: z.union([z.uuid(), z.literal('system')]).optional(),
  /** `noun.verb`, or `noun.` for all of a noun. */
  action: z
    .string()
    .regex(/^[a-z_]+\.[a-z_]*$/)
    .max(100)
    .optional(),
  /** Found in the target and in the details. */
  search: z.string().max(200).optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
})
export type AuditFilter = z.infer<typeof auditFilterSchema>

/** `before` is the number of the last entry of the page above. */
export const auditQuerySchema = auditFilterSchema.extend({
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
})

/** One entry. `actor` and `targetName` are who they are now; null for nobody, and for who is gone. */
export type AuditRow = {
  seq: string
  at: string
  actorId: string | null
  actor: string | null
  action: string
  target: string | null
  targetName: string | null
  detail: unknown
}

/** GET /api/audit */
export type AuditPage = { entries: AuditRow[]; next: string | null }
/** GET /api/audit/start: who and what can be asked for. */
export type AuditActors = { people: { id: string; name: string }[] }
/** GET /api/audit/verify */
export type AuditCheck = { intact: true; entries: number } | { intact: false; brokenAtSeq: number }

'use server'

import { z } from 'zod'
import { MAX_KEEP_DAYS } from '@/lib/domain/retention'
import { setRetention } from '@/lib/server/data/retention'
import { ForbiddenError } from '@/lib/server/errors'
import { log } from '@/lib/server/log'
import { requireViewer } from '@/lib/server/session'

/** Whether it was stored; `problem` is a key of the messages at `retention.problems`. */
export type RetentionAnswer = { ok: true } | { ok: false; problem: 'failed' | 'refused' }

const rulesSchema = z
  .array(z.object({ kind: z.string().max(40), days: z.int().min(1).max(MAX_KEEP_DAYS).nullable() }))
  .max(40)

/** Stores how long kinds of telemetry are kept. */
export async function saveRetentionAction(input: unknown): Promise<RetentionAnswer> {
  const viewer = await requireViewer()
  const parsed = rulesSchema.safeParse(input)
  if (!parsed.success) return { ok: false, problem: 'failed' }
  try {
    await setRetention(viewer, parsed.data)
    return { ok: true }
  } catch (error) {
    if (error instanceof ForbiddenError) return { ok: false, problem: 'refused' }
    log.error({ err: error }, 'retention could not be stored')
    return { ok: false, problem: 'failed' }
  }
}

'use server'

import { tripSettingsSchema } from '@/lib/domain/api/trip-settings'
import { ForbiddenError } from '@/lib/server/errors'
import { log } from '@/lib/server/log'
import { saveTripRules } from '@/lib/server/services/trip-rules'
import { requireViewer } from '@/lib/server/session'

/** Whether it was stored; `problem` is a key of the messages at `tripRules.problems`. */
export type TripRulesAnswer = { ok: true } | { ok: false; problem: 'failed' | 'refused' }

/** Stores the rules of trips and stops; the defaults themselves put the tenant back to them. */
export async function saveTripRulesAction(input: unknown): Promise<TripRulesAnswer> {
  const viewer = await requireViewer()
  const parsed = tripSettingsSchema.safeParse(input)
  if (!parsed.success) return { ok: false, problem: 'failed' }
  try {
    await saveTripRules(viewer, parsed.data)
    return { ok: true }
  } catch (error) {
    if (error instanceof ForbiddenError) return { ok: false, problem: 'refused' }
    log.error({ err: error }, 'trip rules could not be stored')
    return { ok: false, problem: 'failed' }
  }
}

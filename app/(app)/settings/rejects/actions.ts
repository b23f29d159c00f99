'use server'

import { type RejectFilter, type ReplayResult, rejectFilterSchema } from '@/lib/domain/api/push'
import { AppError, ForbiddenError } from '@/lib/server/errors'
import { log } from '@/lib/server/log'
import { replayReject, replayRejects } from '@/lib/server/services/push-replay'
import { requireViewer } from '@/lib/server/session'

/** What a replay came to; `problem` is a key of the messages at `rejects.result`. */
export type ReplayAnswer = { ok: true; result: ReplayResult } | { ok: false; problem: 'failed' | 'refused' }

/** Tries one rejected item again. */
export async function replayOneAction(id: unknown): Promise<ReplayAnswer> {
  const viewer = await requireViewer()
  return answer(() => replayReject(viewer, typeof id === 'string' ? id : ''))
}

/** Tries all rejected items of a filter again that wait for it. */
export async function replayAllAction(filter: unknown): Promise<ReplayAnswer> {
  const viewer = await requireViewer()
  const parsed = rejectFilterSchema.safeParse(filter)
  if (!parsed.success) return { ok: false, problem: 'failed' }
  const { reason, topic }: RejectFilter = parsed.data
  return answer(() => replayRejects(viewer, { reason, topic }))
}

async function answer(work: () => Promise<ReplayResult>): Promise<ReplayAnswer> {
  try {
    return { ok: true, result: await work() }
  } catch (error) {
    if (error instanceof ForbiddenError) return { ok: false, problem: 'refused' }
    if (!(error instanceof AppError)) log.error({ err: error }, 'rejects could not be replayed')
    return { ok: false, problem: 'failed' }
  }
}

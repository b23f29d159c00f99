'use server'

import { retryGap } from '@/lib/server/data/receive-gaps'
import { AppError, ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { log } from '@/lib/server/log'
import { requireViewer } from '@/lib/server/session'

/** What came of it; `problem` is a key of the messages at `gaps.problem`. */
export type RetryAnswer = { ok: true } | { ok: false; problem: 'failed' | 'refused' | 'gone' }

/** Lets the filling of a gap be tried now. */
export async function retryGapAction(id: unknown): Promise<RetryAnswer> {
  const viewer = await requireViewer()
  try {
    await retryGap(viewer, typeof id === 'string' ? id : '', new Date())
    return { ok: true }
  } catch (error) {
    if (error instanceof ForbiddenError) return { ok: false, problem: 'refused' }
    if (error instanceof NotFoundError) return { ok: false, problem: 'gone' }
    if (!(error instanceof AppError)) log.error({ err: error }, 'a gap could not be tried again')
    return { ok: false, problem: 'failed' }
  }
}

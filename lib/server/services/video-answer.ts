// What could not be done with a camera, as pages are told it, whether they asked by an action or by a route.

import type { VideoFailure } from '@/lib/domain/api/video'
import { AppError, ForbiddenError, InvalidInputError, NotFoundError } from '../errors'
import { log } from '../log'
import { videoProblemOf } from './video-problem'

/** What the work answers, or why it could not be done. Never throws. */
export async function answerVideo<Result>(work: () => Promise<Result>): Promise<Result | VideoFailure> {
  try {
    return await work()
  } catch (error) {
    return failureOf(error)
  }
}

function failureOf(error: unknown): VideoFailure {
  const problem = videoProblemOf(error)
  if (problem !== null) return { kind: 'failed', why: 'vendor', problem }
  if (error instanceof ForbiddenError) return { kind: 'failed', why: 'forbidden' }
  if (error instanceof NotFoundError) return { kind: 'failed', why: 'gone' }
  if (error instanceof InvalidInputError) return { kind: 'failed', why: 'unsupported' }
  if (!(error instanceof AppError)) log.error({ err: error }, 'a question about video failed')
  return { kind: 'failed', why: 'other' }
}

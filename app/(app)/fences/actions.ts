'use server'

import { z } from 'zod'
import { fenceDraftSchema } from '@/lib/domain/api/fences'
import { AppError, internalError } from '@/lib/server/errors'
import { errorWords } from '@/lib/server/i18n'
import { log } from '@/lib/server/log'
import { createFence, removeFence, updateFence } from '@/lib/server/services/fences'
import { vendorFailure } from '@/lib/server/services/vendor-words'
import { requireViewer } from '@/lib/server/session'

/** What came of it; a failure in words for the person. */
export type FenceAnswer<T = null> = { ok: true; value: T } | { ok: false; message: string }

const idSchema = z.uuid()

/** Draws a fence, or changes the one with this id; answers its id. */
export async function saveFenceAction(id: unknown, draft: unknown): Promise<FenceAnswer<string>> {
  const viewer = await requireViewer()
  return answer(async () => {
    const fenceId = idSchema.nullable().parse(id)
    const parsed = fenceDraftSchema.parse(draft)
    if (fenceId === null) return createFence(viewer, parsed)
    await updateFence(viewer, fenceId, parsed)
    return fenceId
  })
}

/** Takes a fence away here; with its copy at the vendor it goes by /api/fences/{id}/copy. */
export async function removeFenceAction(id: unknown): Promise<FenceAnswer> {
  const viewer = await requireViewer()
  return answer(async () => {
    await removeFence(viewer, idSchema.parse(id))
    return null
  })
}

async function answer<T>(work: () => Promise<T>): Promise<FenceAnswer<T>> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    const failure = error instanceof AppError ? error : vendorFailure(error, Date.now())
    if (failure === null) log.error({ err: error }, 'fences: action failed')
    return { ok: false, message: await errorWords(failure ?? internalError(error)) }
  }
}

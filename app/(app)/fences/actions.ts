'use server'

import { z } from 'zod'
import { fenceDraftSchema } from '@/lib/domain/api/fences'
import { AppError, internalError } from '@/lib/server/errors'
import { errorWords } from '@/lib/server/i18n'
import { log } from '@/lib/server/log'
import { pushToDevices, removeFromDevices } from '@/lib/server/services/fence-devices'
import { removeFenceWithCopy } from '@/lib/server/services/fence-removal'
import {
  checkAtPlatform,
  pushToPlatform,
  removeFromPlatform,
  takeFromPlatform,
} from '@/lib/server/services/fence-vendor'
import { createFence, removeFence, updateFence } from '@/lib/server/services/fences'
import { vendorFailure } from '@/lib/server/services/vendor-words'
import { requireViewer } from '@/lib/server/session'

/** What came of it; a failure in words for the person. */
export type FenceAnswer<T = null> = { ok: true; value: T } | { ok: false; message: string }

/** What can be done with the copy of a fence at the vendor. */
const VENDOR_WORK = {
  push: async (viewer, id) => pushToPlatform(viewer, id),
  check: async (viewer, id) => checkAtPlatform(viewer, id),
  take: async (viewer, id) => takeFromPlatform(viewer, id),
  remove: async (viewer, id) => removeFromPlatform(viewer, id),
  pushDevices: async (viewer, id) => void (await pushToDevices(viewer, id)),
  removeDevices: async (viewer, id) => void (await removeFromDevices(viewer, id)),
} satisfies Record<string, (viewer: Awaited<ReturnType<typeof requireViewer>>, id: string) => Promise<void>>
export type FenceVendorWork = keyof typeof VENDOR_WORK

const idSchema = z.uuid()
const workSchema = z.enum(['push', 'check', 'take', 'remove', 'pushDevices', 'removeDevices'])

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

/** Takes a fence away, and with `withCopy` its copy at the vendor first. */
export async function removeFenceAction(id: unknown, withCopy: unknown): Promise<FenceAnswer> {
  const viewer = await requireViewer()
  return answer(async () => {
    const remove = withCopy === true ? removeFenceWithCopy : removeFence
    await remove(viewer, idSchema.parse(id))
    return null
  })
}

/** Does something with the copy of a fence at the vendor. */
export async function fenceVendorAction(id: unknown, work: unknown): Promise<FenceAnswer> {
  const viewer = await requireViewer()
  return answer(async () => {
    await VENDOR_WORK[workSchema.parse(work)](viewer, idSchema.parse(id))
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

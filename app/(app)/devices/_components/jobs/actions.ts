'use server'

import { z } from 'zod'
import {
  bindingSchema,
  type DeviceJobReply,
  expirySchema,
  transferSchema,
} from '@/lib/domain/api/device-jobs'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { log } from '@/lib/server/log'
import { beginBinding } from '@/lib/server/services/device-binding'
import { beginExpiry } from '@/lib/server/services/device-expiry'
import { DeviceJobError, lookAgain, stopDeviceJob } from '@/lib/server/services/device-jobs'
import { beginTransfer } from '@/lib/server/services/device-transfer'
import { vendorFailure } from '@/lib/server/services/vendor-words'
import { requireViewer } from '@/lib/server/session'

type Refused = Extract<DeviceJobReply, { ok: false }>

/** Has devices moved to another account. */
export async function transferAction(request: unknown): Promise<DeviceJobReply> {
  const viewer = await requireViewer()
  const parsed = transferSchema.safeParse(request)
  if (!parsed.success) return { ok: false, why: 'invalid' }
  return guarded(async () => ({ ok: true, ...(await beginTransfer(viewer, parsed.data)) }))
}

/** Gives devices a last day. */
export async function expiryAction(request: unknown): Promise<DeviceJobReply> {
  const viewer = await requireViewer()
  const parsed = expirySchema.safeParse(request)
  if (!parsed.success) return { ok: false, why: 'invalid' }
  return guarded(async () => ({ ok: true, ...(await beginExpiry(viewer, parsed.data)) }))
}

/** Attaches devices to an app user, or detaches them. */
export async function bindingAction(request: unknown): Promise<DeviceJobReply> {
  const viewer = await requireViewer()
  const parsed = bindingSchema.safeParse(request)
  if (!parsed.success) return { ok: false, why: 'invalid' }
  return guarded(async () => ({ ok: true, ...(await beginBinding(viewer, parsed.data)) }))
}

/** Stops work: what has left is finished, the rest stays undone. */
export async function stopJobAction(jobId: unknown): Promise<{ ok: true } | Refused> {
  const viewer = await requireViewer()
  return guarded(async () => {
    await stopDeviceJob(viewer, idOf(jobId))
    return { ok: true }
  })
}

/** Looks once more what became of devices without an answer. */
export async function lookAgainAction(jobId: unknown): Promise<{ ok: true } | Refused> {
  const viewer = await requireViewer()
  return guarded(async () => {
    await lookAgain(viewer, idOf(jobId))
    return { ok: true }
  })
}

/** Whatever is no id is a missing one. */
function idOf(value: unknown): string {
  return z.uuid().safeParse(value).data ?? ''
}

async function guarded<T>(work: () => Promise<T>): Promise<T | Refused> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DeviceJobError) return { ok: false, why: error.why }
    if (error instanceof NotFoundError) return { ok: false, why: 'gone' }
    if (error instanceof ForbiddenError) return { ok: false, why: 'forbidden' }
    const isVendor = vendorFailure(error, Date.now()) !== null
    log.warn({ err: error }, 'work on devices not begun')
    return { ok: false, why: isVendor ? 'vendor' : 'failed' }
  }
}

'use server'

import { headers } from 'next/headers'
import { z } from 'zod'
import {
  type ShareAddress,
  type ShareAnswer,
  type ShareMade,
  type ShareRefusal,
  shareDraftSchema,
} from '@/lib/domain/api/share'
import { SHARE_MINUTES } from '@/lib/domain/share'
import type { Viewer } from '@/lib/server/access'
import { AppError } from '@/lib/server/errors'
import { errorWords } from '@/lib/server/i18n'
import { log } from '@/lib/server/log'
import { originForViewer } from '@/lib/server/public-origin'
import { readVendorShareUrl } from '@/lib/server/services/share-vendor'
import {
  createShare,
  extendShare,
  pauseShare,
  readShareToken,
  revokeShareLink,
  ShareFieldError,
} from '@/lib/server/services/shares'
import { vendorFailure } from '@/lib/server/services/vendor-words'
import { requireViewer } from '@/lib/server/session'

const idSchema = z.uuid()
const minutesSchema = z.number().int().min(SHARE_MINUTES.min).max(SHARE_MINUTES.max)

/** Makes a link; its address is in the answer. */
export async function makeShareAction(draft: unknown): Promise<ShareMade> {
  const viewer = await requireViewer()
  const read = shareDraftSchema.safeParse(draft)
  if (!read.success) return { ok: false, why: 'invalid', field: read.error.issues[0]?.path.join('.') }
  return answered(async () => {
    const { id, token } = await createShare(viewer, read.data)
    return { ok: true, id, url: await addressOf(viewer, token) }
  })
}

/** The address of a link of one's own, once more. */
export async function copyShareAction(id: unknown): Promise<ShareAddress> {
  const viewer = await requireViewer()
  const read = idSchema.safeParse(id)
  if (!read.success) return { ok: false, why: 'invalid' }
  return answered(async () => {
    const token = await readShareToken(viewer, read.data)
    return { ok: true, url: await addressOf(viewer, token) }
  })
}

/** Pauses a link, or lets it go on. */
export async function pauseShareAction(id: unknown, paused: unknown): Promise<ShareAnswer> {
  const viewer = await requireViewer()
  const read = z.tuple([idSchema, z.boolean()]).safeParse([id, paused])
  if (!read.success) return { ok: false, why: 'invalid' }
  return answered(async () => {
    await pauseShare(viewer, read.data[0], read.data[1])
    return { ok: true }
  })
}

/** Moves the end of a link on by so many minutes. */
export async function extendShareAction(
  id: unknown,
  minutes: unknown,
): Promise<ShareAnswer<{ endsAt: string }>> {
  const viewer = await requireViewer()
  const read = z.tuple([idSchema, minutesSchema]).safeParse([id, minutes])
  if (!read.success) return { ok: false, why: 'invalid' }
  return answered(async () => {
    const endsAt = await extendShare(viewer, read.data[0], read.data[1])
    return { ok: true, endsAt: endsAt.toISOString() }
  })
}

/** Ends a link for good. */
export async function revokeShareAction(id: unknown): Promise<ShareAnswer> {
  const viewer = await requireViewer()
  const read = idSchema.safeParse(id)
  if (!read.success) return { ok: false, why: 'invalid' }
  return answered(async () => {
    await revokeShareLink(viewer, read.data)
    return { ok: true }
  })
}

/** The vendor's own public link to one vehicle, which nobody can end. */
export async function vendorShareAction(deviceId: unknown): Promise<ShareAddress> {
  const viewer = await requireViewer()
  const read = idSchema.safeParse(deviceId)
  if (!read.success) return { ok: false, why: 'invalid' }
  return answered(async () => ({ ok: true, url: await readVendorShareUrl(viewer, read.data) }))
}

async function addressOf(viewer: Viewer, token: string): Promise<string> {
  return `${await originForViewer(viewer, await headers())}/s/${token}`
}

type Refused = { ok: false; why: ShareRefusal; message?: string; field?: string }

/** Expected failures are answers; the vendor's are told in our words. */
async function answered<Answer extends { ok: boolean }>(
  work: () => Promise<Answer>,
): Promise<Answer | Refused> {
  try {
    return await work()
  } catch (error) {
    const known = error instanceof AppError ? error : vendorFailure(error, Date.now())
    if (known === null) {
      log.error({ err: error }, 'share link not changed')
      return { ok: false, why: 'failed' }
    }
    if (known !== error) return { ok: false, why: 'vendor', message: await errorWords(known) }
    const field = known instanceof ShareFieldError ? { field: known.field, message: known.userMessage } : {}
    return { ok: false, why: WHY[known.code] ?? 'failed', ...field }
  }
}

const WHY: Readonly<Record<string, ShareRefusal>> = {
  invalid_input: 'invalid',
  forbidden: 'forbidden',
  not_found: 'missing',
  share_over: 'over',
  too_many_shares: 'too_many',
}

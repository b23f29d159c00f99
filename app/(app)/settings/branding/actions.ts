'use server'

import { z } from 'zod'
import type { BrandingProblems } from '@/lib/domain/branding'
import { PICTURE_KINDS, PICTURE_LIMITS, type PictureProblem } from '@/lib/domain/branding-picture'
import { ForbiddenError } from '@/lib/server/errors'
import { log } from '@/lib/server/log'
import { dropPicture, resetBranding, saveBranding, savePicture } from '@/lib/server/services/branding'
import { requireViewer } from '@/lib/server/session'

/** What came of a change; `failure` is a key of the messages at `branding.failures`. */
export type BrandingAnswer =
  | { ok: true }
  | { ok: false; problems: BrandingProblems }
  | { ok: false; picture: PictureProblem }
  | { ok: false; failure: 'failed' | 'refused' }

const text = z.string().max(500)
const fieldsSchema = z.object({ name: text, accent: text, domain: text, mailName: text, mailReplyTo: text })
const kindSchema = z.enum(PICTURE_KINDS)

/** Stores the look. */
export async function saveBrandingAction(input: unknown): Promise<BrandingAnswer> {
  const parsed = fieldsSchema.safeParse(input)
  if (!parsed.success) return { ok: false, failure: 'failed' }
  return act(async (viewer) => {
    const problems = await saveBranding(viewer, parsed.data)
    return Object.keys(problems).length === 0 ? { ok: true } : { ok: false, problems }
  })
}

/** Stores the file of a form as the picture of its `kind`. */
export async function savePictureAction(form: FormData): Promise<BrandingAnswer> {
  const kind = kindSchema.safeParse(form.get('kind'))
  const file = form.get('file')
  if (!kind.success || !(file instanceof File)) return { ok: false, failure: 'failed' }
  if (file.size > PICTURE_LIMITS[kind.data].maxBytes) return { ok: false, picture: 'tooLarge' }
  const bytes = new Uint8Array(await file.arrayBuffer())
  return act(async (viewer) => {
    const picture = await savePicture(viewer, kind.data, bytes)
    return picture === null ? { ok: true } : { ok: false, picture }
  })
}

/** Takes a picture away. */
export async function dropPictureAction(kind: unknown): Promise<BrandingAnswer> {
  const parsed = kindSchema.safeParse(kind)
  if (!parsed.success) return { ok: false, failure: 'failed' }
  return act(async (viewer) => {
    await dropPicture(viewer, parsed.data)
    return { ok: true }
  })
}

/** Makes the tenant look as Milepost does by itself. */
export async function resetBrandingAction(): Promise<BrandingAnswer> {
  return act(async (viewer) => {
    await resetBranding(viewer)
    return { ok: true }
  })
}

type Viewer = Awaited<ReturnType<typeof requireViewer>>

async function act(work: (viewer: Viewer) => Promise<BrandingAnswer>): Promise<BrandingAnswer> {
  // Outside the try: a session that died sends to sign-in, by an error of the framework's own.
  const viewer = await requireViewer()
  try {
    return await work(viewer)
  } catch (error) {
    if (error instanceof ForbiddenError) return { ok: false, failure: 'refused' }
    log.error({ err: error }, 'a look could not be changed')
    return { ok: false, failure: 'failed' }
  }
}

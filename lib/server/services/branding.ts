// Changing a tenant's look: the rules that need more than the fields themselves.

import 'server-only'
import {
  type BrandingFields,
  type BrandingProblems,
  brandingProblems,
  plainBranding,
} from '@/lib/domain/branding'
import { judgePicture, type PictureKind, type PictureProblem } from '@/lib/domain/branding-picture'
import type { Viewer } from '../access'
import { forgetBranding } from '../branding'
import { deleteBranding, deletePicture, storeBranding, storePicture } from '../data/branding'
import { hasSeveralTenants } from '../data/system/tenants'
import { env } from '../env'
import { ForbiddenError } from '../errors'

/** Stores a look, or says what is wrong with it; then nothing is stored. @throws as `storeBranding`. */
export async function saveBranding(viewer: Viewer, typed: BrandingFields): Promise<BrandingProblems> {
  const fields = plainBranding(typed)
  const problems = brandingProblems(fields)
  if (Object.keys(problems).length > 0) return problems
  if (await isEverybodysHost(fields.domain)) return { domain: 'takenHost' }
  if (!(await storeBranding(viewer, fields))) return { domain: 'takenHost' }
  forgetBranding()
  return {}
}

/** Stores a picture, or says why not. @throws as `storePicture`. */
export async function savePicture(
  viewer: Viewer,
  kind: PictureKind,
  bytes: Uint8Array,
): Promise<PictureProblem | null> {
  // Whoever may not change it learns nothing of what would be wrong with the file.
  if (viewer.role !== 'owner') throw new ForbiddenError()
  const judged = judgePicture(kind, bytes)
  if (!judged.ok) return judged.problem
  await storePicture(viewer, kind, { bytes, facts: judged.facts })
  forgetBranding()
  return null
}

/** Errors as `deletePicture`. */
export async function dropPicture(viewer: Viewer, kind: PictureKind): Promise<void> {
  await deletePicture(viewer, kind)
  forgetBranding()
}

/** Errors as `deleteBranding`. */
export async function resetBranding(viewer: Viewer): Promise<void> {
  await deleteBranding(viewer)
  forgetBranding()
}

/** The address of the whole installation is no single tenant's while there are others. */
async function isEverybodysHost(host: string): Promise<boolean> {
  const { publicUrl } = env()
  if (host === '' || publicUrl === null || new URL(publicUrl).hostname !== host) return false
  return hasSeveralTenants()
}

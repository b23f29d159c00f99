// Fences as the API answers them. Drawing and taking away are fences.ts, with the rights that it asks for.

import type { Fence, FenceDraft } from '@/lib/domain/api/fences'
import type { FenceAnswer } from '@/lib/domain/api-v1/answers'
import type { Viewer } from '../access'
import { createFence, getFenceDetail, listFences } from './fences'

/** The fences in scope that fit, by name, as many as one answer takes. */
export async function fencesFor(
  viewer: Viewer,
  { q, tag }: { q?: string | undefined; tag?: string | undefined },
): Promise<{ fences: FenceAnswer[]; total: number }> {
  const { fences, total } = await listFences(viewer, { q, tag })
  return { fences: fences.map(toFence), total }
}

/** Draws a fence and tells it. @throws ForbiddenError, InvalidInputError, NotFoundError for vehicles out of scope */
export async function createFenceFor(viewer: Viewer, draft: FenceDraft): Promise<FenceAnswer> {
  return toFence(await getFenceDetail(viewer, await createFence(viewer, draft)))
}

function toFence(fence: Fence): FenceAnswer {
  const { id, name, shape, color, tags, description, rules, enabled } = fence
  const { deviceCount, insideCount, updatedAt } = fence
  return { id, name, shape, color, tags, description, rules, enabled, deviceCount, insideCount, updatedAt }
}

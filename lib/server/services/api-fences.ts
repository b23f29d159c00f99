// Fences as the API answers them. Drawing and taking away are fences.ts, with the rights that it asks for.

import type { Fence, FenceDraft } from '@/lib/domain/api/fences'
import { type FenceAnswer, MAX_FENCES_PAGE } from '@/lib/domain/api-v1/answers'
import type { Viewer } from '../access'
import { createFence, getFenceDetail, pageOfFences } from './fences'
import { cursorOf, nameCursor, readCursor } from './page-cursors'

type FenceQuery = {
  q?: string | undefined
  tag?: string | undefined
  cursor?: string | undefined
  limit?: number | undefined
}

/** A page of the fences in scope that fit, by name. @throws InvalidInputError for a cursor that is none of ours */
export async function fencesFor(
  viewer: Viewer,
  { q, tag, cursor, limit = MAX_FENCES_PAGE }: FenceQuery,
): Promise<{ fences: FenceAnswer[]; total: number; next: string | null }> {
  const [name, id] = readCursor(nameCursor, cursor) ?? []
  const after = name === undefined || id === undefined ? null : { name, id }
  const { fences, total, next } = await pageOfFences(viewer, { q, tag }, { limit, after })
  return { fences: fences.map(toFence), total, next: next && cursorOf([next.name, next.id]) }
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

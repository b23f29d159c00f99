// Geofences for people: what they may see, draw, change and take away. Copies at the vendor are fence-vendor.ts.

import type {
  Fence,
  FenceDetail,
  FenceDraft,
  FenceEvents,
  FenceFilter,
  Fences,
} from '@/lib/domain/api/fences'
import { shapeProblem } from '@/lib/domain/geofence-check'
import type { Viewer } from '../access'
import { appendAudit } from '../audit'
import * as happened from '../data/fence-events'
import type { FenceMark } from '../data/fence-search'
import { listFenceTags } from '../data/fence-search'
import { listFenceDevices } from '../data/fence-vehicles'
import * as writes from '../data/fence-writes'
import * as data from '../data/fences'
import { InvalidInputError } from '../errors'
import { noteFencesChanged } from '../fences/fences'
import { assertMay, mayDo } from '../rights'
import { copyStanding } from './fence-standing'
import { fenceDifferences, vendorShapeOf } from './fence-vendor'

const EVENTS_PER_PAGE = 50

/** The fences in the viewer's scope that fit, as many as a list shows. */
export async function listFences(viewer: Viewer, filter: FenceFilter = {}, limit?: number): Promise<Fences> {
  const [{ fences, total }, inside, canEdit] = await Promise.all([
    data.listFences(viewer, filter, { limit }),
    happened.countInside(viewer),
    mayDo(viewer, 'manage_fences'),
  ])
  const tags = total > fences.length ? await listFenceTags(viewer) : []
  return { fences: fences.map((fence) => toFence(fence, inside)), total, tags, canEdit }
}

/** A page of them after one that is known, or from the first; `next` is the last of it where more come. */
export async function pageOfFences(
  viewer: Viewer,
  filter: FenceFilter,
  page: { limit: number; after: FenceMark | null },
): Promise<{ fences: Fence[]; total: number; next: FenceMark | null }> {
  const [{ fences, ...rest }, inside] = await Promise.all([
    data.listFences(viewer, filter, page),
    happened.countInside(viewer),
  ])
  return { ...rest, fences: fences.map((fence) => toFence(fence, inside)) }
}

/** One fence with its vehicles and how its copy at the vendor differs. @throws NotFoundError */
export async function getFenceDetail(viewer: Viewer, fenceId: string): Promise<FenceDetail> {
  const fence = await data.getFence(viewer, fenceId)
  const [devices, inside] = await Promise.all([
    listFenceDevices(viewer, fenceId),
    happened.countInside(viewer),
  ])
  const chosen = devices.filter((device) => device.chosen)
  const { state, differences } = await copyStanding(viewer, fence)
  return {
    ...toFence({ ...fence, vendor: { ...fence.vendor, state } }, inside),
    deviceIds: fence.allDevices ? null : chosen.map(({ deviceId }) => deviceId),
    deviceProblems: devices.flatMap(({ deviceId, name, problem }) =>
      problem === null ? [] : [{ deviceId, name, problem }],
    ),
    differences,
    vendorShape: differences.includes('shape') ? vendorShapeOf(fence) : null,
  }
}

/** What happened at a fence, the newest first. @throws NotFoundError */
export async function listFenceEvents(
  viewer: Viewer,
  fenceId: string,
  beforeAt?: Date,
): Promise<FenceEvents> {
  await data.getFence(viewer, fenceId)
  const rows = await happened.listFenceEvents(viewer, fenceId, { limit: EVENTS_PER_PAGE + 1, beforeAt })
  const events = rows.slice(0, EVENTS_PER_PAGE).map(({ at, enteredAt, ...row }) => ({
    ...row,
    at: at.toISOString(),
    enteredAt: enteredAt.toISOString(),
  }))
  return { events, hasMore: rows.length > EVENTS_PER_PAGE }
}

/** Draws a fence and answers its id. @throws ForbiddenError, InvalidInputError, NotFoundError for vehicles out of scope */
export async function createFence(viewer: Viewer, draft: FenceDraft): Promise<string> {
  await checkDraft(viewer, draft)
  const id = await writes.createFence(viewer, draft, noting(viewer, 'fence.create', draft.name))
  noteFencesChanged()
  return id
}

/** Changes a fence; a copy at the vendor stays as it was until it is sent anew. @throws as `createFence` */
export async function updateFence(viewer: Viewer, fenceId: string, draft: FenceDraft): Promise<void> {
  await checkDraft(viewer, draft)
  const record = noting(viewer, 'fence.change', draft.name)
  await writes.updateFence(viewer, fenceId, { draft, record })
  noteFencesChanged()
  const fence = await data.getFence(viewer, fenceId)
  const isCopied = fence.vendor.kind !== 'none' && ['same', 'differs'].includes(fence.vendor.state)
  if (isCopied) {
    const differs = fence.vendor.kind === 'device' || (await fenceDifferences(viewer, fence)).length > 0
    await writes.setFenceVendor(viewer, fenceId, { ...fence.vendor, state: differs ? 'differs' : 'same' })
  }
}

/** Takes a fence away here. @throws ForbiddenError, NotFoundError */
export async function removeFence(viewer: Viewer, fenceId: string): Promise<void> {
  await mayEdit(viewer)
  const { name } = await data.getFence(viewer, fenceId)
  await writes.removeFence(viewer, fenceId, noting(viewer, 'fence.remove', name))
  noteFencesChanged()
}

/** @throws ForbiddenError unless the viewer may change fences. */
export function mayEdit(viewer: Viewer): Promise<void> {
  return assertMay(viewer, 'manage_fences')
}

async function checkDraft(viewer: Viewer, draft: FenceDraft): Promise<void> {
  await mayEdit(viewer)
  const problem = shapeProblem(draft.shape)
  if (problem !== null) throw new InvalidInputError(`This shape makes no fence (${problem}).`)
}

function noting(viewer: Viewer, action: string, name: string) {
  return (id: string) =>
    appendAudit(viewer.tenantId, { actorId: viewer.userId, action, target: id, detail: { name } })
}

function toFence(fence: data.FenceRecord, inside: ReadonlyMap<string, number>): Fence {
  const { id, name, shape, color, tags, description, rules, enabled, vendor } = fence
  const { kind, state, problem, checkedAt } = vendor
  return {
    id,
    name,
    shape,
    color,
    tags,
    description,
    rules,
    enabled,
    deviceCount: fence.allDevices ? null : fence.deviceCount,
    insideCount: inside.get(id) ?? 0,
    updatedAt: fence.updatedAt.toISOString(),
    vendor: { kind, state, problem, checkedAt: checkedAt?.toISOString() ?? null },
  }
}

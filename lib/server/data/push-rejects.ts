// Rejected items as the owners of a tenant inspect them, and what a replay changes of them. The receiver's side, which makes
// them, is in system/push-rejects.ts.

import 'server-only'
import type { RejectFilter } from '@/lib/domain/api/push'
import type { Viewer } from '../access'
import { db } from '../db'
import { ForbiddenError, NotFoundError } from '../errors'
import { isUuid } from './ids'

/** A reject without its bytes. */
export type RejectRecord = {
  id: string
  connectionId: string
  topic: string
  reason: string
  detail: string
  imei: string | null
  receivedAt: Date
  replayedAt: Date | null
}

/** A reject with its bytes as they came. */
export type RawReject = RejectRecord & { raw: Uint8Array }

/** Rejects of one reason and topic that were not replayed. */
export type RejectGroup = { reason: string; topic: string; count: number; lastAt: Date }

/** How many groups an answer may hold: reasons times topics. */
const MAX_GROUPS = 500

/** The rejects that fit, the newest first, and how many there are. @throws ForbiddenError unless the viewer is an owner. */
export async function listRejects(
  viewer: Viewer,
  filter: RejectFilter,
  { skip, take }: { skip: number; take: number },
): Promise<{ rejects: RejectRecord[]; total: number }> {
  const where = whereOf(viewer, filter)
  const [rejects, total] = await Promise.all([
    db().pushReject.findMany({ where, select: COLUMNS, orderBy: NEWEST_FIRST, skip, take }),
    db().pushReject.count({ where }),
  ])
  return { rejects, total }
}

/** Rejects waiting for a replay by reason and topic, the most frequent first. @throws ForbiddenError as `listRejects`. */
export async function listRejectGroups(viewer: Viewer): Promise<RejectGroup[]> {
  const groups = await db().pushReject.groupBy({
    by: ['reason', 'topic'],
    where: whereOf(viewer, { state: 'waiting' }),
    _count: { id: true },
    _max: { receivedAt: true },
    orderBy: [{ _count: { id: 'desc' } }, { reason: 'asc' }, { topic: 'asc' }],
    take: MAX_GROUPS,
  })
  return groups.map(({ reason, topic, _count, _max }) => ({
    reason,
    topic,
    count: _count.id,
    lastAt: _max.receivedAt ?? new Date(0),
  }))
}

/** Rejects waiting for a replay, by connection. @throws ForbiddenError as `listRejects`. */
export async function countWaitingRejects(viewer: Viewer): Promise<ReadonlyMap<string, number>> {
  const groups = await db().pushReject.groupBy({
    by: ['connectionId'],
    where: whereOf(viewer, { state: 'waiting' }),
    _count: { id: true },
  })
  return new Map(groups.map(({ connectionId, _count }) => [connectionId, _count.id]))
}

/** One reject with its bytes. @throws ForbiddenError as `listRejects`, NotFoundError for a foreign or missing one. */
export async function getReject(viewer: Viewer, id: string): Promise<RawReject> {
  const where = { ...whereOf(viewer, {}), id }
  const found = isUuid(id) ? await db().pushReject.findFirst({ where, select: WITH_RAW }) : null
  if (found === null) throw new NotFoundError()
  return found
}

/**
 * Rejects that fit with their bytes, in a fixed order, those after `after` only: for walking through all of them while
 * some of them change. @throws ForbiddenError as `listRejects`.
 */
export function readRejects(
  viewer: Viewer,
  filter: RejectFilter,
  { after, take }: { after: string | null; take: number },
): Promise<RawReject[]> {
  const where = whereOf(viewer, filter)
  return db().pushReject.findMany({
    where: after === null ? where : { AND: [where, { id: { gt: after } }] },
    select: WITH_RAW,
    orderBy: { id: 'asc' },
    take,
  })
}

/** Notes that these were stored by a replay. */
export async function markReplayed(viewer: Viewer, ids: readonly string[], at: Date): Promise<void> {
  await db().pushReject.updateMany({
    where: { ...whereOf(viewer, { state: 'waiting' }), id: { in: [...ids] } },
    data: { replayedAt: at },
  })
}

/** Notes why a reject could not be stored at another try. */
export async function noteRejectReason(
  viewer: Viewer,
  { id, reason, detail }: { id: string; reason: string; detail: string },
): Promise<void> {
  await db().pushReject.updateMany({
    where: { ...whereOf(viewer, { state: 'waiting' }), id },
    data: { reason, detail },
  })
}

const NEWEST_FIRST = [{ receivedAt: 'desc' as const }, { id: 'asc' as const }]

const COLUMNS = {
  id: true,
  connectionId: true,
  topic: true,
  reason: true,
  detail: true,
  imei: true,
  receivedAt: true,
  replayedAt: true,
} as const

const WITH_RAW = { ...COLUMNS, raw: true } as const

function whereOf({ tenantId, role }: Viewer, { reason, topic, state }: RejectFilter) {
  if (role !== 'owner') throw new ForbiddenError()
  return {
    tenantId,
    ...(reason === undefined ? {} : { reason }),
    ...(topic === undefined ? {} : { topic }),
    ...(state === undefined ? {} : { replayedAt: state === 'waiting' ? null : { not: null } }),
  }
}

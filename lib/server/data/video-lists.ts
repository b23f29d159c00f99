// Lists of recordings that cameras were asked for, a UTC day each, as people may see them: of devices in their scope. The
// vendor's list names no device, so that whose it is stands here alone.

import 'server-only'
import { VIDEO_LIST_STATES, type VideoListState } from '@/lib/domain/video'
import type { Viewer } from '../access'
import { db } from '../db'
import { storableJson } from '../sql'
import { isUuid } from './ids'
import { visibleDevices } from './scope'

export type ListRecord = {
  id: string
  deviceId: string
  connectionId: string
  channel: number
  day: string
  askedAt: Date
  state: VideoListState
  polls: number
  nextPollAt: Date
  readyAt: Date | null
  /** As services/video-recordings.ts wrote them. */
  recordings: unknown
  problem: unknown
}

/** Whose list it is: a device's channel and UTC day. */
export type ListKey = { deviceId: string; channel: number; day: string }

/** Notes an order for a list. The device must be the viewer's: ask `getDevice` before. */
export async function storeList(
  viewer: Viewer,
  list: ListKey & { id: string; connectionId: string; askedAt: Date; nextPollAt: Date },
): Promise<void> {
  const { tenantId, userId } = viewer
  await db().videoList.create({ data: { tenantId, ...list, askedById: userId, state: 'waiting' } })
}

/** The newest list of this kind that was asked for since a moment; null for none. */
export async function findList(viewer: Viewer, key: ListKey, sinceAt: Date): Promise<ListRecord | null> {
  const row = await db().videoList.findFirst({
    where: {
      tenantId: viewer.tenantId,
      ...key,
      askedAt: { gte: sinceAt },
      state: { in: ['waiting', 'ready'] },
      device: visibleDevices(viewer),
    },
    orderBy: { askedAt: 'desc' },
  })
  return row && toRecord(row)
}

/** Lists by their ids, those of foreign devices left out. */
export async function listLists(viewer: Viewer, ids: readonly string[]): Promise<ListRecord[]> {
  const rows = await db().videoList.findMany({
    where: { tenantId: viewer.tenantId, id: { in: ids.filter(isUuid) }, device: visibleDevices(viewer) },
    orderBy: { day: 'asc' },
  })
  return rows.map(toRecord)
}

/** Whether a recording of this name stands in a list that a channel of the device sent. */
export async function isListed(
  viewer: Viewer,
  { deviceId, channel, fileName }: { deviceId: string; channel: number; fileName: string },
): Promise<boolean> {
  const row = await db().videoList.findFirst({
    where: {
      tenantId: viewer.tenantId,
      deviceId,
      channel,
      state: 'ready',
      recordings: { array_contains: [{ fileName }] },
      device: visibleDevices(viewer),
    },
    select: { id: true },
  })
  return row !== null
}

/** Takes the right to ask the vendor for a list that waits. False when it is not time yet, or somebody else just asked. */
export async function takePoll(
  viewer: Viewer,
  listId: string,
  { nowAt, nextPollAt }: { nowAt: Date; nextPollAt: Date },
): Promise<boolean> {
  const { count } = await db().videoList.updateMany({
    where: {
      tenantId: viewer.tenantId,
      id: listId,
      state: 'waiting',
      nextPollAt: { lte: nowAt },
      device: visibleDevices(viewer),
    },
    data: { nextPollAt, polls: { increment: 1 } },
  })
  return count > 0
}

export type ListOutcome =
  | { state: 'ready'; recordings: unknown; at: Date }
  | { state: 'failed' | 'gave_up'; problem: unknown }

/** Notes what came of a list that waits. */
export async function settleList(viewer: Viewer, listId: string, outcome: ListOutcome): Promise<void> {
  const { state } = outcome
  const data =
    outcome.state === 'ready'
      ? { state, readyAt: outcome.at, recordings: JSON.parse(storableJson(outcome.recordings)) }
      : { state, ...(outcome.problem === null ? {} : { problem: JSON.parse(storableJson(outcome.problem)) }) }
  await db().videoList.updateMany({
    where: { tenantId: viewer.tenantId, id: listId, state: 'waiting', device: visibleDevices(viewer) },
    data,
  })
}

function toRecord({ state, ...row }: Omit<ListRecord, 'state'> & { state: string }): ListRecord {
  return { ...row, state: VIDEO_LIST_STATES.find((known) => known === state) ?? 'failed' }
}

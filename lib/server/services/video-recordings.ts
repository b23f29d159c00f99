// What lies on a camera's memory card: a list is ordered from the device, a UTC day at a time, and read when it has arrived, for
// which the vendor is asked once a second at most, however many people wait, and twenty times at most.

import 'server-only'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { MAX_RECORDINGS_SHOWN, type Recording, recordingSchema, type VideoList } from '@/lib/domain/api/video'
import { cameraOf, LIST_POLL_EVERY_MS, LIST_POLLS, utcDaysOf } from '@/lib/domain/video'
import type { MethodOutput } from '@/lib/jimi/contract'
import { JimiApiError } from '@/lib/jimi/errors'
import type { Viewer } from '../access'
import { appendAudit } from '../audit'
import { findList, type ListRecord, listLists, settleList, storeList, takePoll } from '../data/video-lists'
import { InvalidInputError, NotFoundError } from '../errors'
import { callConnection, callJimi } from '../jimi'
import { type Clock, systemClock } from '../live/clock'
import { cameraToWatch, viewingId } from './video-live'
import { storedProblem, videoProblemOf } from './video-problem'
import { assertMayWatch } from './video-rights'

const NOT_THERE_YET = 1207
/** A list of today grows; one of a past day does not. */
const TODAY_FRESH_MS = 120_000
const PAST_FRESH_MS = 3_600_000

export type ListWish = { deviceId: string; channel: number; fromAt: Date; toAt: Date; anew: boolean }

/**
 * Orders the lists of the UTC days that a span touches, where none of them is there or on its way already; answers their ids.
 * @throws as `cameraToWatch` and `callJimi`; InvalidInputError for a channel the camera does not have
 */
export async function askForLists(
  viewer: Viewer,
  { deviceId, channel, fromAt, toAt, anew }: ListWish,
  clock: Clock = systemClock,
): Promise<string[]> {
  const device = await cameraToWatch(viewer, deviceId)
  if (!cameraOf(device.model).channels.includes(channel))
    throw new InvalidInputError('There is no such channel.')
  const nowMs = clock.now()
  const today = new Date(nowMs).toISOString().slice(0, 10)
  const days = utcDaysOf(fromAt, toAt).filter((day) => day <= today)
  const ids: string[] = []
  for (const day of days) {
    const key = { deviceId, channel, day }
    const freshMs = anew ? 0 : day === today ? TODAY_FRESH_MS : PAST_FRESH_MS
    const known = await findList(viewer, key, new Date(nowMs - freshMs))
    if (known !== null) {
      ids.push(known.id)
      continue
    }
    const id = randomUUID()
    await callJimi(viewer, 'jimi.device.media.history.list.cmd', {
      imei: device.imei,
      channel,
      day,
      requestKey: requestKeyOf(id),
      viewingId: viewingId(),
    })
    const nextPollAt = new Date(nowMs + LIST_POLL_EVERY_MS)
    await storeList(viewer, {
      ...key,
      id,
      connectionId: device.connectionId,
      askedAt: new Date(nowMs),
      nextPollAt,
    })
    ids.push(id)
  }
  const detail = { channel, days }
  await appendAudit(viewer.tenantId, {
    actorId: viewer.userId,
    action: 'video.list',
    target: deviceId,
    detail,
  })
  return ids
}

/** How far lists are. One that waits is asked for at the vendor, when that is due. @throws ForbiddenError, NotFoundError */
export async function followLists(
  viewer: Viewer,
  ids: readonly string[],
  clock: Clock = systemClock,
): Promise<VideoList[]> {
  await assertMayWatch(viewer)
  const before = await listLists(viewer, ids)
  if (before.length !== ids.length) throw new NotFoundError()
  for (const list of before) if (list.state === 'waiting') await poll(viewer, list, clock)
  return (await listLists(viewer, ids)).map(toList)
}

async function poll(viewer: Viewer, list: ListRecord, clock: Clock): Promise<void> {
  const nowMs = clock.now()
  const times = { nowAt: new Date(nowMs), nextPollAt: new Date(nowMs + LIST_POLL_EVERY_MS) }
  if (!(await takePoll(viewer, list.id, times))) return
  const ref = { tenantId: viewer.tenantId, id: list.connectionId }
  try {
    const requestKey = requestKeyOf(list.id)
    const rows = await callConnection(ref, 'jimi.device.media.history.list.get', { requestKey })
    const recordings = rows.map(toRecording).slice(0, MAX_RECORDINGS_SHOWN)
    await settleList(viewer, list.id, { state: 'ready', recordings, at: new Date(clock.now()) })
  } catch (error) {
    const isWaiting = error instanceof JimiApiError && error.code === NOT_THERE_YET
    if (isWaiting && list.polls + 1 < LIST_POLLS) return
    const problem = videoProblemOf(error)
    if (problem === null) throw error
    await settleList(
      viewer,
      list.id,
      isWaiting ? { state: 'gave_up', problem: null } : { state: 'failed', problem },
    )
  }
}

/** As the vendor's example has it: a UUID without hyphens. */
function requestKeyOf(id: string): string {
  return id.replaceAll('-', '')
}

function toRecording(row: MethodOutput<'jimi.device.media.history.list.get'>[number]): Recording {
  return {
    beginAt: row.beginAt.toISOString(),
    endAt: row.endAt.toISOString(),
    fileName: row.fileName ?? null,
    sizeBytes: row.sizeBytes ?? null,
  }
}

const storedSchema = z.array(recordingSchema).max(MAX_RECORDINGS_SHOWN).catch([])

function toList({ id, day, state, polls, askedAt, problem, recordings }: ListRecord): VideoList {
  return {
    id,
    day,
    state,
    polls,
    askedAt: askedAt.toISOString(),
    problem: storedProblem(problem),
    recordings: storedSchema.parse(recordings ?? []),
  }
}

// Watching a camera: a stream is opened once at the vendor, however many watch it, and lives as long as one of them gives signs
// of life and its time lasts. Opening runs on after the answer, since a device may take a minute; players learn by their next
// sign of life how it stands. Closing is video-close.ts.

import 'server-only'
import { randomBytes } from 'node:crypto'
import type { VideoBeat, VideoStart, VideoStream } from '@/lib/domain/api/video'
import {
  cameraOf,
  DEFAULT_LIVE_LIMIT_S,
  hasCamera,
  LEASE_MS,
  LIVE_LIMITS_S,
  measuredRate,
} from '@/lib/domain/video'
import type { Viewer } from '../access'
import { appendAudit } from '../audit'
import { type DeviceWithState, getDevice } from '../data/devices'
import { findConnection } from '../data/system/connections'
import { noteOpened, noteOpenedLate, noteRefused, noteUnsure } from '../data/system/video-streams'
import { findLiveLimit, storeLiveLimit } from '../data/video-settings'
import * as data from '../data/video-streams'
import { inTransaction } from '../db'
import { ForbiddenError, InvalidInputError, NotFoundError } from '../errors'
import { callJimi } from '../jimi'
import { type Clock, systemClock } from '../live/clock'
import { log } from '../log'
import { closeDueStreams } from './video-close'
import { assertListed } from './video-names'
import { videoProblemOf } from './video-problem'
import { assertMayWatch, maySetLimit, mayWatch } from './video-rights'
import { bytesOf, describeStreams } from './video-streams'

/** What may be done with a device's camera, and what it took since `monthAt`. @throws NotFoundError */
export async function startVideo(
  viewer: Viewer,
  deviceId: string,
  { monthAt, clock = systemClock }: { monthAt: Date; clock?: Clock },
): Promise<VideoStart> {
  const device = await getDevice(viewer, deviceId)
  const nowAt = new Date(clock.now())
  const [connection, limitS, use, running] = await Promise.all([
    findConnection(viewer.tenantId, device.connectionId),
    findLiveLimit(viewer),
    data.listUse(viewer, deviceId, monthAt),
    data.listStreams(viewer, { deviceId }, nowAt),
  ])
  const { channels, family } = cameraOf(device.model)
  const { state } = device
  const heardMs = Math.max(state?.fixAt?.getTime() ?? 0, state?.heartbeatAt?.getTime() ?? 0)
  return {
    deviceId,
    name: device.name,
    plate: device.plate,
    model: device.model,
    hasCamera: hasCamera(device),
    isOnline: state?.online ?? false,
    heardAt: heardMs === 0 ? null : new Date(heardMs).toISOString(),
    channels,
    family,
    mayWatch: await mayWatch(viewer),
    maySetLimit: maySetLimit(viewer),
    hasStreams: connection?.profile === 'pro',
    limitS: limitS ?? DEFAULT_LIVE_LIMIT_S,
    monthBytes: use.reduce((sum, stream) => sum + bytesOf(stream, nowAt), 0),
    running: await describeStreams(viewer, running, nowAt),
  }
}

export type OpenedStream = {
  id: string
  channel: number
  /** Settles when the vendor has answered, well or badly; it never rejects. */
  settled: Promise<void>
}

/**
 * Joins the live streams of a device's channels, and opens those that do not run yet.
 * @throws ForbiddenError, NotFoundError, InvalidInputError for a channel the camera does not have
 */
export async function watchLive(
  viewer: Viewer,
  { deviceId, channels, viewerKey }: { deviceId: string; channels: readonly number[]; viewerKey: string },
  clock: Clock = systemClock,
): Promise<OpenedStream[]> {
  const device = await cameraToWatch(viewer, deviceId)
  const known = cameraOf(device.model).channels
  if (channels.some((channel) => !known.includes(channel)))
    throw new InvalidInputError('There is no such channel.')
  const opened: OpenedStream[] = []
  for (const channel of new Set(channels)) {
    const wanted = { kind: 'live' as const, channel, recording: null }
    opened.push(await joinStream(viewer, { device, viewerKey, wanted }, clock))
  }
  await noteWatched(viewer, 'video.watch', { deviceId, channels: [...channels] })
  return opened
}

/** Plays a recording of a device to one viewer. @throws as `watchLive` */
export async function watchRecording(
  viewer: Viewer,
  want: { deviceId: string; channel: number; viewerKey: string; recording: data.RecordingRef },
  clock: Clock = systemClock,
): Promise<OpenedStream> {
  const { deviceId, channel, viewerKey, recording } = want
  const device = await cameraToWatch(viewer, deviceId)
  if (!cameraOf(device.model).channels.includes(channel))
    throw new InvalidInputError('There is no such channel.')
  await assertListed(viewer, { deviceId, channel, fileName: recording.fileName })
  const wanted = { kind: 'playback' as const, channel, recording }
  const opened = await joinStream(viewer, { device, viewerKey, wanted }, clock)
  await noteWatched(viewer, 'video.playback', { deviceId, channel, beginAt: recording.beginAt })
  return opened
}

/** A device whose camera the viewer may watch. @throws ForbiddenError, NotFoundError, InvalidInputError without a camera */
export async function cameraToWatch(viewer: Viewer, deviceId: string): Promise<DeviceWithState> {
  await assertMayWatch(viewer)
  const device = await getDevice(viewer, deviceId)
  if (!hasCamera(device)) throw new InvalidInputError('This device has no camera.')
  return device
}

type Wanted = Pick<data.WantedStream, 'kind' | 'channel' | 'recording'>

async function joinStream(
  viewer: Viewer,
  { device, viewerKey, wanted }: { device: DeviceWithState; viewerKey: string; wanted: Wanted },
  clock: Clock,
): Promise<OpenedStream> {
  const nowMs = clock.now()
  const stream = { ...wanted, deviceId: device.id, connectionId: device.connectionId, viewingId: viewingId() }
  const join = { viewerKey, nowAt: new Date(nowMs), leaseUntil: new Date(nowMs + LEASE_MS) }
  const { id, isNew } = await data.joinOrMakeStream(viewer, stream, join)
  const settled = isNew ? openAtVendor(viewer, { id, imei: device.imei, stream }, clock) : Promise.resolve()
  return { id, channel: wanted.channel, settled }
}

async function openAtVendor(
  viewer: Viewer,
  { id, imei, stream }: { id: string; imei: string; stream: data.WantedStream },
  clock: Clock,
): Promise<void> {
  const key = { tenantId: viewer.tenantId, id }
  try {
    const address = await askForStream(viewer, imei, stream)
    const nowMs = clock.now()
    const limitS = (await findLiveLimit(viewer)) ?? DEFAULT_LIVE_LIMIT_S
    const times = { openedAt: new Date(nowMs), endsAt: new Date(nowMs + limitS * 1000) }
    if (!(await noteOpened(key, { address, ...times }))) await noteOpenedLate(key, times.openedAt)
  } catch (error) {
    await noteFailure(key, error, new Date(clock.now())).catch((failure: unknown) =>
      log.error({ err: failure }, 'a stream that failed could not be noted'),
    )
  }
}

function askForStream(viewer: Viewer, imei: string, stream: data.WantedStream): Promise<string> {
  const { channel, viewingId: viewing, recording } = stream
  const session = { imei, channel, viewingId: viewing }
  if (recording === null) return callJimi(viewer, 'jimi.device.media.live.stream', session)
  const { fileName, beginAt, endAt } = recording
  const what =
    fileName === null ? { beginAt: new Date(beginAt), endAt: new Date(endAt) } : { fileNames: [fileName] }
  return callJimi(viewer, 'jimi.device.media.history.stream', { ...session, ...what })
}

/** A refusal means that nothing runs; without an answer it may, so that it is closed to be sure. */
async function noteFailure(key: { tenantId: string; id: string }, error: unknown, at: Date): Promise<void> {
  const problem = videoProblemOf(error)
  if (problem === null) log.error({ err: error }, 'a stream could not be opened')
  const isSure = problem !== null && problem.kind !== 'no_answer' && problem.kind !== 'unreadable'
  const note = isSure ? noteRefused : noteUnsure
  await note(key, problem ?? { kind: 'no_answer', code: null, words: null }, at)
}

/** One sign of life for all players of a page, and how their streams stand. Those that are gone, or another's, are left out. */
export async function beat(
  viewer: Viewer,
  { viewerKey, streams }: VideoBeat,
  clock: Clock = systemClock,
): Promise<VideoStream[]> {
  const nowMs = clock.now()
  const streamIds = streams.map(({ id }) => id)
  if (!(await mayWatch(viewer))) {
    // The right was taken away while they watched.
    await leave(viewer, { viewerKey, streamIds }, clock)
    return []
  }
  const mine = await data.renewLeases(viewer, { viewerKey, streamIds }, new Date(nowMs + LEASE_MS))
  for (const report of streams) {
    const rate = measuredRate(report)
    if (rate !== null && mine.has(report.id)) await data.noteRate(viewer, report.id, rate)
  }
  // Of a stream that ended, the leases are gone, but those who watched it are still told how it ended.
  const rows = await data.listStreams(viewer, { ids: streamIds }, new Date(nowMs))
  const told = rows.filter(({ id, closedAt }) => mine.has(id) || closedAt !== null)
  return describeStreams(viewer, told, new Date(nowMs))
}

/** Takes players off their streams; one that nobody watches any more is closed at once. */
export async function leave(
  viewer: Viewer,
  which: { viewerKey: string; streamIds: readonly string[] },
  clock: Clock = systemClock,
): Promise<void> {
  await data.dropLeases(viewer, which)
  await closeDueStreams(clock, viewer.tenantId)
}

/** Lets a stream go on for another limit from now. @throws ForbiddenError, NotFoundError when it has ended */
export async function extend(viewer: Viewer, streamId: string, clock: Clock = systemClock): Promise<void> {
  await assertMayWatch(viewer)
  const limitS = (await findLiveLimit(viewer)) ?? DEFAULT_LIVE_LIMIT_S
  const isExtended = await data.extendStream(viewer, streamId, new Date(clock.now() + limitS * 1000))
  if (!isExtended) throw new NotFoundError()
}

/** Sets how long streams run. @throws ForbiddenError unless the viewer is an owner, InvalidInputError */
export async function setLiveLimit(viewer: Viewer, limitS: number): Promise<void> {
  if (!maySetLimit(viewer)) throw new ForbiddenError()
  if (!LIVE_LIMITS_S.some((known) => known === limitS)) throw new InvalidInputError()
  await inTransaction(async () => {
    await storeLiveLimit(viewer, limitS)
    await appendAudit(viewer.tenantId, { actorId: viewer.userId, action: 'video.limit', detail: { limitS } })
  })
}

async function noteWatched(
  viewer: Viewer,
  action: string,
  { deviceId, ...detail }: { deviceId: string; channels?: number[]; channel?: number; beginAt?: string },
): Promise<void> {
  const told = JSON.parse(JSON.stringify(detail))
  await appendAudit(viewer.tenantId, { actorId: viewer.userId, action, target: deviceId, detail: told })
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Fifteen letters and digits, as the vendor wants them. */
export function viewingId(): string {
  return Array.from(randomBytes(15), (byte) => ALPHABET[byte % ALPHABET.length]).join('')
}

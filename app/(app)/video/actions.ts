'use server'

import { z } from 'zod'
import type { VideoDone, VideoFailure } from '@/lib/domain/api/video'
import { answerVideo } from '@/lib/server/services/video-answer'
import { extend, setLiveLimit, watchLive, watchRecording } from '@/lib/server/services/video-live'
import { type LivePage, livePageOf } from '@/lib/server/services/video-page'
import { askForLists } from '@/lib/server/services/video-recordings'
import { requireViewer } from '@/lib/server/session'

export type Started = { kind: 'started'; streams: { id: string; channel: number }[] }

const channel = z.int().min(0).max(64)

const liveSchema = z.object({
  deviceId: z.uuid(),
  channels: z.array(channel).min(1).max(16),
  viewerKey: z.uuid(),
})

/** Begins to watch channels of a camera. Whether they run is learned by signs of life. */
export async function watchLiveAction(request: unknown): Promise<Started | VideoFailure> {
  return guarded(liveSchema, request, async (viewer, want) => started(await watchLive(viewer, want)))
}

const recordingSchema = z.object({
  deviceId: z.uuid(),
  channel,
  viewerKey: z.uuid(),
  recording: z.object({
    beginAt: z.iso.datetime(),
    endAt: z.iso.datetime(),
    fileName: z.string().max(200).nullable(),
  }),
})

/** Begins to play a recording of a camera. */
export async function watchRecordingAction(request: unknown): Promise<Started | VideoFailure> {
  return guarded(recordingSchema, request, async (viewer, want) =>
    started([await watchRecording(viewer, want)]),
  )
}

/** Lets a stream go on for another limit. */
export async function extendAction(request: unknown): Promise<VideoDone | VideoFailure> {
  return guarded(z.object({ streamId: z.uuid() }), request, async (viewer, { streamId }) => {
    await extend(viewer, streamId)
    return { kind: 'done' }
  })
}

/** Sets how long streams run, for the whole tenant. */
export async function setLimitAction(request: unknown): Promise<VideoDone | VideoFailure> {
  return guarded(z.object({ limitS: z.int() }), request, async (viewer, { limitS }) => {
    await setLiveLimit(viewer, limitS)
    return { kind: 'done' }
  })
}

const listsSchema = z.object({
  deviceId: z.uuid(),
  channel,
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  anew: z.boolean(),
})

/** Orders the lists of what a camera recorded within a day. */
export async function askListsAction(
  request: unknown,
): Promise<{ kind: 'asked'; ids: string[] } | VideoFailure> {
  return guarded(listsSchema, request, async (viewer, { from, to, ...want }) => {
    const ids = await askForLists(viewer, { ...want, fromAt: new Date(from), toAt: new Date(to) })
    return { kind: 'asked', ids }
  })
}

/** The address of the vendor's own live page. It is an action since looking is noted. */
export async function livePageAction(
  request: unknown,
): Promise<{ kind: 'page'; page: LivePage } | VideoFailure> {
  return guarded(z.object({ deviceId: z.uuid() }), request, async (viewer, { deviceId }) => ({
    kind: 'page',
    page: await livePageOf(viewer, deviceId),
  }))
}

function started(streams: readonly { id: string; channel: number }[]): Started {
  return { kind: 'started', streams: streams.map(({ id, channel: number }) => ({ id, channel: number })) }
}

type Viewer = Awaited<ReturnType<typeof requireViewer>>

async function guarded<S extends z.ZodType, Result>(
  schema: S,
  request: unknown,
  work: (viewer: Viewer, want: z.output<S>) => Promise<Result>,
): Promise<Result | VideoFailure> {
  const viewer = await requireViewer()
  const parsed = schema.safeParse(request)
  if (!parsed.success) return { kind: 'failed', why: 'invalid' }
  return answerVideo(() => work(viewer, parsed.data))
}

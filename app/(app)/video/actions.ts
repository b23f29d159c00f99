'use server'

import { z } from 'zod'
import type { VideoFailure } from '@/lib/domain/api/video'
import { CLIP_SECONDS, LENSES } from '@/lib/domain/video'
import { AppError, ForbiddenError, InvalidInputError, NotFoundError } from '@/lib/server/errors'
import { log } from '@/lib/server/log'
import { extend, setLiveLimit, watchLive, watchRecording } from '@/lib/server/services/video-live'
import { capture, requestUpload } from '@/lib/server/services/video-orders'
import { type LivePage, livePageOf } from '@/lib/server/services/video-page'
import { videoProblemOf } from '@/lib/server/services/video-problem'
import { askForLists } from '@/lib/server/services/video-recordings'
import { requireViewer } from '@/lib/server/session'

export type Started = { kind: 'started'; streams: { id: string; channel: number }[] }
export type Done = { kind: 'done' }

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
export async function extendAction(request: unknown): Promise<Done | VideoFailure> {
  return guarded(z.object({ streamId: z.uuid() }), request, async (viewer, { streamId }) => {
    await extend(viewer, streamId)
    return { kind: 'done' }
  })
}

/** Sets how long streams run, for the whole tenant. */
export async function setLimitAction(request: unknown): Promise<Done | VideoFailure> {
  return guarded(z.object({ limitS: z.int() }), request, async (viewer, { limitS }) => {
    await setLiveLimit(viewer, limitS)
    return { kind: 'done' }
  })
}

const captureSchema = z.object({
  deviceId: z.uuid(),
  kind: z.enum(['photo', 'clip']),
  lens: z.enum(LENSES),
  seconds: z.literal(CLIP_SECONDS).nullable(),
})

/** Has a camera take a photo or a clip now. */
export async function captureAction(request: unknown): Promise<Done | VideoFailure> {
  return guarded(captureSchema, request, async (viewer, want) => {
    await capture(viewer, want)
    return { kind: 'done' }
  })
}

const uploadSchema = z.object({
  deviceId: z.uuid(),
  channel,
  fileName: z.string().min(1).max(200).nullable(),
  beginAt: z.iso.datetime(),
})

/** Has a camera send a recording up to the vendor's store. */
export async function uploadAction(request: unknown): Promise<Done | VideoFailure> {
  return guarded(uploadSchema, request, async (viewer, { beginAt, ...want }) => {
    await requestUpload(viewer, { ...want, beginAt: new Date(beginAt) })
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
  try {
    return await work(viewer, parsed.data)
  } catch (error) {
    return failureOf(error)
  }
}

function failureOf(error: unknown): VideoFailure {
  const problem = videoProblemOf(error)
  if (problem !== null) return { kind: 'failed', why: 'vendor', problem }
  if (error instanceof ForbiddenError) return { kind: 'failed', why: 'forbidden' }
  if (error instanceof NotFoundError) return { kind: 'failed', why: 'gone' }
  if (error instanceof InvalidInputError) return { kind: 'failed', why: 'unsupported' }
  if (!(error instanceof AppError)) log.error({ err: error }, 'a question about video failed')
  return { kind: 'failed', why: 'other' }
}

// Milepost's own answers about cameras, as the browser reads them, and what it sends. Times are ISO 8601 UTC.

import { z } from 'zod'
import {
  CLIP_SECONDS,
  LENSES,
  VIDEO_ENDS,
  VIDEO_KINDS,
  VIDEO_LIST_STATES,
  VIDEO_ORDER_KINDS,
  VIDEO_ORDER_STATES,
  VIDEO_STATES,
} from '../video'

/** Streams one page may show at once. */
export const MAX_STREAMS_SHOWN = 16
/** Files of one month that are shown; the vendor may have more. */
export const MAX_FILES_SHOWN = 2_000
export const MAX_RECORDINGS_SHOWN = 3_000

/** What the vendor or the device said no with; `code` null where it did not answer at all. */
export const videoProblemSchema = z.object({
  kind: z.enum(['refused', 'no_answer', 'busy', 'setup', 'unreadable']),
  code: z.number().nullable(),
  /** The vendor's own words. */
  words: z.string().max(300).nullable(),
})
export type VideoProblem = z.infer<typeof videoProblemSchema>

/** Where a stream is, and how it is played; `blocked` when its host is not on the list. */
export const streamSourceSchema = z.union([
  z.object({ kind: z.enum(['flv', 'hls', 'file']), url: z.string() }),
  z.object({ kind: z.literal('blocked'), host: z.string() }),
  z.object({ kind: z.literal('unplayable'), scheme: z.string() }),
])
export type StreamSource = z.infer<typeof streamSourceSchema>

export const videoStreamSchema = z.object({
  id: z.uuid(),
  channel: z.number(),
  kind: z.enum(VIDEO_KINDS),
  state: z.enum(VIDEO_STATES),
  endReason: z.enum(VIDEO_ENDS).nullable(),
  source: streamSourceSchema.nullable(),
  problem: videoProblemSchema.nullable(),
  /** Until its time is over; null before it runs. */
  leftMs: z.number().nullable(),
  viewers: z.array(z.object({ name: z.string(), isYou: z.boolean() })).max(100),
  bytes: z.number(),
  /** Whether `bytes` rests on what players measured, or on a usual rate. */
  isMeasured: z.boolean(),
})
export type VideoStream = z.infer<typeof videoStreamSchema>

/** POST /api/video/beat: one sign of life for all players of a page. */
export const videoBeatSchema = z.strictObject({
  viewerKey: z.uuid(),
  streams: z
    .array(z.strictObject({ id: z.uuid(), bytes: z.number().min(0), playedMs: z.number().min(0) }))
    .max(MAX_STREAMS_SHOWN),
})
export type VideoBeat = z.infer<typeof videoBeatSchema>
/** Its answer. A stream that is not among them does not count this viewer any more. */
export const videoBeatAnswerSchema = z.object({ streams: z.array(videoStreamSchema).max(MAX_STREAMS_SHOWN) })
export type VideoBeatAnswer = z.infer<typeof videoBeatAnswerSchema>

/** POST /api/video/leave. */
export const videoLeaveSchema = z.strictObject({
  viewerKey: z.uuid(),
  streamIds: z.array(z.uuid()).max(MAX_STREAMS_SHOWN),
})

/** GET /api/video/devices/{id}: what may be done with its camera. */
export const videoStartSchema = z.object({
  deviceId: z.uuid(),
  name: z.string(),
  plate: z.string().nullable(),
  model: z.string().nullable(),
  hasCamera: z.boolean(),
  isOnline: z.boolean(),
  heardAt: z.iso.datetime().nullable(),
  channels: z.array(z.number()).max(MAX_STREAMS_SHOWN),
  family: z.enum(['files', 'spans']),
  /** What the viewer may do: watch live, take pictures, play recordings; and change the time limit. */
  mayWatch: z.boolean(),
  maySetLimit: z.boolean(),
  /** The vendor's older service knows the live page alone. */
  hasStreams: z.boolean(),
  limitS: z.number(),
  /** What its streams took since the month began. */
  monthBytes: z.number(),
  /** Streams that run now, whoever watches. */
  running: z.array(videoStreamSchema).max(MAX_STREAMS_SHOWN),
})
export type VideoStart = z.infer<typeof videoStartSchema>

const MAX_SPAN_MS = 40 * 86_400_000

/** Query of lists of files: a span of time. */
export const videoSpanSchema = z
  .object({ from: z.iso.datetime(), to: z.iso.datetime() })
  .refine(({ from, to }) => {
    const spanMs = Date.parse(to) - Date.parse(from)
    return spanMs > 0 && spanMs <= MAX_SPAN_MS
  }, 'is no span of 40 days at most')

const fileAddress = z.object({
  /** Null where the vendor gave none that may be gone to; then `blockedHost` says whose it is, if anybody's. */
  url: z.string().nullable(),
  thumbnailUrl: z.string().nullable(),
  blockedHost: z.string().nullable(),
})

export const videoFileSchema = fileAddress.extend({
  /** The same for the same file, as long as the vendor names it the same. */
  key: z.string(),
  media: z.enum(['photo', 'video']),
  lens: z.enum(LENSES).nullable(),
  channel: z.number().nullable(),
  at: z.iso.datetime().nullable(),
  sizeBytes: z.number().nullable(),
  /** The alarm it belongs to. */
  alarmAt: z.iso.datetime().nullable(),
})
export type VideoFile = z.infer<typeof videoFileSchema>

/** GET /api/video/devices/{id}/files?from&to: the newest first. */
export const videoFilesSchema = z.object({
  files: z.array(videoFileSchema).max(MAX_FILES_SHOWN),
  hasMore: z.boolean(),
})
export type VideoFiles = z.infer<typeof videoFilesSchema>

export const videoEventSchema = z.object({
  key: z.string(),
  code: z.string(),
  name: z.string(),
  severity: z.enum(['critical', 'warning', 'info']),
  at: z.iso.datetime().nullable(),
  lat: z.number().nullable(),
  lng: z.number().nullable(),
  files: z.array(videoFileSchema).max(100),
})
export type VideoEvent = z.infer<typeof videoEventSchema>

/** GET /api/video/devices/{id}/events?from&to: the newest first. */
export const videoEventsSchema = z.object({
  events: z.array(videoEventSchema).max(MAX_FILES_SHOWN),
  hasMore: z.boolean(),
})
export type VideoEvents = z.infer<typeof videoEventsSchema>

/** Something a camera was asked for. */
export const videoOrderSchema = z.object({
  id: z.uuid(),
  kind: z.enum(VIDEO_ORDER_KINDS),
  lens: z.enum(LENSES),
  seconds: z.number().nullable(),
  fileName: z.string().nullable(),
  momentAt: z.iso.datetime().nullable(),
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  state: z.enum(VIDEO_ORDER_STATES),
  arrivedAt: z.iso.datetime().nullable(),
  /** The file it brought, by its key. */
  fileKey: z.string().nullable(),
})
export type VideoOrder = z.infer<typeof videoOrderSchema>

/** GET /api/video/devices/{id}/orders: the newest first. */
export const videoOrdersSchema = z.object({ orders: z.array(videoOrderSchema).max(50) })
export type VideoOrders = z.infer<typeof videoOrdersSchema>

export const recordingSchema = z.object({
  beginAt: z.iso.datetime(),
  endAt: z.iso.datetime(),
  fileName: z.string().nullable(),
  sizeBytes: z.number().nullable(),
})
export type Recording = z.infer<typeof recordingSchema>

/** GET /api/video/lists?ids: how far the lists of a day are; asking asks the vendor when that is due. */
export const videoListSchema = z.object({
  id: z.uuid(),
  day: z.string(),
  state: z.enum(VIDEO_LIST_STATES),
  polls: z.number(),
  askedAt: z.iso.datetime(),
  problem: videoProblemSchema.nullable(),
  recordings: z.array(recordingSchema).max(MAX_RECORDINGS_SHOWN),
})
export type VideoList = z.infer<typeof videoListSchema>
export const videoListsSchema = z.object({ lists: z.array(videoListSchema).max(3) })
export type VideoLists = z.infer<typeof videoListsSchema>

/** POST /api/video/devices/{id}/orders: a photo or a clip now. */
export const videoCaptureSchema = z.object({
  kind: z.enum(['photo', 'clip']),
  lens: z.enum(LENSES),
  seconds: z.literal(CLIP_SECONDS).nullable(),
})
export type VideoCapture = z.infer<typeof videoCaptureSchema>

/** POST /api/video/devices/{id}/uploads: have a recording sent up to the vendor's store. */
export const videoUploadSchema = z.object({
  channel: z.int().min(0).max(64),
  fileName: z.string().min(1).max(200).nullable(),
  beginAt: z.iso.datetime(),
})
export type VideoUpload = z.infer<typeof videoUploadSchema>

/** What these answer, and actions alike. */
export type VideoDone = { kind: 'done' }

/** What an action could not do: with the vendor's word, or a key of the messages at `video.failures`. */
export type VideoFailure =
  | { kind: 'failed'; why: 'vendor'; problem: VideoProblem }
  | { kind: 'failed'; why: 'forbidden' | 'gone' | 'invalid' | 'unsupported' | 'other' }

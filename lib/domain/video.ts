// Rules of watching cameras: which channels a model has, how long viewers count, what watching costs in data. It knows no
// vendor words; the words it lists are those of our own tables and answers.

import { type CameraFamily, cameraFamilyOf, firstChannelOf } from './camera-family'
import type { DeviceKind } from './vehicle'

export const VIDEO_KINDS = ['live', 'playback'] as const
export type VideoKind = (typeof VIDEO_KINDS)[number]

/** `opening`: the device was asked. `failed`: it never ran. `closing`: the vendor is told to end it, until it has been. */
export const VIDEO_STATES = ['opening', 'open', 'closing', 'closed', 'failed'] as const
export type VideoState = (typeof VIDEO_STATES)[number]

/** Why a stream ended: nobody watched, its time was over, we lost it while it opened, or it never opened. */
export const VIDEO_ENDS = ['left', 'limit', 'lost', 'failed'] as const
export type VideoEnd = (typeof VIDEO_ENDS)[number]

export const VIDEO_ORDER_KINDS = ['photo', 'clip', 'upload'] as const
export type VideoOrderKind = (typeof VIDEO_ORDER_KINDS)[number]
export const VIDEO_ORDER_STATES = ['waiting', 'arrived', 'missing'] as const
export type VideoOrderState = (typeof VIDEO_ORDER_STATES)[number]
export const VIDEO_LIST_STATES = ['waiting', 'ready', 'failed', 'gave_up'] as const
export type VideoListState = (typeof VIDEO_LIST_STATES)[number]

/** The lenses that orders to a camera know; `both` only for clips. */
export const LENSES = ['front', 'inward', 'both'] as const
export type Lens = (typeof LENSES)[number]

/** How often a player gives a sign of life, and for how long one counts: two may get lost. */
export const BEAT_EVERY_MS = 5_000
export const BEAT_WHILE_OPENING_MS = 1_000
export const LEASE_MS = 16_000
/** A page nobody sees stops its streams after this. */
export const HIDDEN_LEAVES_AFTER_MS = 15_000
export const WARN_BEFORE_MS = 30_000
/** A device that was asked and has not answered by then is told to stop. */
export const OPENING_LOST_AFTER_MS = 90_000

/** How long people may watch before a stream ends, s. */
export const LIVE_LIMITS_S = [60, 120, 300, 600, 1800] as const
export const DEFAULT_LIVE_LIMIT_S = 300

/** What a stream takes until a player has measured it: 1 Mbit/s, the order of a dashcam's sub stream. */
export const ASSUMED_BYTES_PER_S = 125_000
/** More than this no camera sends; a report above it is none. */
const MAX_BYTES_PER_S = 2_500_000
const LEAST_MEASURED_MS = 3_000

/** Seconds of a clip that can be ordered. */
export const CLIP_SECONDS = [3, 5, 10] as const
/** The vendor wants its list asked for once a second, twenty times at most. */
export const LIST_POLLS = 20
export const LIST_POLL_EVERY_MS = 1_000
/** An order whose file has not come by then is told as missing. */
export const ORDER_MISSING_AFTER_MS = 10 * 60_000

/** How many channels the models have that the vendor's documents name; others are taken to have two. */
const CHANNELS_OF_MODEL: readonly (readonly [RegExp, number])[] = [
  [/^JC(200|261|400|181|182)/, 2],
  [/^JC371/, 3],
  [/^JC45[01]/, 4],
]
const USUAL_CHANNELS = 2

/** A camera's channels as the vendor numbers them, and how its recordings are named. */
export type Camera = { family: CameraFamily; channels: number[] }

/** Whether a device has a camera: by its kind, or by a model that is known to have one. */
export function hasCamera({ kind, model }: { kind: DeviceKind; model: string | null }): boolean {
  return kind === 'dashcam' || cameraFamilyOf(model ?? '') !== null
}

/** The camera of a model. One that no document places counts its channels from 1, as the newer protocols do. */
export function cameraOf(model: string | null): Camera {
  const name = (model ?? '').toUpperCase().replace(/^JM-?/, '')
  const family = cameraFamilyOf(model ?? '') ?? 'spans'
  const count = CHANNELS_OF_MODEL.find(([pattern]) => pattern.test(name))?.[1] ?? USUAL_CHANNELS
  const first = firstChannelOf(family)
  return { family, channels: Array.from({ length: count }, (_, index) => first + index) }
}

/** Which lens orders mean by a channel; null for channels beyond the two that orders know. */
export function lensOfChannel(camera: Camera, channel: number): 'front' | 'inward' | null {
  const at = camera.channels.indexOf(channel)
  if (at === 0) return 'front'
  return at === 1 ? 'inward' : null
}

/** Bytes a second from what a player received, null when that is too little to tell or cannot be. */
export function measuredRate({ bytes, playedMs }: { bytes: number; playedMs: number }): number | null {
  if (playedMs < LEAST_MEASURED_MS || bytes <= 0) return null
  const rate = (bytes * 1000) / playedMs
  return rate > MAX_BYTES_PER_S ? null : rate
}

/** What a stream took from `openedMs` to `untilMs`. */
export function streamBytes(
  { openedMs, untilMs }: { openedMs: number; untilMs: number },
  bytesPerS: number | null,
): number {
  return Math.round((Math.max(0, untilMs - openedMs) / 1000) * (bytesPerS ?? ASSUMED_BYTES_PER_S))
}

/** The UTC days that a span of time touches, in order, at most three: a camera lists its recordings by these. */
export function utcDaysOf(fromAt: Date, toAt: Date): string[] {
  const days: string[] = []
  const last = new Date(toAt.getTime() - 1)
  for (let ms = fromAt.getTime(); days.length < 3; ms += 86_400_000) {
    const day = new Date(Math.min(ms, last.getTime())).toISOString().slice(0, 10)
    if (!days.includes(day)) days.push(day)
    if (ms >= last.getTime()) break
  }
  return days
}

/** A size for people as number and unit, steps of 1000. */
export function sizeParts(bytes: number): { value: number; unit: 'kilobyte' | 'megabyte' | 'gigabyte' } {
  if (bytes >= 1e9) return { value: bytes / 1e9, unit: 'gigabyte' }
  return bytes >= 1e6 ? { value: bytes / 1e6, unit: 'megabyte' } : { value: bytes / 1e3, unit: 'kilobyte' }
}

// Addresses of photos and clips. A file's key says all that is needed to paint it, so nothing is stored.

import type { Scene } from './picture'

/** `camera` counts from 1; `atMs` is when it was made and, rounded to seconds, when it was stored. */
export type MediaFile = {
  imei: string
  camera: number
  kind: 'photo' | 'video'
  seconds: number
  atMs: number
  alarmAtMs: number | null
}

/** Where a file is fetched. */
export function mediaFileUrl(origin: string, file: MediaFile): string {
  const suffix = file.kind === 'photo' ? 'photo.png' : `${file.seconds}s.mp4`
  return `${origin}/media/normal/get?fileKey=${keyOf(file)}_${suffix}`
}

/** Where its small picture is fetched. */
export function thumbnailUrl(origin: string, file: MediaFile): string {
  return `${origin}/media/normal/get?fileKey=${keyOf(file)}_thumb.png`
}

function keyOf({ imei, camera, atMs }: MediaFile): string {
  const digits = new Date(atMs).toISOString().replace(/\D/g, '').slice(0, 14)
  return `${imei}_${digits}_${camera}`
}

/** What a key asks for. */
export type WantedFile = Scene & { form: 'photo' | 'thumbnail' | 'clip'; seconds: number }

const MAX_CLIP_S = 15

/** Reads a key; null for one that no address of ours carries. */
export function parseFileKey(key: string): WantedFile | null {
  const [, imei, digits, camera, what, length] =
    /^(\d{15})_(\d{14})_(\d)_(?:(photo|thumb)\.png|(\d{1,2})s\.mp4)$/.exec(key) ?? []
  if (imei === undefined || digits === undefined || camera === undefined) return null
  const [, year, month, day, hour, minute, second] = /^(....)(..)(..)(..)(..)(..)$/.exec(digits) ?? []
  const atMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  const seconds = Number(length ?? 0)
  if (Number.isNaN(atMs) || seconds > MAX_CLIP_S) return null
  const form = what === 'photo' ? 'photo' : what === 'thumb' ? 'thumbnail' : 'clip'
  return { imei, camera: Number(camera), atMs, form, seconds }
}

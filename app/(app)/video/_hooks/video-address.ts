import type { Route } from 'next'
import { isDayKey } from '@/lib/domain/time'

export const VIDEO_TABS = ['live', 'gallery', 'recordings', 'events'] as const
export type VideoTab = (typeof VIDEO_TABS)[number]
export const MEDIA_FILTERS = ['all', 'photo', 'video', 'event'] as const
export type MediaFilter = (typeof MEDIA_FILTERS)[number]
export const LENS_FILTERS = ['all', 'front', 'inward'] as const
export type LensFilter = (typeof LENS_FILTERS)[number]

/** What the page shows; all of it stands in the address, so that a link shows the same. */
export type VideoAddress = {
  deviceId: string | null
  tab: VideoTab
  /** As `2026-11`; null for the present one. */
  month: string | null
  /** A day of the gallery, or whose recordings are shown. */
  day: string | null
  media: MediaFilter
  lens: LensFilter
  channel: number | null
  /** The file that is shown large. */
  file: string | null
}

/** Reads an address; what cannot be right is left out, which ./video-address-faults.ts puts into words. */
export function parseVideoAddress(params: Pick<URLSearchParams, 'get'>): VideoAddress {
  const text = (name: string) => params.get(name) ?? ''
  const oneOf = <T extends string>(options: readonly [T, ...T[]], name: string): T =>
    options.find((option) => option === text(name)) ?? options[0]
  const channel = text('channel')
  return {
    deviceId: isUuid(text('device')) ? text('device') : null,
    tab: oneOf(VIDEO_TABS, 'tab'),
    month: isMonth(text('month')) ? text('month') : null,
    day: isDayKey(text('day')) ? text('day') : null,
    media: oneOf(MEDIA_FILTERS, 'media'),
    lens: oneOf(LENS_FILTERS, 'lens'),
    channel: isChannel(channel) ? Number(channel) : null,
    file: isFile(text('file')) ? text('file') : null,
  }
}

/** The address that shows this. */
export function videoAddress(address: VideoAddress): Route {
  const { deviceId, tab, month, day, media, lens, channel, file } = address
  const parts = [
    ['device', deviceId],
    ['tab', tab === 'live' ? null : tab],
    ['month', month],
    ['day', day],
    ['media', media === 'all' ? null : media],
    ['lens', lens === 'all' ? null : lens],
    ['channel', channel === null ? null : String(channel)],
    ['file', file],
  ].flatMap(([name, value]) => (value ? [`${name}=${value}`] : []))
  return parts.length === 0 ? '/video' : `/video?${parts.join('&')}`
}

/** Whether a text can be the id of a vehicle. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text)
}

/** Whether a text is a month, as `2026-11`. */
export function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text)
}

/** Whether a text is the number of a channel. */
export function isChannel(text: string): boolean {
  return /^\d{1,2}$/.test(text)
}

/** Whether a text can be the key of a file. */
export function isFile(text: string): boolean {
  return /^[\w-]{22}$/.test(text)
}

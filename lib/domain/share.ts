// Share links: what can be chosen for one, how it stands at a moment, and when somebody may expect a vehicle. Who may make
// one, and what a stranger gets to see, is decided on the server.

import type { LatLng } from './gcj02'
import { distanceBetweenM } from './geofence-geometry'

/** What a link may show beside the position and its age, each chosen by itself. */
export const SHARE_FIELDS = ['name', 'plate', 'driver', 'speed', 'eta', 'trail'] as const
export type ShareField = (typeof SHARE_FIELDS)[number]

/** Where positions are kept back: nowhere, inside the chosen fences, or everywhere else. */
export const SHARE_ZONE_MODES = ['none', 'hide_inside', 'hide_outside'] as const
export type ShareZoneMode = (typeof SHARE_ZONE_MODES)[number]

/** How a link stands. `void`: whoever made it may not share these vehicles any more. */
export const SHARE_STATES = ['waiting', 'active', 'paused', 'ended', 'revoked', 'void'] as const
export type ShareState = (typeof SHARE_STATES)[number]

/** How long a link may live. */
export const SHARE_MINUTES = { min: 15, max: 30 * 24 * 60 } as const
/** How far ahead a link may begin. */
export const SHARE_START_AHEAD_MS = 30 * 86_400_000
export const MAX_SHARE_VEHICLES = 50
export const MAX_SHARE_ZONES = 20
export const MAX_SHARE_VIEWERS = 1000
export const SHARE_PASSWORD_LENGTH = { min: 6, max: 128 } as const

/** 128 bits in base64url: 22 characters. */
const TOKEN = /^[A-Za-z0-9_-]{22}$/

/** Whether a text can be a token at all. */
export function isShareToken(text: string): boolean {
  return TOKEN.test(text)
}

/** What a link's state depends on, besides who made it. */
export type ShareTimes = {
  startsAt: Date
  endsAt: Date
  pausedAt: Date | null
  revokedAt: Date | null
}

/** How a link stands at `nowMs`, as long as its creator may share. An end is final, so it wins over a pause. */
export function shareState(
  { startsAt, endsAt, pausedAt, revokedAt }: ShareTimes,
  nowMs: number,
): Exclude<ShareState, 'void'> {
  if (revokedAt !== null) return 'revoked'
  if (endsAt.getTime() <= nowMs) return 'ended'
  if (pausedAt !== null) return 'paused'
  return startsAt.getTime() > nowMs ? 'waiting' : 'active'
}

/** Roads are longer than the straight line: about a third in most networks (circuity 1.2 to 1.4 in cities). */
export const DETOUR_FACTOR = 1.3
/** Slower than this on average it stands in traffic or at stops, and any estimate would be made up. */
export const LEAST_MEAN_KPH = 8
/** Nearer than this it has arrived. */
export const ARRIVED_WITHIN_M = 150
/** A guess about more than a day is none. */
const MOST_MINUTES = 24 * 60
/** A position older than this says little about when it arrives. */
export const ETA_FIX_AT_MOST_MS = 10 * 60_000

/**
 * About how many minutes are left: the straight distance with a detour, by the recent mean speed. 0 when it is there, null
 * when nothing honest can be said: it stands, its position is old, or the way is too long.
 */
export function minutesLeft(vehicle: {
  at: LatLng
  destination: LatLng
  meanSpeedKph: number | null
  isMoving: boolean
  fixAgeMs: number
}): number | null {
  const metres = distanceBetweenM(vehicle.at, vehicle.destination)
  if (vehicle.fixAgeMs > ETA_FIX_AT_MOST_MS) return null
  if (metres <= ARRIVED_WITHIN_M) return 0
  const { meanSpeedKph } = vehicle
  if (!vehicle.isMoving || meanSpeedKph === null || meanSpeedKph < LEAST_MEAN_KPH) return null
  const minutes = (((metres * DETOUR_FACTOR) / 1000) * 60) / meanSpeedKph
  return minutes > MOST_MINUTES ? null : roundedMinutes(minutes)
}

/** No finer than the guess itself: single minutes up to 10, fives up to an hour, quarters beyond. */
function roundedMinutes(minutes: number): number {
  const step = minutes <= 10 ? 1 : minutes <= 60 ? 5 : 15
  return Math.max(1, Math.round(minutes / step) * step)
}

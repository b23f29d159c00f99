// The door of a share link: from a token and a request to how its page stands for this visitor, and what it may show.

import { isShareToken } from '@/lib/domain/share'
import type { ShareFrame, SharePageState } from '@/lib/domain/share-view'
import { clientAddress } from '../client-address'
import { verifyPassword } from '../passwords'
import { hasPass, newViewerKey, viewerKeyOf } from './cookies'
import { findLinkByHash, type JudgedLink } from './links'
import { readMeanSpeeds, readStates } from './readings'
import { pageStateOf } from './room'
import { hasSeat, takeSeat } from './seats'
import { shareThrottle } from './throttle'
import { shareTokenHash } from './token'
import { sharedVehicle } from './view'

/** How a link stands for one visitor. `link` is there for everything but `gone` and `throttled`. */
export type Entry = {
  state: SharePageState
  link: JudgedLink | null
  /** Who has the place, for a link with a limit. */
  viewerKey: string | null
  retryAfterS?: number
}

/**
 * Finds the link of a token and says what its visitor may see. Unknown, revoked and void are all `gone`, and count as misses of
 * the network address they came from. Only misses are throttled: many people may be behind one address.
 */
export async function enterShare(token: string, headers: Headers, nowMs = Date.now()): Promise<Entry> {
  const link = isShareToken(token) ? await findLinkByHash(shareTokenHash(token), nowMs) : null
  const state = link === null ? 'gone' : pageStateOf(link, nowMs)
  if (link === null || state === 'gone') return missed(token, clientAddress(headers))
  if (state === 'ended') return { state, link, viewerKey: null }
  if (!hasPass(link, headers, nowMs)) return { state: 'password', link, viewerKey: null }
  if (state !== 'open' || link.viewerLimit === null) return { state, link, viewerKey: null }
  const viewerKey = viewerKeyOf(headers) ?? newViewerKey()
  return (await takeSeat(link, viewerKey))
    ? { state, link, viewerKey }
    : { state: 'full', link, viewerKey: null }
}

/** Whether a link is open for who has its page open already. Takes no place: a map asks this for every tile. */
export async function isOpenFor(token: string, headers: Headers, nowMs = Date.now()): Promise<boolean> {
  const link = isShareToken(token) ? await findLinkByHash(shareTokenHash(token), nowMs) : null
  if (link === null || pageStateOf(link, nowMs) !== 'open')
    return (await enterShare(token, headers, nowMs)).state === 'open'
  if (!hasPass(link, headers, nowMs)) return false
  const viewerKey = viewerKeyOf(headers)
  return link.viewerLimit === null || (viewerKey !== null && (await hasSeat(link, viewerKey)))
}

async function missed(token: string, address: string | null): Promise<Entry> {
  const nobody = { link: null, viewerKey: null }
  const waitS = await shareThrottle().missWaitS(address)
  if (waitS !== null) return { ...nobody, state: 'throttled', retryAfterS: waitS }
  await shareThrottle().countMiss(address, shareTokenHash(token))
  return { ...nobody, state: 'gone' }
}

/** What becomes of a password. */
export type PasswordVerdict =
  | { ok: true; link: JudgedLink }
  | { ok: false; status: 403 | 404 | 429; retryAfterS?: number }

/** Judges a password. Wrong ones are counted by link and network address, and too many from there have to wait, right or wrong. */
export async function provePassword(
  token: string,
  password: string,
  headers: Headers,
): Promise<PasswordVerdict> {
  const entry = await enterShare(token, headers)
  const { link } = entry
  if (entry.state === 'throttled') return { ok: false, status: 429, retryAfterS: entry.retryAfterS }
  if (link === null || entry.state === 'ended' || link.passwordHash === null)
    return { ok: false, status: 404 }
  const address = clientAddress(headers)
  const waitS = await shareThrottle().passwordWaitS(link.id, address)
  if (waitS !== null) return { ok: false, status: 429, retryAfterS: waitS }
  if (!(await verifyPassword(link.passwordHash, password))) return { ok: false, status: 403 }
  await shareThrottle().forgive(link.id, address)
  return { ok: true, link }
}

/** Everything an open link shows now, from storage. */
export async function readFrame(link: JudgedLink, nowMs: number): Promise<ShareFrame> {
  const [states, speeds] = await Promise.all([readStates(link), readMeanSpeeds(link, nowMs)])
  const vehicles = link.vehicles.map((vehicle) =>
    sharedVehicle(link, vehicle, {
      reading: states.get(vehicle.deviceId) ?? null,
      meanSpeedKph: speeds.get(vehicle.deviceId) ?? null,
      nowMs,
    }),
  )
  return { at: nowMs, vehicles }
}

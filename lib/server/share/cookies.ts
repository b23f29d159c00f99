// The two cookies of a share page: that its password was known, and which viewer this is. Both are bound to the one link,
// sent to its own address only, and say nothing by themselves.

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { sessionSecret } from '../secrets'
import type { JudgedLink } from './links'

const PASS_COOKIE = 'milepost_share_pass'
const VIEWER_COOKIE = 'milepost_share_viewer'
/** Then the password is asked for again. */
const PASS_MS = 12 * 3_600_000

/** A `set-cookie` value that stands for having known the link's password. */
export function passCookie(link: JudgedLink, at: { path: string; nowMs: number; isSecure: boolean }): string {
  const untilMs = Math.min(at.nowMs + PASS_MS, link.endsAt.getTime())
  const maxAgeS = Math.max(0, Math.floor((untilMs - at.nowMs) / 1000))
  return cookieText(PASS_COOKIE, `${untilMs}.${signatureOf(link, untilMs)}`, { ...at, maxAgeS })
}

/** Whether the request knows the password of the link as it is now. True for a link without one. */
export function hasPass(link: JudgedLink, headers: Headers, nowMs: number): boolean {
  if (link.passwordHash === null) return true
  const [until = '', signature = ''] = (cookieOf(headers, PASS_COOKIE) ?? '').split('.')
  if (!/^\d{1,15}$/.test(until) || Number(until) <= nowMs) return false
  const given = Buffer.from(signature)
  const wanted = Buffer.from(signatureOf(link, Number(until)))
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

/** Which viewer this is; null before there is one. */
export function viewerKeyOf(headers: Headers): string | null {
  const key = cookieOf(headers, VIEWER_COOKIE)
  return key !== null && /^[A-Za-z0-9_-]{22}$/.test(key) ? key : null
}

/** A name for a viewer who has none, by lot. */
export function newViewerKey(): string {
  return randomBytes(16).toString('base64url')
}

/** The `set-cookie` value of a viewer's name. */
export function viewerCookie(key: string, at: { path: string; isSecure: boolean }): string {
  return cookieText(VIEWER_COOKIE, key, { ...at, maxAgeS: PASS_MS / 1000 })
}

/** Another password, or the same set anew, makes another signature. */
function signatureOf({ tenantId, id, passwordHash }: JudgedLink, untilMs: number): string {
  const text = ['milepost share pass', tenantId, id, passwordHash ?? '', String(untilMs)].join('\n')
  return createHmac('sha256', sessionSecret()).update(text).digest('base64url')
}

/** Lax, so that a link that is tapped in a message finds it; nothing can be changed with it. */
function cookieText(
  name: string,
  value: string,
  { path, isSecure, maxAgeS }: { path: string; isSecure: boolean; maxAgeS: number },
): string {
  const secure = isSecure ? '; Secure' : ''
  return `${name}=${value}; Path=${path}; Max-Age=${maxAgeS}; HttpOnly; SameSite=Lax${secure}`
}

function cookieOf(headers: Headers, name: string): string | null {
  for (const pair of headers.get('cookie')?.split(';') ?? []) {
    const [key, ...value] = pair.trim().split('=')
    if (key === name) return value.join('=')
  }
  return null
}

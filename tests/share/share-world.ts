// A fleet with people who share it, links made through the service, and the answers a stranger gets.

import { randomUUID } from 'node:crypto'
import type { ShareDraft } from '@/lib/domain/api/share'
import type { ShareNow } from '@/lib/domain/share-view'
import type { Viewer } from '@/lib/server/access'
import { accountPath } from '@/lib/server/data/account-path'
import { upsertStatePatches } from '@/lib/server/data/system/device-states'
import { insertPositions } from '@/lib/server/data/system/positions'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { db } from '@/lib/server/db'
import { createShare } from '@/lib/server/services/shares'
import { stopShareDesk } from '@/lib/server/share/desk'
import { findLinkByHash, type JudgedLink } from '@/lib/server/share/links'
import { answerShareLive, answerShareNow, answerSharePage, answerShareTrail } from '@/lib/server/share/page'
import { shareTokenHash } from '@/lib/server/share/token'
import { forgetSingleton, singleton } from '@/lib/server/singleton'
import { account, device, fixAt, makePerson, makeTenant, patchAt } from '../db/fixtures'

/** What must never leave unless it was chosen. */
export const SECRETS = {
  imei: '860000000000777',
  name: 'Secret Name 7',
  plate: 'SEC-77-RET',
  driver: 'Doris Driver',
  account: 'Account acme',
}

export type ShareWorld = {
  tenantId: string
  dispatcher: Viewer
  deviceId: string
  otherId: string
}

/** `acme` has two vehicles, one of them known by all its secrets. */
export async function makeShareWorld(): Promise<ShareWorld> {
  const { tenantId, connectionId } = await makeTenant()
  const told = { name: SECRETS.name, plate: SECRETS.plate, driverName: SECRETS.driver }
  const imei = String(860_000_000_000_000 + Math.floor(Math.random() * 1e9))
  await syncRoster(tenantId, connectionId, {
    accounts: [account('acme'), account('other')],
    devices: [device(imei, 'acme', told), device(`${imei}1`, 'other')],
  })
  const rows = await db().device.findMany({ where: { tenantId }, orderBy: { imei: 'asc' } })
  const dispatcher = await makePerson({ tenantId, role: 'dispatcher', scopePath: accountPath(['acme']) })
  return { tenantId, dispatcher, deviceId: rows[0]?.id ?? '', otherId: rows[1]?.id ?? '' }
}

/** One vehicle for an hour from now, with nothing chosen. */
export function draft(deviceId: string, over: Partial<ShareDraft> = {}): ShareDraft {
  return {
    name: '',
    startsAt: null,
    durationMin: 60,
    vehicles: [{ deviceId, alias: '' }],
    fields: [],
    zone: { mode: 'none', fenceIds: [] },
    password: null,
    destination: null,
    viewerLimit: null,
    ...over,
  }
}

/** Makes a link and answers its token and id. */
export function share(world: ShareWorld, over: Partial<ShareDraft> = {}) {
  return createShare(world.dispatcher, draft(world.deviceId, over))
}

/** Has the vehicle say where it is, `agoMs` before now. */
export async function report(
  { tenantId, deviceId }: ShareWorld,
  over: Parameters<typeof fixAt>[1] = {},
  agoMs = 0,
): Promise<void> {
  const at = new Date(Date.now() - agoMs)
  const fix = fixAt(at.getTime(), over)
  await upsertStatePatches([{ ...patchAt(deviceId, at, { fix }), tenantId }])
  const { lat, lng, speedKph, headingDeg, satellites } = fix
  await insertPositions(tenantId, [
    {
      deviceId,
      fixAt: at,
      source: 'gps',
      lat,
      lng,
      speedKph,
      headingDeg,
      satellites,
      ignition: true,
      receivedAt: at,
    },
  ])
}

export type Ask = {
  cookie?: string
  language?: string
  signal?: AbortSignal
  host?: string
  method?: 'GET' | 'HEAD'
  /** The network address it comes from. */
  peer?: string
}

function requestOf(
  path: string,
  { cookie, language, signal, host = 'fleet.example', method, peer }: Ask,
): Request {
  const headers = new Headers({ host })
  if (peer !== undefined) headers.set('x-milepost-peer', `${singleton('peer-stamp-key', randomUUID)} ${peer}`)
  if (cookie !== undefined) headers.set('cookie', cookie)
  if (language !== undefined) headers.set('accept-language', language)
  return new Request(`http://fleet.example/s/${path}`, { headers, signal, method })
}

/** The page as a stranger gets it. */
export async function openPage(token: string, ask: Ask = {}) {
  const response = await answerSharePage(token, requestOf(token, ask))
  return { status: response.status, headers: response.headers, html: await response.text() }
}

/** What polling gets. */
export async function askNow(token: string, ask: Ask = {}) {
  const response = await answerShareNow(token, requestOf(`${token}/now`, ask))
  const text = await response.text()
  return { status: response.status, text, now: JSON.parse(text) as ShareNow }
}

export async function askTrail(token: string) {
  const response = await answerShareTrail(token, requestOf(`${token}/trail`, {}))
  return { status: response.status, text: await response.text() }
}

/** The stream of a page: everything that came so far as text, until `until` is in it or the stream ends. */
export async function openStream(token: string, ask: Ask = {}) {
  const leaving = new AbortController()
  const response = await answerShareLive(
    token,
    requestOf(`${token}/live`, { ...ask, signal: leaving.signal }),
  )
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  let isOver = reader === undefined
  const read = async () => {
    const part = await reader?.read()
    if (part === undefined || part.done) isOver = true
    else text += part.value
  }
  return {
    status: response.status,
    headers: response.headers,
    text: () => text,
    isOver: () => isOver,
    async until(wanted: string) {
      while (!text.includes(wanted) && !isOver) await read()
      return text
    },
    async end() {
      while (!isOver) await read()
      return text
    },
    leave: () => leaving.abort(),
  }
}

/** The `name=value` of a cookie that an answer sets. */
export function cookieOf(headers: Headers): string {
  return headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}

/** Every way in which bytes leave for the holder of a link. */
export async function everythingOf(token: string): Promise<string> {
  const page = await openPage(token)
  const stream = await openStream(token)
  await stream.until('event: snapshot')
  stream.leave()
  const { text } = await askNow(token)
  const trail = await askTrail(token)
  const heads = [page.headers, stream.headers].map((headers) => JSON.stringify([...headers])).join()
  return [page.html, stream.text(), text, trail.text, heads].join('\n')
}

/** Ends what a test has opened. */
export function closeShares(): void {
  stopShareDesk()
  forgetSingleton('share-throttle')
  forgetSingleton('share-trails')
}

/** An id of nobody. */
export const nobody = () => randomUUID()

/** The link of a token as its page judges it. */
export async function linkOf(token: string): Promise<JudgedLink> {
  const link = await findLinkByHash(shareTokenHash(token), Date.now())
  if (link === null) throw new Error('no link')
  return link
}

// Answers of a share link over HTTP: the page, its stream, what polling gets, its trails. Who may see what is gate.ts.

import { basemapOrigins, operatorBasemap } from '@/lib/domain/basemaps'
import type { SharePageConfig, SharePageState } from '@/lib/domain/share-view'
import { brandingForHost } from '../branding'
import { clientAddress } from '../client-address'
import { env } from '../env'
import { openLiveStream } from '../live/stream'
import { shareAssets } from './assets'
import { viewerCookie } from './cookies'
import { shareDesk, TooManyStreams } from './desk'
import { type Entry, enterShare, isOpenFor, readFrame } from './gate'
import { shareHeaders, sharePageHeaders } from './headers'
import { countView, type JudgedLink } from './links'
import { AWAY_RETRY_S, shareAwayHtml, sharePageHtml } from './page-html'
import { pageWords } from './page-words'
import { stateEvent } from './room'
import { trailsText } from './trails'

/** What each state of the page is answered with. A full or paused link is there, only not now. */
const STATUS: Readonly<Record<SharePageState, number>> = {
  open: 200,
  waiting: 200,
  paused: 200,
  password: 200,
  full: 200,
  ended: 410,
  gone: 404,
  throttled: 429,
}

/** GET /s/{token}: the page, with everything in it that can be read at once. */
export async function answerSharePage(token: string, request: Request): Promise<Response> {
  const nowMs = Date.now()
  const [entry, brand, assets] = await Promise.all([
    enterShare(token, request.headers, nowMs),
    // Never the look of the link's tenant: whose it is was not chosen to be told.
    brandingForHost(request.headers.get('host')),
    shareAssets(),
  ])
  const { link } = entry
  const nonce = crypto.randomUUID().replaceAll('-', '')
  const headers = sharePageHeaders(nonce, operatorOrigins())
  addCommon(headers, entry, { token, request })
  const words = pageWords(request.headers.get('accept-language'))
  const asset = (name: string) => `/share/${name}`
  const isOpen = link !== null && entry.state === 'open'
  if (isOpen && request.method === 'GET') await countView(link, new Date(nowMs))
  const config: SharePageConfig = {
    ...stateOf(entry, nowMs),
    base: `/s/${encodeURIComponent(token)}`,
    hasTrail: isOpen && link.fields.has('trail'),
    destination: isOpen ? link.destination : null,
    map: {
      script: asset(assets.map),
      style: asset(assets.mapStyle),
      worker: asset(assets.worker),
      streets: env().pmtilesPath === null ? null : `/s/${encodeURIComponent(token)}/streets`,
      styleUrl: env().mapStyleUrl,
    },
    frame: isOpen ? await readFrame(link, nowMs) : { at: nowMs, vehicles: [] },
    locale: words.locale,
    unitSystem: link?.unitSystem ?? 'metric',
    words: words.words,
  }
  const html = sharePageHtml({ config, words, nonce, assets, brand })
  return new Response(html, { status: STATUS[entry.state], headers })
}

/** The page when it could not be made, as while the database is away: with the host's look if that is still known. */
export async function answerShareAway(request: Request): Promise<Response> {
  const nonce = crypto.randomUUID().replaceAll('-', '')
  const words = pageWords(request.headers.get('accept-language'))
  const brand = await brandingForHost(request.headers.get('host'))
  const html = shareAwayHtml({ words, nonce, assets: await shareAssets(), brand })
  const headers = sharePageHeaders(nonce, [])
  headers.set('retry-after', String(AWAY_RETRY_S))
  return new Response(html, { status: 503, headers })
}

/** GET /s/{token}/now: the same for who has no stream. */
export async function answerShareNow(token: string, request: Request): Promise<Response> {
  const nowMs = Date.now()
  const entry = await enterShare(token, request.headers, nowMs)
  const { link, state } = entry
  const headers = shareHeaders({ 'content-type': 'application/json; charset=utf-8' })
  addCommon(headers, entry, { token, request })
  const frame = link !== null && state === 'open' ? { frame: await readFrame(link, nowMs) } : {}
  const body = JSON.stringify({ ...stateOf(entry, nowMs), ...frame })
  return new Response(body, { status: STATUS[state], headers })
}

/** GET /s/{token}/live: what changes, as events of lib/domain/share-view.ts. */
export async function answerShareLive(token: string, request: Request): Promise<Response> {
  const entry = await enterShare(token, request.headers)
  const { link, state, viewerKey } = entry
  if (link === null || !['open', 'waiting', 'paused'].includes(state)) {
    const status = state === 'password' || state === 'full' ? 403 : STATUS[state]
    return new Response(null, { status, headers: shareHeaders() })
  }
  const stream = await openStreamOf(link, { viewerKey, request })
  if (stream === null) {
    // The page asks by turns then, and tries again.
    return new Response(null, { status: 503, headers: shareHeaders({ 'retry-after': '30' }) })
  }
  const headers = shareHeaders({
    'content-type': 'text/event-stream; charset=utf-8',
    // no-transform keeps proxies from compressing, which would hold events back.
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  })
  addCommon(headers, entry, { token, request })
  return new Response(stream, { headers })
}

/** Null when there are too many already. */
async function openStreamOf(
  link: JudgedLink,
  { viewerKey, request }: { viewerKey: string | null; request: Request },
): Promise<ReadableStream<Uint8Array> | null> {
  const unused = { tenantId: link.tenantId, scopePath: '', sessionKey: '', lastEventId: null }
  const viewer = { viewerKey, address: clientAddress(request.headers) }
  try {
    return await openLiveStream(({ port }) => shareDesk().join(link, { port, ...viewer }), {
      ...unused,
      isStillAllowed: async () => true,
      signal: request.signal,
    })
  } catch (error) {
    if (error instanceof TooManyStreams) return null
    throw error
  }
}

/** GET /s/{token}/trail. */
export async function answerShareTrail(token: string, request: Request): Promise<Response> {
  const nowMs = Date.now()
  const { link, state } = await enterShare(token, request.headers, nowMs)
  if (link === null || state !== 'open')
    return new Response(null, {
      status: state === 'open' ? 404 : Math.max(403, STATUS[state]),
      headers: shareHeaders(),
    })
  const body = await trailsText(link, nowMs)
  const headers = shareHeaders({ 'content-type': 'application/json; charset=utf-8' })
  return new Response(body, { headers })
}

/** Whether the map of an open link may have street tiles. */
export async function mayHaveStreets(token: string, request: Request): Promise<boolean> {
  return isOpenFor(token, request.headers)
}

/** Where cookies of a link are sent, and whether only over TLS. */
export function cookiePlace(token: string, request: Request): { path: string; isSecure: boolean } {
  const forwarded = request.headers.get('x-forwarded-proto')?.split(',').at(-1)?.trim()
  const isSecure = env().publicUrl?.startsWith('https:') === true || forwarded === 'https'
  return { path: `/s/${encodeURIComponent(token)}`, isSecure }
}

function addCommon(
  headers: Headers,
  { viewerKey, retryAfterS }: Entry,
  { token, request }: { token: string; request: Request },
): void {
  if (viewerKey !== null) headers.append('set-cookie', viewerCookie(viewerKey, cookiePlace(token, request)))
  if (retryAfterS !== undefined) headers.set('retry-after', String(retryAfterS))
}

/** Who has no place, or not the password, learns no times either. */
function stateOf({ state, link }: { state: SharePageState; link: JudgedLink | null }, nowMs: number) {
  const isTold = link !== null && ['open', 'waiting', 'paused', 'ended'].includes(state)
  return isTold ? stateEvent(link, nowMs) : { state, at: nowMs }
}

function operatorOrigins(): string[] {
  const { mapStyleUrl, mapStyleName, pmtilesPath } = env()
  if (mapStyleUrl === null || pmtilesPath !== null) return []
  return basemapOrigins([operatorBasemap(mapStyleUrl, mapStyleName)])
}

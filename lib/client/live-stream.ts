// The wire between /api/live and the live store: one EventSource, kept alive through breaks, sleep and sign-out.
// It owns connection phases and retries; decoding belongs to live-store.ts.

import {
  ENDED_EVENT,
  FORMAT_EVENT,
  LIVE_EVENTS,
  LIVE_FORMAT,
  type LiveEventName,
} from '@/lib/domain/live-frame'
import type { WritableLiveStore } from './live-store'
import { onSignOutElsewhere } from './sign-out-signal'

/** What of an EventSource is used. */
export type LiveSource = {
  readonly readyState: number
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void
  close(): void
}

export type LiveStreamOptions = {
  /** @default '/api/live' */
  url?: string
  /** Test seams; the page's own by default. */
  createSource?: (url: string) => LiveSource
  fetch?: typeof fetch
  now?: () => number
  random?: () => number
  page?: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>
}

/** The server beats every 15 s, so silence this long means the line is dead although nobody said so. */
export const SILENCE_LIMIT_MS = 40_000
const WATCH_EVERY_MS = 5_000
const RETRY_MIN_MS = 1_000
const RETRY_MAX_MS = 30_000

/**
 * Feeds `store` from the stream until the returned function is called. Short breaks are resumed by the browser itself
 * (Last-Event-ID); a refused, silent or unreadable stream is replaced after 1 to 30 s with jitter. One of another
 * build's format is not read: the phase is `outdated` until a server of our own answers, which is asked for every half minute.
 * An ended session sets the phase `signed-out` and stops for good.
 */
export function connectLive(store: WritableLiveStore, options: LiveStreamOptions = {}): () => void {
  const { url = '/api/live', now = Date.now, random = Math.random, page = document } = options
  const createSource = options.createSource ?? ((address: string) => new EventSource(address))
  const ask = options.fetch ?? fetch
  let source: LiveSource | null = null
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  /** Frames since the last delta that could not be read: another build's server would send such for ever. */
  let unreadable = 0
  let lastEventId = ''
  let heardAtMs = now()
  let stopped = false

  function open() {
    clearTimeout(retryTimer)
    source?.close()
    heardAtMs = now()
    const opened = createSource(withLastEventId(url, lastEventId))
    source = opened
    for (const name of LIVE_EVENTS) {
      opened.addEventListener(name, (event) => source === opened && receive(name, event))
    }
    opened.addEventListener(FORMAT_EVENT, (event) => source === opened && meet(event))
    // The browser tries again by itself, with whatever rights are left; whether any are is asked at once.
    opened.addEventListener(ENDED_EVENT, () => source === opened && void endIfSignedOut())
    opened.addEventListener('error', () => source === opened && onError(opened))
  }

  function receive(name: LiveEventName, event: MessageEvent<string>) {
    heardAtMs = now()
    try {
      store.apply(name, event.data)
    } catch {
      // What we hold may no longer match the server's slots, so resuming would be wrong: start from a snapshot.
      lastEventId = ''
      unreadable += 1
      retryLater()
      return
    }
    if (event.lastEventId) lastEventId = event.lastEventId
    failures = 0
    if (name === 'delta') unreadable = 0
    store.setPhase('live')
  }

  /** The first event of a stream. */
  function meet({ data }: MessageEvent<string>) {
    heardAtMs = now()
    if (isOurFormat(data)) return
    lastEventId = ''
    store.setPhase('outdated')
    retryAfter(RETRY_MAX_MS)
  }

  function onError(broken: LiveSource) {
    if (store.phase === 'live') store.setPhase('reconnecting')
    // CONNECTING means the browser resumes by itself; CLOSED means the server answered something else than a stream.
    if (broken.readyState !== CLOSED) return
    retryLater()
    void endIfSignedOut()
  }

  async function endIfSignedOut() {
    const abort = new AbortController()
    const response = await ask(url, { redirect: 'manual', cache: 'no-store', signal: abort.signal }).catch(
      () => null,
    )
    abort.abort()
    const signedOut = response?.status === 401 || response?.type === 'opaqueredirect'
    if (!signedOut || stopped) return
    stop()
    store.setPhase('signed-out')
  }

  function retryLater() {
    if (store.phase === 'live') store.setPhase('reconnecting')
    retryAfter(Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** Math.max(failures, unreadable - 1)))
    failures += 1
  }

  function retryAfter(ceilingMs: number) {
    source?.close()
    source = null
    clearTimeout(retryTimer)
    retryTimer = setTimeout(open, ceilingMs * (0.5 + random() / 2))
  }

  /** Also runs when the page becomes visible: timers sleep with the laptop, and the old line is then usually dead. */
  function watch() {
    if (now() - heardAtMs < SILENCE_LIMIT_MS || source === null) return
    if (store.phase === 'live') store.setPhase('reconnecting')
    open()
  }

  function onVisible() {
    if (page.visibilityState !== 'visible') return
    if (source === null) open()
    else watch()
  }

  function stop() {
    stopped = true
    source?.close()
    source = null
    clearTimeout(retryTimer)
    clearInterval(watchTimer)
    unsubscribe()
    page.removeEventListener('visibilitychange', onVisible)
  }

  const watchTimer = setInterval(watch, WATCH_EVERY_MS)
  const unsubscribe = onSignOutElsewhere(() => void endIfSignedOut())
  page.addEventListener('visibilitychange', onVisible)
  open()
  return stop
}

/** EventSource.CLOSED, spelled out so that no global is needed. */
const CLOSED = 2

/** Whoever says nothing we understand of its format may still send frames that we can read. */
function isOurFormat(data: string): boolean {
  try {
    const { format } = JSON.parse(data)
    return typeof format !== 'number' || format === LIVE_FORMAT
  } catch {
    return true
  }
}

/** A new EventSource cannot send the Last-Event-ID header, so the server also reads it from the address. */
function withLastEventId(url: string, lastEventId: string): string {
  if (lastEventId === '') return url
  return `${url}${url.includes('?') ? '&' : '?'}lastEventId=${encodeURIComponent(lastEventId)}`
}

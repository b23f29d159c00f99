// Plays a stream in a video element. The libraries for FLV and HLS are fetched when a stream of theirs is played, and on no
// other page. It owns no pixels and no words: what it shows and says is the business of whoever has the element.

import type { StreamSource } from '@/lib/domain/api/video'

export type PlayProblem = 'network' | 'media' | 'unsupported'

export type PlayEvents = {
  onEnded: () => void
  onProblem: (problem: PlayProblem) => void
}

/** A stream that plays, and what it has brought so far. */
export type Playing = {
  meter: () => { bytes: number; playedMs: number }
  stop: () => void
}

type Playable = Extract<StreamSource, { url: string }>

export type PlayOptions = {
  events: PlayEvents
  isLive: boolean
  /** Aborted before the library has come: then nothing touches the element any more. */
  signal: AbortSignal
}

/** Begins to play; muted, or browsers would not let it. What fails later is told by `events`, once. */
export async function playStream(
  video: HTMLVideoElement,
  source: Playable,
  { events, isLive, signal }: PlayOptions,
): Promise<Playing> {
  const tell = once(events)
  if (source.kind === 'flv') return playFlv(video, source.url, { events: tell, isLive, signal })
  if (source.kind === 'hls' && video.canPlayType(HLS_TYPE) !== 'probably')
    return playHls(video, source.url, { events: tell, isLive, signal })
  return playNative(video, source.url, tell)
}

/** Whether a page would be kept from a stream since it came by TLS and the stream does not. */
export function isMixed(url: string, pageProtocol: string): boolean {
  return pageProtocol === 'https:' && /^(http|ws):/i.test(url)
}

const HLS_TYPE = 'application/vnd.apple.mpegurl'
const REPORT_EVERY_MS = 500

async function playFlv(
  video: HTMLVideoElement,
  url: string,
  { events, isLive, signal }: PlayOptions,
): Promise<Playing> {
  const { default: mpegts } = await import('mpegts.js')
  if (signal.aborted) return NOTHING
  if (!mpegts.isSupported()) {
    events.onProblem('unsupported')
    return NOTHING
  }
  mpegts.LoggingControl.enableAll = false
  const player = mpegts.createPlayer(
    { type: 'flv', isLive, url, cors: true, withCredentials: false },
    {
      enableStashBuffer: !isLive,
      liveBufferLatencyChasing: isLive,
      lazyLoad: false,
      autoCleanupSourceBuffer: true,
      statisticsInfoReportInterval: REPORT_EVERY_MS,
    },
  )
  const meter = startMeter()
  player.on(mpegts.Events.STATISTICS_INFO, ({ speed }: { speed?: number }) => {
    if (typeof speed === 'number' && Number.isFinite(speed))
      meter.add((speed * 1024 * REPORT_EVERY_MS) / 1000)
  })
  player.on(mpegts.Events.ERROR, (kind: string) =>
    events.onProblem(kind === mpegts.ErrorTypes.NETWORK_ERROR ? 'network' : 'media'),
  )
  player.on(mpegts.Events.LOADING_COMPLETE, events.onEnded)
  player.attachMediaElement(video)
  player.load()
  void Promise.resolve(player.play()).catch(() => undefined)
  return { meter: meter.read, stop: () => player.destroy() }
}

async function playHls(
  video: HTMLVideoElement,
  url: string,
  { events, signal }: PlayOptions,
): Promise<Playing> {
  const { default: Hls } = await import('hls.js')
  if (signal.aborted) return NOTHING
  if (!Hls.isSupported()) return playNative(video, url, events)
  const hls = new Hls({ enableWorker: false, lowLatencyMode: true })
  const meter = startMeter()
  hls.on(Hls.Events.FRAG_LOADED, (_, { frag }) => meter.add(frag.stats.total))
  hls.on(Hls.Events.ERROR, (_, { fatal, type }) => {
    if (fatal) events.onProblem(type === Hls.ErrorTypes.NETWORK_ERROR ? 'network' : 'media')
  })
  hls.loadSource(url)
  hls.attachMedia(video)
  void video.play().catch(() => undefined)
  return { meter: meter.read, stop: () => hls.destroy() }
}

function playNative(video: HTMLVideoElement, url: string, events: PlayEvents): Playing {
  const onError = () => events.onProblem(video.error?.code === 2 ? 'network' : 'media')
  video.addEventListener('error', onError)
  video.addEventListener('ended', events.onEnded)
  video.src = url
  void video.play().catch(() => undefined)
  const stop = () => {
    video.removeEventListener('error', onError)
    video.removeEventListener('ended', events.onEnded)
    video.removeAttribute('src')
    video.load()
  }
  return { meter: () => ({ bytes: 0, playedMs: 0 }), stop }
}

const NOTHING: Playing = { meter: () => ({ bytes: 0, playedMs: 0 }), stop: () => undefined }

function startMeter() {
  const startMs = performance.now()
  let bytes = 0
  return {
    add: (count: number) => {
      bytes += count
    },
    read: () => ({ bytes: Math.round(bytes), playedMs: Math.round(performance.now() - startMs) }),
  }
}

function once({ onEnded, onProblem }: PlayEvents): PlayEvents {
  let isTold = false
  const first = (tell: () => void) => {
    if (!isTold) tell()
    isTold = true
  }
  return { onEnded: () => first(onEnded), onProblem: (problem) => first(() => onProblem(problem)) }
}

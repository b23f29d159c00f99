// The streams a page watches: begun by it, kept by signs of life, and left when it goes. It knows how each stands; playing them
// is player.ts. One page has one, and nothing of it is shared with other pages: each counts as a viewer of its own.

import type { VideoBeat, VideoBeatAnswer, VideoFailure, VideoStream } from '@/lib/domain/api/video'
import { BEAT_EVERY_MS, BEAT_WHILE_OPENING_MS } from '@/lib/domain/video'

/** How a channel stands on this page. `paused`: left because nobody saw the page. */
export type Watched = {
  channel: number
  phase: 'asking' | 'watching' | 'ended' | 'failed' | 'paused'
  stream: VideoStream | null
  failure: VideoFailure | null
  /** When its time is over, on the clock of `performance.now`; null before it runs. */
  endsAtMs: number | null
}

export type Starter = (
  channels: number[],
  viewerKey: string,
) => Promise<{ kind: 'started'; streams: { id: string; channel: number }[] } | VideoFailure>

export type WatchDoor = {
  beat: (body: VideoBeat) => Promise<VideoBeatAnswer>
  leave: (viewerKey: string, streamIds: readonly string[]) => void
  now: () => number
}

type Meter = () => { bytes: number; playedMs: number }
/** `viewerKey` is another for each beginning: who leaves and begins again at once must not be taken off what was begun. */
type Entry = Watched & { id: string | null; meter: Meter | null; turn: number; viewerKey: string }

const NO_DATA = { bytes: 0, playedMs: 0 }

export class WatchSession {
  private readonly entries = new Map<number, Entry>()
  private readonly listeners = new Set<() => void>()
  private shown: readonly Watched[] = []
  private timer: ReturnType<typeof setTimeout> | null = null
  private turns = 0

  constructor(private readonly door: WatchDoor) {}

  /** How each channel that was begun stands; the same object until something changes. */
  readonly read = (): readonly Watched[] => this.shown

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Begins to watch channels; those that are watched already stay as they are. */
  async begin(channels: readonly number[], start: Starter): Promise<void> {
    const wanted = channels.filter((channel) => !isRunning(this.entries.get(channel)))
    if (wanted.length === 0) return
    this.turns += 1
    const turn = this.turns
    const viewerKey = crypto.randomUUID()
    for (const channel of wanted) this.entries.set(channel, newEntry(channel, { turn, viewerKey }))
    this.tell()
    const answer = await start(wanted, viewerKey).catch((): VideoFailure => OTHER_FAILURE)
    for (const channel of wanted) {
      const entry = this.entries.get(channel)
      const id =
        answer.kind === 'started' ? answer.streams.find((one) => one.channel === channel)?.id : undefined
      // Stopped before the answer came: whoever asked is not there any more.
      if (entry?.turn !== turn || entry.phase !== 'asking') {
        if (id !== undefined) this.door.leave(viewerKey, [id])
      } else if (answer.kind === 'failed') Object.assign(entry, { phase: 'failed', failure: answer })
      else Object.assign(entry, { phase: id === undefined ? 'ended' : 'watching', id: id ?? null })
    }
    this.tell()
    this.beatIn(0)
  }

  /** Leaves channels, all of them when none is named. What ended by itself stays told. */
  stop(channels: readonly number[] = [...this.entries.keys()]): void {
    const left = channels.flatMap((channel) => this.entries.get(channel) ?? [])
    for (const channel of channels) this.entries.delete(channel)
    this.leave(left)
    this.tell()
  }

  /** Leaves all streams that run, to be taken up again by whoever comes back. */
  pause(): void {
    const running = [...this.entries.values()].filter(isRunning)
    this.leave(running)
    for (const entry of running)
      Object.assign(entry, { phase: 'paused', id: null, meter: null, stream: null })
    if (running.length > 0) this.tell()
  }

  /** Says by what the data of a channel is measured. */
  measure(channel: number, meter: Meter | null): void {
    const entry = this.entries.get(channel)
    if (entry) entry.meter = meter
  }

  /** Asks at once how the streams stand. */
  refresh(): void {
    this.beatIn(0)
  }

  private leave(entries: readonly Entry[]): void {
    for (const [viewerKey, some] of byViewerKey(entries)) {
      const ids = some.flatMap(({ id }) => id ?? [])
      if (ids.length > 0) this.door.leave(viewerKey, ids)
    }
  }

  private beatIn(ms: number): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.beat(), ms)
  }

  private async beat(): Promise<void> {
    const beating = [...this.entries.values()].filter(
      (entry) => entry.phase === 'watching' && entry.id !== null,
    )
    if (beating.length === 0) return
    await Promise.all(
      [...byViewerKey(beating)].map(([viewerKey, entries]) => this.beatFor(viewerKey, entries)),
    )
    const isOpening = [...this.entries.values()].some(
      ({ phase, stream }) => phase === 'watching' && isOnItsWay(stream),
    )
    this.beatIn(isOpening ? BEAT_WHILE_OPENING_MS : BEAT_EVERY_MS)
  }

  private async beatFor(viewerKey: string, entries: readonly Entry[]): Promise<void> {
    const streams = entries.flatMap(({ id, meter }) =>
      id === null ? [] : [{ id, ...(meter?.() ?? NO_DATA) }],
    )
    try {
      const answer = await this.door.beat({ viewerKey, streams })
      for (const entry of entries) this.learn(entry, answer.streams.find(({ id }) => id === entry.id) ?? null)
      this.tell()
    } catch {
      // The next one may get through; until then the lease lasts.
    }
  }

  private learn(entry: Entry, stream: VideoStream | null): void {
    if (this.entries.get(entry.channel) !== entry || entry.phase !== 'watching') return
    entry.stream = stream ?? entry.stream
    entry.endsAtMs = stream?.leftMs == null ? null : this.door.now() + stream.leftMs
    if (stream === null || !['opening', 'open'].includes(stream.state)) {
      const isRefused = stream?.problem != null
      Object.assign(entry, { phase: isRefused ? 'failed' : 'ended', id: null, meter: null })
    }
  }

  private tell(): void {
    this.shown = [...this.entries.values()].map(({ channel, phase, stream, failure, endsAtMs }) => ({
      channel,
      phase,
      stream,
      failure,
      endsAtMs,
    }))
    for (const listener of this.listeners) listener()
  }
}

const OTHER_FAILURE: VideoFailure = { kind: 'failed', why: 'other' }

function newEntry(channel: number, { turn, viewerKey }: Pick<Entry, 'turn' | 'viewerKey'>): Entry {
  return {
    channel,
    phase: 'asking',
    stream: null,
    failure: null,
    endsAtMs: null,
    id: null,
    meter: null,
    turn,
    viewerKey,
  }
}

function byViewerKey(entries: readonly Entry[]): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>()
  for (const entry of entries) groups.set(entry.viewerKey, [...(groups.get(entry.viewerKey) ?? []), entry])
  return groups
}

function isRunning(entry: Entry | undefined): boolean {
  return entry?.phase === 'asking' || entry?.phase === 'watching'
}

function isOnItsWay(stream: VideoStream | null): boolean {
  return stream === null || stream.state === 'opening'
}

// What cameras were asked for: shots that appear after a while, video lists, and streams that run.
// Files themselves are painted when they are fetched, see lib/sandbox/media/.

import { randomBytes } from 'node:crypto'

/** A shot ordered by a command; it exists from `atMs` on. `camera` counts from 1 as in commands. */
export type Shot = { imei: string; camera: number; kind: 'photo' | 'video'; seconds: number; atMs: number }

/** A list of one day that a device was asked for. */
export type VideoList = { imei: string; channel: number; dayMs: number; readyAtMs: number }

/** One viewing session. `secret` is part of its address. */
export type Stream = {
  imei: string
  channel: number
  appId: string
  kind: 'live' | 'history'
  secret: string
  /** For history, where the recording begins. */
  fromMs: number | null
  toMs: number | null
}

export type MediaBook = {
  addShot(shot: Shot): void
  listShots(imei: string): readonly Shot[]
  addVideoList(instructionId: string, list: VideoList): void
  findVideoList(instructionId: string): VideoList | null
  /** Lists with their instruction ids, oldest first. */
  listVideoLists(): [string, VideoList][]
  openStream(stream: Omit<Stream, 'secret'>): Stream
  findStream(secret: string): Stream | null
  /** Ends the sessions that match; closing what is closed does nothing. */
  closeStreams(match: Pick<Stream, 'imei' | 'channel' | 'kind' | 'appId'>): void
  /** The number of the next camera command, from 1. */
  nextSequence(): number
  listAllShots(): Shot[]
  listStreams(): Stream[]
  countVideoLists(): number
  reset(): void
}

const KEPT_SHOTS_PER_DEVICE = 500
const KEPT_ENTRIES = 2000

/** Nothing was asked for. The oldest entries go when there are too many. */
export function createMediaBook(): MediaBook {
  const shots = new Map<string, Shot[]>()
  const lists = new Map<string, VideoList>()
  const streams = new Map<string, Stream>()
  let sequence = 0
  return {
    addShot(shot) {
      keepNewest(shots, shot.imei, [...(shots.get(shot.imei) ?? []), shot].slice(-KEPT_SHOTS_PER_DEVICE))
    },
    listShots: (imei) => shots.get(imei) ?? [],
    addVideoList: (instructionId, list) => keepNewest(lists, instructionId, list),
    listVideoLists: () => [...lists],
    findVideoList: (instructionId) => lists.get(instructionId) ?? null,
    openStream(wanted) {
      const stream = { ...wanted, secret: randomBytes(8).toString('hex') }
      keepNewest(streams, stream.secret, stream)
      return stream
    },
    findStream: (secret) => streams.get(secret) ?? null,
    closeStreams(match) {
      for (const [secret, stream] of streams) {
        if (
          stream.imei === match.imei &&
          stream.channel === match.channel &&
          stream.kind === match.kind &&
          stream.appId === match.appId
        )
          streams.delete(secret)
      }
    },
    nextSequence() {
      sequence += 1
      return sequence
    },
    listAllShots: () => [...shots.values()].flat(),
    listStreams: () => [...streams.values()],
    countVideoLists: () => lists.size,
    reset() {
      shots.clear()
      lists.clear()
      streams.clear()
      sequence = 0
    },
  }
}

function keepNewest<T>(entries: Map<string, T>, key: string, value: T): void {
  entries.delete(key)
  entries.set(key, value)
  const [oldest] = entries.keys()
  if (entries.size > KEPT_ENTRIES && oldest !== undefined) entries.delete(oldest)
}

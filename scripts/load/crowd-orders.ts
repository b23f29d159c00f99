// What the crowd of the live benchmark is told and what it answers: the words between two processes.

import type { DelaySummary } from './delay-histogram'
import type { LiveFleet, Seat } from './live-world'

/** Orders, each answered once when it is done. */
export type CrowdOrder =
  /** Positions of these fleets are posted to this server from now on; nowhere when null. */
  | { kind: 'push'; url: string | null; fleets: readonly LiveFleet[] }
  /** Opens one stream a seat, so many a second; answers when all have had their first bytes. */
  | { kind: 'open'; url: string; seats: readonly Seat[]; perSecond: number; isNaive: boolean }
  /** Opens streams that are not read once they have begun. */
  | { kind: 'stick'; url: string; seats: readonly Seat[]; perSecond: number }
  /** Forgets what was counted so far. */
  | { kind: 'begin' }
  | { kind: 'report' }
  /** Closes all streams, also those that are stuck. */
  | { kind: 'close' }

export type CrowdReport = {
  seconds: number
  clients: number
  /** Streams that broke, or brought nothing at all while it was counted. */
  broken: number
  silent: number
  bytes: number
  /** Of that, in frames that tell of positions. */
  positionBytes: number
  /** Positions that came in, each once for each client. */
  positions: number
  /** Of these, such whose time nobody pushed: of before the count, or wrong. */
  unknown: number
  /** From the begin of the post until a client had all of the frame, of each position at each client. */
  delays: DelaySummary
  /** Frames that differ, and what their positions take: as sent, and each frame compressed by itself. */
  frames: number
  framePositions: number
  frameBytes: number
  frameBytesGzipped: number
  pushed: number
  pushFailures: number
  processorMs: number
}

export type CrowdAnswer = { kind: 'done'; report?: CrowdReport } | { kind: 'failed'; words: string }

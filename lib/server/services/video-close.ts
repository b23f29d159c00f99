// Ends streams at the vendor: those nobody watches any more, whose time is over, or of which nobody knows whether they run.
// Every process may do so, also for streams that another opened before it died: nothing is left running, since data costs money.

import 'server-only'
import { JimiApiError } from '@/lib/jimi/errors'
import {
  type ClosingStream,
  forgetVideo,
  noteClosed,
  noteStillOpen,
  takeDueStreams,
} from '../data/system/video-streams'
import { NotFoundError } from '../errors'
import { callConnection } from '../jimi'
import { type Clock, systemClock } from '../live/clock'
import { log } from '../log'

const LOOK_EVERY_MS = 3_000
const FORGET_EVERY_MS = 3_600_000
const AGAIN_AFTER_MS = 10_000
const AGAIN_AT_MOST_MS = 300_000
/** A device that went offline refuses to be told to stop; it has stopped by then. */
const REFUSALS_TO_TAKE = 3
/** After so many tries, some four hours, the vendor has long ended it by itself. */
const MAX_TRIES = 60

/** Closes what is due, of one tenant or of all. Answers how many were. Never throws. */
export async function closeDueStreams(clock: Clock = systemClock, tenantId?: string): Promise<number> {
  try {
    const due = await takeDueStreams(new Date(clock.now()), tenantId)
    await Promise.all(due.map((stream) => closeOne(stream, clock)))
    return due.length
  } catch (error) {
    log.warn({ err: error }, 'streams that are due were not closed')
    return 0
  }
}

async function closeOne(stream: ClosingStream, clock: Clock): Promise<void> {
  const { id: streamId, tenantId, closeTries, endReason } = stream
  try {
    await closeStream(stream)
    await noteClosed(stream, new Date(clock.now()))
    log.debug({ streamId, tenantId, endReason }, 'stream closed')
  } catch (error) {
    if (isOver(error, closeTries)) return noteClosed(stream, new Date(clock.now()))
    log.warn({ err: error, streamId, tenantId, closeTries }, 'a stream was not closed at the vendor')
    const waitMs = Math.min(AGAIN_AT_MOST_MS, AGAIN_AFTER_MS * closeTries)
    await noteStillOpen(stream, new Date(clock.now() + waitMs))
  }
}

function isOver(error: unknown, tries: number): boolean {
  // Without its connection nobody can be told any more.
  if (error instanceof NotFoundError || tries >= MAX_TRIES) return true
  const isRefusal = error instanceof JimiApiError && error.retry !== 'quota' && error.retry !== 'relogin'
  return isRefusal && tries >= REFUSALS_TO_TAKE
}

/** Tells the vendor that a stream is to end. @throws as `callConnection` */
async function closeStream(
  stream: Pick<ClosingStream, 'tenantId' | 'connectionId' | 'imei' | 'channel' | 'kind' | 'viewingId'>,
): Promise<void> {
  const { tenantId, connectionId, imei, channel, kind, viewingId } = stream
  await callConnection({ tenantId, id: connectionId }, 'jimi.device.media.close.stream', {
    imei,
    channel,
    shows: kind === 'live' ? 'live' : 'history',
    viewingId,
  })
}

/** Looks for streams that are due as long as the process lives. */
export class VideoRounds {
  private readonly stopping = new AbortController()
  private loop: Promise<void> | null = null

  constructor(private readonly clock: Clock = systemClock) {}

  /** Begins with a first look, and goes on until stopped. */
  start(): void {
    this.loop ??= this.work()
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    await this.loop
  }

  private async work(): Promise<void> {
    let forgotMs = Number.NEGATIVE_INFINITY
    while (!this.stopping.signal.aborted) {
      await closeDueStreams(this.clock)
      if (this.clock.now() - forgotMs > FORGET_EVERY_MS) {
        forgotMs = this.clock.now()
        await forgetVideo(forgotMs).catch((error: unknown) =>
          log.warn({ err: error }, 'old video not forgotten'),
        )
      }
      await this.clock.sleep(LOOK_EVERY_MS, this.stopping.signal)
    }
  }
}

// Keeps what was opened for each connection, and sees to it that its credentials are still those in storage. What is opened,
// and the credentials themselves, are jimi.ts.

import type { Clock } from '../live/clock'
import { log } from '../log'
import type { ConnectionRef } from './upstream-health'

/** Credentials changed by another process are noticed within this time. */
const CREDENTIALS_FRESH_MS = 30_000
/** After a check that storage could not answer, the next one comes this soon. */
const CHECK_AGAIN_MS = 5_000

export type HeldLinesOptions<Stored, Line> = {
  clock: Clock
  /** @throws NotFoundError when the connection is gone or disabled; anything else while storage is away. */
  find: (ref: ConnectionRef) => Promise<Stored>
  /** Whether storage says for certain that the connection is no more. */
  isGone: (error: unknown) => boolean
  /** Opens the line of a connection; or gives `before` back when it was opened for the same credentials. */
  open: (stored: Stored, before: Line | undefined) => Line
}

type Held<Line> = { line: Line; checkAtMs: number }

export class HeldLines<Stored, Line> {
  private readonly held = new Map<string, Promise<Held<Line>>>()

  constructor(private readonly options: HeldLinesOptions<Stored, Line>) {}

  /** @throws what `find` throws when nothing is held, or when the connection is gone. */
  async of(ref: ConnectionRef): Promise<Line> {
    const known = this.held.get(ref.id)
    const held = await known
    if (held !== undefined && this.options.clock.now() < held.checkAtMs) return held.line
    // Whoever was first among those who waited has begun to check it.
    const begun = this.held.get(ref.id)
    if (begun !== undefined && begun !== known) return (await begun).line
    const checking = this.check(ref, held)
    this.held.set(ref.id, checking)
    try {
      return (await checking).line
    } catch (error) {
      if (this.held.get(ref.id) === checking) this.held.delete(ref.id)
      throw error
    }
  }

  /** Makes the next call open the line anew. */
  forget(connectionId: string): void {
    this.held.delete(connectionId)
  }

  private async check(ref: ConnectionRef, before: Held<Line> | undefined): Promise<Held<Line>> {
    const { clock, find, isGone, open } = this.options
    let stored: Stored
    try {
      stored = await find(ref)
    } catch (error) {
      if (before === undefined || isGone(error)) throw error
      // Its queue, token and silence are worth more than news of credentials that hardly ever change.
      log.warn({ err: error, connectionId: ref.id }, 'credentials not checked; going on with those we have')
      return { line: before.line, checkAtMs: clock.now() + CHECK_AGAIN_MS }
    }
    return { line: open(stored, before?.line), checkAtMs: clock.now() + CREDENTIALS_FRESH_MS }
  }
}

// A live listener as an answer of Node's web server: the bytes of each chunk go to its socket as they are, without a stream
// of its own in between.

import type { ServerResponse } from 'node:http'
import { GzipFrame, packedChunk } from './packed-chunk'
import type { LivePort } from './tenant-room'

/** Chunks held for a slow reader; the rest waits, merged, in the hub. Enough for a snapshot and the health at once. */
const CHUNKS_AHEAD = 2

export type ResponsePortOptions = {
  /** Whether the reader takes gzip. */
  isPacked: boolean
  /** Sent before anything else; takes no room. */
  first: Uint8Array
  /** Room was asked for in vain, and now there is some. */
  onDrained: () => void
}

/** Writes the first words at once: the head of the answer must be set by then. */
export class ResponsePort implements LivePort {
  private ahead = 0
  private wasFull = false
  private isOver = false
  private readonly frame: GzipFrame | null
  /** The last piece that waits for an earlier one to be compressed; null when none does. */
  private line: Promise<void> | null = null

  constructor(
    private readonly response: ServerResponse,
    private readonly options: ResponsePortOptions,
  ) {
    this.frame = options.isPacked ? new GzipFrame() : null
    if (this.frame !== null) response.write(GzipFrame.head)
    this.put(options.first, () => undefined)
  }

  hasRoom(): boolean {
    if (this.isOver) return false
    if (this.ahead < CHUNKS_AHEAD) return true
    this.wasFull = true
    return false
  }

  send(chunk: Uint8Array): void {
    if (this.isOver) return
    this.ahead += 1
    this.put(chunk, () => this.gone())
  }

  end(): void {
    if (this.isOver) return
    this.isOver = true
    this.after(() => this.response.end(this.frame?.end()))
  }

  private put(chunk: Uint8Array, onGone: () => void): void {
    this.frame?.count(chunk)
    const piece = this.frame === null ? chunk : packedChunk(chunk)
    if (piece instanceof Promise) {
      this.queue(async () => {
        const bytes = await piece
        this.response.write(bytes, onGone)
      })
    } else this.after(() => this.response.write(piece, onGone))
  }

  /** At once, or after what waits. */
  private after(act: () => void): void {
    if (this.line === null) act()
    else this.queue(async () => act())
  }

  private queue(act: () => Promise<void>): void {
    // What cannot be compressed cannot be sent, and nothing after it would make sense: the browser begins anew.
    const mine = (this.line ?? Promise.resolve()).then(act).catch(() => void this.response.destroy())
    this.line = mine
    void mine.then(() => {
      if (this.line === mine) this.line = null
    })
  }

  /** Called by Node when a chunk has left for the socket, or never will. */
  private gone(): void {
    this.ahead -= 1
    if (!this.wasFull || this.isOver) return
    this.wasFull = false
    this.options.onDrained()
  }
}

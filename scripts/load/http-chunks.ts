// The answer to a streaming request as it comes off a raw socket: status, then one piece of the body after the other, as the
// server wrote them. Made to cost little: a thousand of these run in one process beside what they measure.

const CRLF = '\r\n'
const HEAD_END = Buffer.from('\r\n\r\n')
const MAX_HEAD = 32 * 1024
const MAX_CHUNK = 64 * 1024 * 1024

export type ChunkSink = {
  head(status: number, headers: string): void
  /** Whole bytes of one chunk. The buffer is valid only during the call. */
  chunk(bytes: Buffer): void
  /** The server ended the body. */
  end(): void
}

/** Reads HTTP/1.1 with chunked transfer coding. `take` throws for anything else, once it can tell. */
export class ChunkReader {
  private state: 'head' | 'size' | 'data' | 'after' | 'over' = 'head'
  private line = ''
  private head: Buffer = Buffer.alloc(0)
  private missing = 0
  private parts: Buffer[] = []

  constructor(private readonly sink: ChunkSink) {}

  /** The next bytes of the socket, which the caller may use again afterwards. */
  take(bytes: Buffer): void {
    let at = 0
    while (at < bytes.length && this.state !== 'over') {
      if (this.state === 'head') at = this.takeHead(bytes, at)
      else if (this.state === 'size') at = this.takeSize(bytes, at)
      else if (this.state === 'data') at = this.takeData(bytes, at)
      else at = this.takeAfter(at)
    }
  }

  private takeHead(bytes: Buffer, from: number): number {
    const before = this.head.length
    this.head = Buffer.concat([this.head, bytes.subarray(from)])
    const end = this.head.indexOf(HEAD_END)
    if (end < 0) {
      if (this.head.length > MAX_HEAD) throw new Error('The head of the answer has no end.')
      return bytes.length
    }
    const text = this.head.toString('latin1', 0, end)
    this.head = Buffer.alloc(0)
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0)
    this.sink.head(status, text.toLowerCase())
    if (!/\r\ntransfer-encoding: *chunked/i.test(text)) throw new Error(`No stream but ${status}.`)
    this.state = 'size'
    return from + end + HEAD_END.length - before
  }

  private takeSize(bytes: Buffer, from: number): number {
    let at = from
    while (at < bytes.length) {
      this.line += String.fromCharCode(bytes[at] ?? 0)
      at += 1
      if (!this.line.endsWith(CRLF)) continue
      const size = Number.parseInt(this.line, 16)
      if (!(size >= 0 && size <= MAX_CHUNK)) throw new Error('A chunk has no size.')
      this.line = ''
      this.missing = size
      this.state = size === 0 ? 'over' : 'data'
      if (size === 0) this.sink.end()
      break
    }
    return at
  }

  private takeData(bytes: Buffer, from: number): number {
    const part = bytes.subarray(from, from + this.missing)
    this.missing -= part.length
    if (this.missing > 0) {
      this.parts.push(Buffer.from(part))
      return bytes.length
    }
    this.sink.chunk(this.parts.length === 0 ? part : Buffer.concat([...this.parts, part]))
    this.parts = []
    this.missing = CRLF.length
    this.state = 'after'
    return from + part.length
  }

  private takeAfter(from: number): number {
    this.missing -= 1
    if (this.missing === 0) this.state = 'size'
    return from + 1
  }
}

// Chunks of the live stream, compressed once for all who get the same: pieces of a gzip stream that stand for themselves, so
// that any of them may follow any other, and no listener needs a compressor of its own (RFC 1951, 3.2; RFC 1952, 2.3).

import { promisify } from 'node:util'
import { constants, crc32, deflateRaw, deflateRawSync } from 'node:zlib'

/** Ends at a byte's border and is not the last; what comes after it may not refer back beyond it. */
const PIECE = { finishFlush: constants.Z_SYNC_FLUSH }
/** Above this a piece is compressed beside the event loop: a snapshot of a large fleet takes tens of milliseconds. */
const SYNC_BYTES = 65_536
/** The head of a gzip stream that says nothing of a file, a time or a system. */
const HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])
/** A last block with nothing in it. */
const LAST_BLOCK = Buffer.from([0x03, 0x00])
/** A gzip stream counts its bytes modulo this. */
const SIZE_MODULUS = 2 ** 32

const deflateAside = promisify(deflateRaw)
const known = new WeakMap<Uint8Array, Buffer | Promise<Buffer>>()

/** The piece of a chunk; a promise while a large one is being compressed. The same chunk is compressed once. */
export function packedChunk(chunk: Uint8Array): Buffer | Promise<Buffer> {
  const done = known.get(chunk)
  if (done !== undefined) return done
  if (chunk.byteLength <= SYNC_BYTES) {
    const piece = deflateRawSync(chunk, PIECE)
    known.set(chunk, piece)
    return piece
  }
  const making = deflateAside(chunk, PIECE).then((piece) => {
    known.set(chunk, piece)
    return piece
  })
  known.set(chunk, making)
  return making
}

/** The frame around the pieces of one stream: what comes before the first, and after the last. */
export class GzipFrame {
  static readonly head: Buffer = HEAD
  private sum = 0
  private size = 0

  /** Counts a chunk, as it was before it was compressed. */
  count(chunk: Uint8Array): void {
    this.sum = crc32(chunk, this.sum)
    this.size = (this.size + chunk.byteLength) % SIZE_MODULUS
  }

  /** The end of a stream of the chunks that were counted. */
  end(): Buffer {
    const trailer = Buffer.alloc(8)
    trailer.writeUInt32LE(this.sum, 0)
    trailer.writeUInt32LE(this.size, 4)
    return Buffer.concat([LAST_BLOCK, trailer])
  }
}

// What the crowd makes of the frames it gets: each that differs is read once, however many clients get it, so that a
// thousand clients fit into one process.

import { constants, crc32, gzipSync, inflateRawSync } from 'node:zlib'
import type { SnapshotFrame } from '@/lib/domain/live-frame'
import { unpackDelta } from '@/lib/domain/live-packing'

/** Positions that were sent at one moment (ms since epoch; undefined: nobody knows), as they came in one frame. */
export type SentTogether = { sentMs: number | undefined; positions: number }

export type ReadFrame = { positions: number; sent: readonly SentTogether[] }

/** What is counted of frames that differ; `bytes` before they were compressed. */
export type FrameCounts = { frames: number; positions: number; bytes: number; bytesGzipped: number }

type SentAt = (fixAtS: number, imei: string) => number | undefined
/** What a scope was told: IMEIs by slot, and fix times by slot after each of the last frames. */
type Told = { imeis: readonly string[]; fixAt: Map<number, Float64Array> }

const NOTHING: ReadFrame = { positions: 0, sent: [] }
const ID_LINE = /^id: ([0-9a-f]+)-(\d+)\n/
/** The first words of a gzip stream. */
const GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])
const MOST_KNOWN = 1000
const FRAMES_BACK = 60

export class CrowdFrames {
  counts: FrameCounts = { frames: 0, positions: 0, bytes: 0, bytesGzipped: 0 }
  private readonly told = new Map<string, Told>()
  private readonly known = new Map<string, ReadFrame>()

  constructor(private readonly sentAt: SentAt) {}

  forget(): void {
    this.counts = { frames: 0, positions: 0, bytes: 0, bytesGzipped: 0 }
  }

  /** One event of /api/live, or the piece of a gzip stream that holds one. */
  read(bytes: Buffer, isPacked = false): ReadFrame {
    const key = `${crc32(bytes)} ${bytes.length}`
    const known = this.known.get(key)
    if (known !== undefined) return known
    const frame = isPacked ? this.readPacked(bytes) : this.readNew(bytes, gzipSync(bytes).length)
    if (this.known.size >= MOST_KNOWN) this.known.clear()
    this.known.set(key, frame)
    return frame
  }

  private readPacked(piece: Buffer): ReadFrame {
    if (piece.equals(GZIP_HEAD)) return NOTHING
    const bytes = inflateRawSync(piece, { finishFlush: constants.Z_SYNC_FLUSH })
    return this.readNew(bytes, piece.length)
  }

  private readNew(bytes: Buffer, packedLength: number): ReadFrame {
    const start = bytes.toString('latin1', 0, 60)
    const [, epoch, seq] = ID_LINE.exec(start) ?? []
    if (epoch === undefined) return NOTHING
    if (start.includes('event: snapshot')) return this.readSnapshot(epoch, Number(seq), bytes)
    const frame = this.readDelta(epoch, Number(seq), bytes)
    this.counts.frames += 1
    this.counts.positions += frame.positions
    this.counts.bytes += bytes.length
    this.counts.bytesGzipped += packedLength
    return frame
  }

  private readSnapshot(epoch: string, seq: number, bytes: Buffer): ReadFrame {
    const told = this.told.get(epoch)
    if (told?.fixAt.has(seq)) return NOTHING
    const { roster, state }: SnapshotFrame = JSON.parse(dataOf(bytes))
    const fixAt = told?.fixAt ?? new Map<number, Float64Array>()
    fixAt.set(seq, Float64Array.from(state.fixAt))
    this.told.set(epoch, { imeis: roster.imei, fixAt })
    return NOTHING
  }

  private readDelta(epoch: string, seq: number, bytes: Buffer): ReadFrame {
    const { imeis, fixAt } = this.told.get(epoch) ?? { imeis: [], fixAt: new Map<number, Float64Array>() }
    // The frame before, or for a merged one any of those that it merges.
    const before =
      fixAt.get(seq - 1) ?? fixAt.get(Math.max(...[...fixAt.keys()].filter((known) => known < seq)))
    const after = before?.slice() ?? new Float64Array(imeis.length)
    const frame = unpackDelta(JSON.parse(dataOf(bytes)), (column, slot) =>
      column === 'fixAt' ? (before?.[slot] ?? 0) : 0,
    )
    const counts = new Map<number | undefined, number>()
    for (const [row, slot] of frame.slot.entries()) {
      const at = frame.state.fixAt[row] ?? 0
      after[slot] = at
      const sentMs = this.sentAt(at, imeis[slot] ?? '')
      counts.set(sentMs, (counts.get(sentMs) ?? 0) + 1)
    }
    if (!fixAt.has(seq)) fixAt.set(seq, after)
    fixAt.delete(seq - FRAMES_BACK)
    const sent = [...counts].map(([sentMs, positions]) => ({ sentMs, positions }))
    return { positions: frame.slot.length, sent }
  }
}

/** One message of the baseline: one position. */
export function readNaive(bytes: Buffer, sentAt: SentAt): ReadFrame {
  const start = bytes.toString('latin1', 0, 110)
  const [, imei, time] = /"imei":"(\d+)","fixTime":"([^"]+)\+00:00"/.exec(start) ?? []
  if (imei === undefined || time === undefined) return NOTHING
  const fixAtS = Date.parse(`${time}Z`) / 1000
  return { positions: 1, sent: [{ sentMs: sentAt(fixAtS, imei), positions: 1 }] }
}

function dataOf(bytes: Buffer): string {
  const from = bytes.indexOf('\ndata: ') + '\ndata: '.length
  return bytes.toString('utf8', from, bytes.length - 2)
}

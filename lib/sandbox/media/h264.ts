// Writes pictures as H.264 of the baseline profile, as plainly as the standard allows: macroblocks are sent as raw
// samples (I_PCM) or skipped where nothing changed. Every decoder reads that; nothing here compresses.

import type { Picture } from './picture'

/** The parameter sets a container carries beside the frames. */
export type ParameterSets = { sps: Buffer; pps: Buffer }

const BASELINE_PROFILE = 66
const LEVEL_3 = 30
const NAL = { slice: 0x41, keySlice: 0x65, sps: 0x67, pps: 0x68 }
const I_PCM = 25
/** In slices that may refer back, intra macroblock types count from here. */
const INTRA_IN_P = 5

/** Sequence and picture parameters for pictures of that size; both sides are multiples of 16. */
export function parameterSets(width: number, height: number): ParameterSets {
  const sps = new BitWriter()
  sps.bits(BASELINE_PROFILE, 8)
  // Constrained baseline.
  sps.bits(0b11000000, 8)
  sps.bits(LEVEL_3, 8)
  sps.unsigned(0) // id
  sps.unsigned(0) // frame_num of 4 bits
  sps.unsigned(2) // pictures are shown in the order they come
  sps.unsigned(1) // reference frames
  sps.bits(0, 1)
  sps.unsigned(width / 16 - 1)
  sps.unsigned(height / 16 - 1)
  sps.bits(0b1100, 4) // frames only, direct 8x8, no cropping, no VUI
  const pps = new BitWriter()
  pps.unsigned(0) // id
  pps.unsigned(0) // of that sequence
  pps.bits(0, 2) // CAVLC, no picture order
  pps.unsigned(0) // one slice group
  pps.unsigned(0) // one reference forward
  pps.unsigned(0) // and backward
  pps.bits(0, 3) // no weighting
  pps.signed(0) // QP
  pps.signed(0) // QS
  pps.signed(0) // chroma
  pps.bits(0b100, 3) // deblocking is controlled by slices
  return { sps: nal(NAL.sps, sps.finish()), pps: nal(NAL.pps, pps.finish()) }
}

/** A frame that needs no other. */
export function encodeKeyFrame(picture: Picture): Buffer {
  const bits = new BitWriter()
  bits.unsigned(0) // first macroblock
  bits.unsigned(7) // I slice, as all of the picture
  bits.unsigned(0) // parameter set
  bits.bits(0, 4) // frame_num
  bits.unsigned(0) // id of this key frame
  bits.bits(0, 2) // reference marking: nothing special
  bits.signed(0) // QP
  bits.unsigned(1) // no deblocking
  for (const block of blocksOf(picture)) {
    bits.unsigned(I_PCM)
    bits.samples(picture, block)
  }
  return nal(NAL.keySlice, bits.finish())
}

/** A frame told as the changes since the one before; `number` counts frames since the last key frame, from 1. */
export function encodeChanges(picture: Picture, before: Picture, number: number): Buffer {
  const bits = new BitWriter()
  bits.unsigned(0) // first macroblock
  bits.unsigned(5) // P slice, as all of the picture
  bits.unsigned(0) // parameter set
  bits.bits(number % 16, 4)
  bits.bits(0, 3) // references as they are, marking too
  bits.signed(0) // QP
  bits.unsigned(1) // no deblocking
  let skipped = 0
  for (const block of blocksOf(picture)) {
    if (isSame(picture, before, block)) {
      skipped += 1
      continue
    }
    bits.unsigned(skipped)
    bits.unsigned(INTRA_IN_P + I_PCM)
    bits.samples(picture, block)
    skipped = 0
  }
  if (skipped > 0) bits.unsigned(skipped)
  return nal(NAL.slice, bits.finish())
}

/** Top left corner of a macroblock. */
type Block = { x: number; y: number }

function* blocksOf({ width, height }: Picture): Generator<Block> {
  for (let y = 0; y < height; y += 16) for (let x = 0; x < width; x += 16) yield { x, y }
}

function isSame(picture: Picture, before: Picture, { x, y }: Block): boolean {
  const { width } = picture
  return (
    isSameSquare([picture.y, before.y], { stride: width, x, y, size: 16 }) &&
    isSameSquare([picture.u, before.u], { stride: width / 2, x: x / 2, y: y / 2, size: 8 }) &&
    isSameSquare([picture.v, before.v], { stride: width / 2, x: x / 2, y: y / 2, size: 8 })
  )
}

type Square = { stride: number; x: number; y: number; size: number }

function isSameSquare([a, b]: readonly [Uint8Array, Uint8Array], { stride, x, y, size }: Square): boolean {
  for (let row = y; row < y + size; row += 1) {
    const start = row * stride + x
    for (let at = start; at < start + size; at += 1) if (a[at] !== b[at]) return false
  }
  return true
}

/** The rows of a macroblock: sixteen of luma, then eight of each chroma plane. */
function rowsOf({ width, y: luma, u, v }: Picture, { x, y }: Block): Buffer[] {
  const cut = (plane: Uint8Array, stride: number, left: number, top: number, size: number) =>
    Array.from({ length: size }, (_, row) => {
      const start = plane.byteOffset + (top + row) * stride + left
      return Buffer.from(plane.buffer, start, size)
    })
  return [
    ...cut(luma, width, x, y, 16),
    ...cut(u, width / 2, x / 2, y / 2, 8),
    ...cut(v, width / 2, x / 2, y / 2, 8),
  ]
}

/** Header, and a 3 between two zeros and whatever could be taken for a start code. */
function nal(header: number, payload: Buffer): Buffer {
  // At worst every third byte of the outcome is such a 3.
  const bytes = Buffer.allocUnsafe(1 + Math.ceil(payload.length * 1.5))
  bytes[0] = header
  let length = 1
  let zeros = 0
  for (const byte of payload) {
    if (zeros >= 2 && byte <= 3) {
      bytes[length] = 3
      length += 1
      zeros = 0
    }
    bytes[length] = byte
    length += 1
    zeros = byte === 0 ? zeros + 1 : 0
  }
  return bytes.subarray(0, length)
}

class BitWriter {
  readonly #parts: Buffer[] = []
  #bytes: number[] = []
  #byte = 0
  #used = 0

  bits(value: number, count: number): void {
    for (let bit = count - 1; bit >= 0; bit -= 1) {
      this.#byte = (this.#byte << 1) | ((value >> bit) & 1)
      this.#used += 1
      if (this.#used === 8) this.#push()
    }
  }

  /** Exp-Golomb. */
  unsigned(value: number): void {
    const length = Math.floor(Math.log2(value + 1))
    this.bits(0, length)
    this.bits(value + 1, length + 1)
  }

  signed(value: number): void {
    this.unsigned(value > 0 ? 2 * value - 1 : -2 * value)
  }

  /** The samples of a macroblock, on a byte boundary. */
  samples(picture: Picture, block: Block): void {
    this.#align()
    this.#parts.push(Buffer.from(this.#bytes), ...rowsOf(picture, block))
    this.#bytes = []
  }

  /** All bytes, the last one closed by the stop bit. */
  finish(): Buffer {
    this.bits(1, 1)
    this.#align()
    return Buffer.concat([...this.#parts, Buffer.from(this.#bytes)])
  }

  #align(): void {
    while (this.#used > 0) this.bits(0, 1)
  }

  #push(): void {
    this.#bytes.push(this.#byte)
    this.#byte = 0
    this.#used = 0
  }
}

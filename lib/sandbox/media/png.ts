// Writes a picture as PNG.

import { deflateSync } from 'node:zlib'
import type { Picture } from './picture'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** A PNG of 8-bit RGB; `scale` 2 halves both sides, for thumbnails. */
export function encodePng(picture: Picture, scale: 1 | 2 = 1): Buffer {
  const width = picture.width / scale
  const height = picture.height / scale
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits a channel, true colour.
  header.set([8, 2, 0, 0, 0], 8)
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      rows.set(rgbAt(picture, x * scale, y * scale), y * (1 + width * 3) + 1 + x * 3)
    }
  }
  const chunks = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([SIGNATURE, ...chunks])
}

// BT.601, limited range.
function rgbAt({ width, y: luma, u, v }: Picture, x: number, y: number): [number, number, number] {
  const light = 1.164 * ((luma[y * width + x] ?? 16) - 16)
  const chroma = (y >> 1) * (width / 2) + (x >> 1)
  const blue = (u[chroma] ?? 128) - 128
  const red = (v[chroma] ?? 128) - 128
  return [byte(light + 1.596 * red), byte(light - 0.392 * blue - 0.813 * red), byte(light + 2.017 * blue)]
}

function byte(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)))
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data])
  const frame = Buffer.alloc(8 + body.length)
  frame.writeUInt32BE(data.length, 0)
  body.copy(frame, 4)
  frame.writeUInt32BE(crc32(body), 4 + body.length)
  return frame
}

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value >>> 0
})

// Node has a CRC-32 of its own only from version 22 on.
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

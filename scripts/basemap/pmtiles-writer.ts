// Packs vector tiles into one PMTiles v3 archive: clustered, equal tiles stored once, directories gzipped.
// Layout after https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md; it knows nothing of what the tiles show.

import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { zxyToTileId } from 'pmtiles'

/** One gzipped vector tile. */
export type PackedTile = { z: number; x: number; y: number; data: Uint8Array }

export type ArchiveInfo = {
  minZoom: number
  maxZoom: number
  /** West, south, east, north in degrees. */
  bounds: readonly [number, number, number, number]
  /** TileJSON-like metadata: name, attribution, vector_layers. */
  metadata: Record<string, unknown>
}

type Entry = { tileId: number; runLength: number; offset: number; length: number }

const HEADER_BYTES = 127
/** A reader fetches the first 16 KiB in one request, and the root directory must lie inside it. */
const ROOT_LIMIT_BYTES = 16_384 - HEADER_BYTES
const LEAF_ENTRIES = 4_096

/** The whole archive as bytes. The same tiles give the same bytes, in whatever order they come. */
export function packPmtiles(tiles: readonly PackedTile[], info: ArchiveInfo): Buffer {
  const { entries, chunks } = placeTiles(tiles)
  const { root, leaves } = directories(entries)
  const metadata = gzipSync(JSON.stringify(info.metadata), { level: 9 })
  const dataBytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
  const sections = [root.length, metadata.length, leaves.length, dataBytes]
  const counts = [tiles.length, entries.length, chunks.length]
  return Buffer.concat([header(info, sections, counts), root, metadata, leaves, ...chunks])
}

/** Tile contents in id order, each distinct one once; runs of equal neighbours (open sea) share an entry. */
function placeTiles(tiles: readonly PackedTile[]) {
  const ordered = tiles
    .map(({ z, x, y, data }) => ({ tileId: zxyToTileId(z, x, y), data }))
    .sort((a, b) => a.tileId - b.tileId)
  const placed = new Map<string, { offset: number; length: number }>()
  const entries: Entry[] = []
  const chunks: Uint8Array[] = []
  let end = 0
  for (const { tileId, data } of ordered) {
    const digest = createHash('sha256').update(data).digest('base64')
    let place = placed.get(digest)
    if (!place) {
      place = { offset: end, length: data.length }
      placed.set(digest, place)
      chunks.push(data)
      end += data.length
    }
    const last = entries.at(-1)
    if (last && last.offset === place.offset && last.tileId + last.runLength === tileId) last.runLength += 1
    else entries.push({ tileId, runLength: 1, ...place })
  }
  return { entries, chunks }
}

/** One root directory, or a root of leaves when one would be too long to fetch at once. */
function directories(entries: readonly Entry[]): { root: Buffer; leaves: Buffer } {
  const flat = encodeDirectory(entries)
  if (flat.length <= ROOT_LIMIT_BYTES) return { root: flat, leaves: Buffer.alloc(0) }
  const leaves: Buffer[] = []
  const pointers: Entry[] = []
  let offset = 0
  for (let start = 0; start < entries.length; start += LEAF_ENTRIES) {
    const part = entries.slice(start, start + LEAF_ENTRIES)
    const leaf = encodeDirectory(part)
    pointers.push({ tileId: part[0]?.tileId ?? 0, runLength: 0, offset, length: leaf.length })
    leaves.push(leaf)
    offset += leaf.length
  }
  const root = encodeDirectory(pointers)
  if (root.length > ROOT_LIMIT_BYTES) throw new RangeError('too many tiles for a two-level directory')
  return { root, leaves: Buffer.concat(leaves) }
}

/** Four columns of varints: id steps, run lengths, lengths, and offsets where 0 means "right after the one before". */
function encodeDirectory(entries: readonly Entry[]): Buffer {
  const bytes: number[] = []
  pushVarint(bytes, entries.length)
  let lastId = 0
  for (const { tileId } of entries) {
    pushVarint(bytes, tileId - lastId)
    lastId = tileId
  }
  for (const { runLength } of entries) pushVarint(bytes, runLength)
  for (const { length } of entries) pushVarint(bytes, length)
  let expected = -1
  for (const { offset, length } of entries) {
    pushVarint(bytes, offset === expected ? 0 : offset + 1)
    expected = offset + length
  }
  return gzipSync(Uint8Array.from(bytes), { level: 9 })
}

/** Division instead of shifts: ids and offsets may exceed 32 bits. */
function pushVarint(bytes: number[], value: number) {
  let rest = value
  while (rest >= 128) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
}

function header(info: ArchiveInfo, sections: readonly number[], counts: readonly number[]): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES)
  bytes.write('PMTiles', 0)
  bytes.writeUInt8(3, 7)
  let position = HEADER_BYTES
  sections.forEach((length, index) => {
    bytes.writeBigUInt64LE(BigInt(position), 8 + index * 16)
    bytes.writeBigUInt64LE(BigInt(length), 16 + index * 16)
    position += length
  })
  counts.forEach((count, index) => {
    bytes.writeBigUInt64LE(BigInt(count), 72 + index * 8)
  })
  // Clustered; directories gzip, tiles gzip, tiles are vector tiles.
  bytes.set([1, 2, 2, 1, info.minZoom, info.maxZoom], 96)
  const [west, south, east, north] = info.bounds
  const degrees = [west, south, east, north]
  degrees.forEach((value, index) => {
    bytes.writeInt32LE(Math.round(value * 1e7), 102 + index * 4)
  })
  bytes.writeUInt8(info.minZoom, 118)
  bytes.writeInt32LE(Math.round(((west + east) / 2) * 1e7), 119)
  bytes.writeInt32LE(Math.round(((south + north) / 2) * 1e7), 123)
  return bytes
}

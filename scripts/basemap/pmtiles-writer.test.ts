import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { PMTiles, type Source } from 'pmtiles'
import { describe, expect, test } from 'vitest'
import { type PackedTile, packPmtiles } from './pmtiles-writer'

const INFO = { minZoom: 0, maxZoom: 7, bounds: [-180, -85, 180, 85] as const, metadata: { name: 'trial' } }

/** Read back by the format's own library: ours never reads what it wrote. */
function readerOf(archive: Buffer): PMTiles {
  const source: Source = {
    getKey: () => 'memory',
    getBytes: async (offset, length) => {
      const bytes = new Uint8Array(archive.subarray(offset, offset + length))
      return { data: bytes.buffer }
    },
  }
  return new PMTiles(source)
}

/** Lengths must vary without pattern, or the directory compresses to nothing. */
const digest = (i: number) => createHash('sha256').update(String(i)).digest('hex')

const tile = (z: number, x: number, y: number, text: string): PackedTile => ({
  z,
  x,
  y,
  data: gzipSync(text),
})

async function textOf(reader: PMTiles, z: number, x: number, y: number) {
  const found = await reader.getZxy(z, x, y)
  return found ? Buffer.from(found.data).toString() : null
}

describe('PMTiles archive', () => {
  test('every tile comes back and a missing one is absent', async () => {
    const reader = readerOf(
      packPmtiles([tile(0, 0, 0, 'root'), tile(2, 3, 1, 'b'), tile(1, 0, 1, 'a')], INFO),
    )
    expect(await textOf(reader, 0, 0, 0)).toBe('root')
    expect(await textOf(reader, 1, 0, 1)).toBe('a')
    expect(await textOf(reader, 2, 3, 1)).toBe('b')
    expect(await textOf(reader, 2, 0, 0)).toBeNull()
    expect(await reader.getMetadata()).toEqual({ name: 'trial' })
    expect(await reader.getHeader()).toMatchObject({
      minZoom: 0,
      maxZoom: 7,
      minLon: -180,
      maxLat: 85,
      numAddressedTiles: 3,
    })
  })

  test('equal tiles are stored once', () => {
    const many = Array.from({ length: 64 }, (_, i) => tile(3, i % 8, Math.floor(i / 8), 'sea'.repeat(500)))
    const one = packPmtiles(many.slice(0, 1), INFO)
    expect(packPmtiles(many, INFO).length - one.length).toBeLessThan(100)
  })

  test('more entries than a root directory holds go into leaves', async () => {
    const textAt = (i: number) => {
      const parts = Array.from({ length: 12 }, (_, part) => digest(i * 12 + part))
      return parts.join('').slice(0, 8 + (Number.parseInt(digest(i).slice(0, 6), 16) % 700))
    }
    const tiles = Array.from({ length: 16_384 }, (_, i) => tile(7, i % 128, Math.floor(i / 128), textAt(i)))
    const archive = packPmtiles(tiles, INFO)
    const reader = readerOf(archive)
    expect((await reader.getHeader()).leafDirectoryLength).toBeGreaterThan(0)
    for (const i of [0, 1, 9_999, 16_383]) {
      expect(await textOf(reader, 7, i % 128, Math.floor(i / 128))).toBe(textAt(i))
    }
  })

  test('the bytes do not depend on the order of the tiles', () => {
    const tiles = [tile(1, 0, 0, 'a'), tile(1, 1, 0, 'b'), tile(1, 1, 1, 'a')]
    expect(packPmtiles([...tiles].reverse(), INFO).equals(packPmtiles(tiles, INFO))).toBe(true)
  })
})

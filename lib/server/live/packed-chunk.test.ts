import { randomBytes } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { GzipFrame, packedChunk } from './packed-chunk'

const words = (count: number) => Buffer.from('a vehicle moved '.repeat(count))

async function streamOf(chunks: readonly Uint8Array[]): Promise<Buffer> {
  const frame = new GzipFrame()
  for (const chunk of chunks) frame.count(chunk)
  return Buffer.concat([GzipFrame.head, ...(await Promise.all(chunks.map(packedChunk))), frame.end()])
}

test('chunks in any order, large, small, empty and again, are one gzip stream of just them', async () => {
  const [small, large, noise, empty] = [words(10), words(20_000), randomBytes(5_000), Buffer.alloc(0)]
  for (const chunks of [[small, large, noise], [noise, empty, small, small, large, large], []])
    expect(gunzipSync(await streamOf(chunks)).equals(Buffer.concat(chunks))).toBe(true)
})

test('a chunk is compressed once, and smaller then', async () => {
  for (const chunk of [words(100), words(20_000)]) {
    const piece = await packedChunk(chunk)
    expect(await packedChunk(chunk)).toBe(piece)
    expect(piece.byteLength).toBeLessThan(chunk.byteLength / 10)
  }
})

test('a stream of other bytes than were counted is told from a whole one', async () => {
  const frame = new GzipFrame()
  frame.count(words(3))
  const wrong = Buffer.concat([GzipFrame.head, await packedChunk(words(4)), frame.end()])
  expect(() => gunzipSync(wrong)).toThrow('incorrect data check')
})

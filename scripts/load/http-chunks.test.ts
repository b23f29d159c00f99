import { expect, test } from 'vitest'
import { ChunkReader } from './http-chunks'

const ANSWER = [
  'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n',
  '7\r\ndata: 1\r\n',
  'c\r\nid: x\ndata:2\r\n',
  '0\r\n\r\n',
].join('')

function read(pieces: readonly Buffer[]) {
  const seen = { status: 0, chunks: [] as string[], isOver: false }
  const reader = new ChunkReader({
    head: (status) => {
      seen.status = status
    },
    chunk: (bytes) => seen.chunks.push(bytes.toString('latin1')),
    end: () => {
      seen.isOver = true
    },
  })
  for (const piece of pieces) reader.take(piece)
  return seen
}

test('chunks come whole, however the bytes were cut', () => {
  const wanted = { status: 200, chunks: ['data: 1', 'id: x\ndata:2'], isOver: true }
  const bytes = Buffer.from(ANSWER, 'latin1')
  expect(read([bytes])).toEqual(wanted)
  for (let cut = 1; cut < bytes.length; cut += 1)
    expect(read([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual(wanted)
  expect(read(Array.from(bytes, (byte) => Buffer.from([byte])))).toEqual(wanted)
})

test('an answer that is no stream is refused with its status', () => {
  const refusal = 'HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\n{}'
  expect(() => read([Buffer.from(refusal, 'latin1')])).toThrow('401')
})

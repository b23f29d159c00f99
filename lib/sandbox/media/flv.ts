// Writes film as FLV, the container of the vendor's streams.

import { FRAME_MS, type Frame, shootFilm } from './film'
import { avcConfiguration } from './mp4'
import type { Scene } from './picture'

const VIDEO_TAG = 9
const KEY_AVC = 0x17
const CHANGE_AVC = 0x27

/** The bytes of a stream without end: what opens it, then one piece per frame. */
export function* flvStream(scene: Scene): Generator<Buffer, never> {
  const header = Buffer.from([0x46, 0x4c, 0x56, 1, 1, 0, 0, 0, 9, 0, 0, 0, 0])
  yield Buffer.concat([header, tag(0, Buffer.from([KEY_AVC, 0, 0, 0, 0]), avcConfiguration())])
  let number = 0
  for (const frame of shootFilm(scene)) {
    yield frameTag(frame, number * FRAME_MS)
    number += 1
  }
  throw new Error('a film has no end')
}

function frameTag({ data, isKey }: Frame, atMs: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  return tag(atMs, Buffer.from([isKey ? KEY_AVC : CHANGE_AVC, 1, 0, 0, 0]), length, data)
}

function tag(atMs: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const head = Buffer.alloc(11)
  head.writeUInt8(VIDEO_TAG, 0)
  head.writeUIntBE(body.length, 1, 3)
  head.writeUIntBE(atMs & 0xffffff, 4, 3)
  head.writeUInt8((atMs >>> 24) & 0xff, 7)
  const tail = Buffer.alloc(4)
  tail.writeUInt32BE(head.length + body.length)
  return Buffer.concat([head, body, tail])
}

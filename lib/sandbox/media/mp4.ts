// Writes a clip as an MP4 file of one video track.

import { FILM_PARAMETERS, FRAME_MS, FRAMES_PER_SECOND, type Frame, shootFilm } from './film'
import { PICTURE_HEIGHT, PICTURE_WIDTH, type Scene } from './picture'

/** A playable MP4 of so many seconds, the index before the data so that it plays while it loads. */
export function encodeClip(scene: Scene, seconds: number): Buffer {
  const film = shootFilm(scene)
  const frames = Array.from({ length: seconds * FRAMES_PER_SECOND }, () => film.next().value)
  const samples = frames.map(({ data }) => withLength(data))
  const type = box('ftyp', text('isom'), u32(0x200), text('isomiso2avc1mp41'))
  // The index names the place of the data, which depends on the index's length, not on the place named in it.
  const indexLength = movie(frames, samples, 0).length
  const index = movie(frames, samples, type.length + indexLength + 8)
  return Buffer.concat([type, index, box('mdat', ...samples)])
}

function withLength(data: Buffer): Buffer {
  return Buffer.concat([u32(data.length), data])
}

function movie(frames: readonly Frame[], samples: readonly Buffer[], dataAt: number): Buffer {
  const durationMs = frames.length * FRAME_MS
  const header = full(
    'mvhd',
    0,
    times(durationMs),
    u32(0x10000),
    u16(0x100),
    zeros(10),
    MATRIX,
    zeros(24),
    u32(2),
  )
  return box('moov', header, track(frames, samples, { durationMs, dataAt }))
}

type TrackFacts = { durationMs: number; dataAt: number }

function track(
  frames: readonly Frame[],
  samples: readonly Buffer[],
  { durationMs, dataAt }: TrackFacts,
): Buffer {
  const size = [u32(PICTURE_WIDTH * 0x10000), u32(PICTURE_HEIGHT * 0x10000)]
  const header = full('tkhd', 3, zeros(8), u32(1), zeros(4), u32(durationMs), zeros(16), MATRIX, ...size)
  const media = full('mdhd', 0, times(durationMs), u16(0x55c4), u16(0))
  const name = full('hdlr', 0, zeros(4), text('vide'), zeros(12), text('Sandbox\0'))
  const reference = box('dinf', full('dref', 0, u32(1), full('url ', 1)))
  const table = sampleTable(frames, samples, dataAt)
  const information = box('minf', full('vmhd', 1, zeros(8)), reference, table)
  return box('trak', header, box('mdia', media, name, information))
}

function sampleTable(frames: readonly Frame[], samples: readonly Buffer[], dataAt: number): Buffer {
  const keys = frames.flatMap(({ isKey }, index) => (isKey ? [u32(index + 1)] : []))
  return box(
    'stbl',
    full('stsd', 0, u32(1), avcEntry()),
    full('stts', 0, u32(1), u32(frames.length), u32(FRAME_MS)),
    full('stss', 0, u32(keys.length), ...keys),
    full('stsc', 0, u32(1), u32(1), u32(frames.length), u32(1)),
    full('stsz', 0, u32(0), u32(samples.length), ...samples.map((sample) => u32(sample.length))),
    full('stco', 0, u32(1), u32(dataAt)),
  )
}

function avcEntry(): Buffer {
  const size = [u16(PICTURE_WIDTH), u16(PICTURE_HEIGHT)]
  const resolution = [u32(0x480000), u32(0x480000)]
  const rest = [zeros(4), u16(1), zeros(32), u16(24), u16(0xffff)]
  return box(
    'avc1',
    zeros(6),
    u16(1),
    zeros(16),
    ...size,
    ...resolution,
    ...rest,
    box('avcC', avcConfiguration()),
  )
}

/** The decoder configuration that MP4 and FLV share: parameter sets, and frame lengths of four bytes. */
export function avcConfiguration(): Buffer {
  const { sps, pps } = FILM_PARAMETERS
  const head = Buffer.from([1, sps[1] ?? 0, sps[2] ?? 0, sps[3] ?? 0, 0xff, 0xe1])
  return Buffer.concat([head, u16(sps.length), sps, Buffer.from([1]), u16(pps.length), pps])
}

const MATRIX = Buffer.concat([0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000].map(u32))

/** Created and changed at no known time, milliseconds as unit, so long. */
function times(durationMs: number): Buffer {
  return Buffer.concat([zeros(8), u32(1000), u32(durationMs)])
}

function box(type: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  return Buffer.concat([u32(8 + body.length), text(type), body])
}

function full(type: string, flags: number, ...parts: Buffer[]): Buffer {
  return box(type, u32(flags), ...parts)
}

function text(value: string): Buffer {
  return Buffer.from(value, 'latin1')
}

function zeros(count: number): Buffer {
  return Buffer.alloc(count)
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

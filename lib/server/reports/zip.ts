// A ZIP archive written as it is made, for formats that are one: no entry has to be in memory as a whole. Sizes follow each
// entry (general purpose bit 3 of APPNOTE 4.4.4), so nothing has to be known before.

import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createDeflateRaw } from 'node:zlib'

export type ZipEntry = { name: string; content: AsyncIterable<string> | Iterable<string> }

const LOCAL = 0x04034b50
const DESCRIPTOR = 0x08074b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const VERSION = 20
/** Sizes follow the content, and names are UTF-8. */
const FLAGS = 0x0808
const DEFLATED = 8
/** 1 January 1980, the first date there is: files made alike are alike. */
const DOS_DATE = 0x0021

type Written = { name: Buffer; offset: number; crc: number; size: number; packed: number }

/** The archive, chunk by chunk. Entries are asked for one after another. */
export async function* zipFile(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
): AsyncGenerator<Buffer> {
  const written: Written[] = []
  let offset = 0
  for await (const entry of entries) {
    const now: Written = { name: Buffer.from(entry.name, 'utf8'), offset, crc: 0, size: 0, packed: 0 }
    const head = record(30, now.name, [LOCAL, ...fixed(now, { isSized: false }), now.name.length, 0])
    yield head
    offset += head.length
    for await (const chunk of deflated(entry, now)) {
      offset += chunk.length
      yield chunk
    }
    const tail = record(16, Buffer.alloc(0), [DESCRIPTOR, u32(now.crc), u32(now.packed), u32(now.size)])
    yield tail
    offset += tail.length
    written.push(now)
  }
  const centrals = written.map((each) =>
    record(46, each.name, [
      ...[CENTRAL, VERSION, ...fixed(each, { isSized: true }), each.name.length, 0, 0, 0, 0],
      ...[u32(0), u32(each.offset)],
    ]),
  )
  for (const central of centrals) yield central
  const length = centrals.reduce((sum, central) => sum + central.length, 0)
  const count = written.length
  yield record(22, Buffer.alloc(0), [END, 0, 0, count, count, u32(length), u32(offset), 0])
}

async function* deflated(entry: ZipEntry, now: Written): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw({ level: 6 })
  async function* counted() {
    for await (const part of entry.content) {
      const bytes = Buffer.from(part, 'utf8')
      now.crc = crc32(bytes, now.crc)
      now.size += bytes.length
      yield bytes
    }
  }
  const done = pipeline(Readable.from(counted(), { objectMode: true, highWaterMark: 2 }), deflate)
  // It is waited for below; a failure meanwhile is no unhandled one.
  done.catch(() => undefined)
  for await (const chunk of deflate) {
    const bytes = Buffer.from(chunk)
    now.packed += bytes.length
    yield bytes
  }
  await done
}

/** A field of four bytes; plain numbers have two, but for the signature that comes first. */
type Wide = { wide: number }
const u32 = (wide: number): Wide => ({ wide })

function fixed({ crc, packed, size }: Written, { isSized }: { isSized: boolean }): (number | Wide)[] {
  const sizes = isSized ? [u32(crc), u32(packed), u32(size)] : [u32(0), u32(0), u32(0)]
  return [VERSION, FLAGS, DEFLATED, 0, DOS_DATE, ...sizes]
}

function record(length: number, name: Buffer, fields: readonly (number | Wide)[]): Buffer {
  const bytes = Buffer.alloc(length)
  let at = 0
  fields.forEach((field, index) => {
    if (index === 0 && typeof field === 'number') at = bytes.writeUInt32LE(field, at)
    else at = typeof field === 'number' ? bytes.writeUInt16LE(field, at) : bytes.writeUInt32LE(field.wide, at)
  })
  return Buffer.concat([bytes, name])
}

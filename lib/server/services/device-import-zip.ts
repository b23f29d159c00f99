// Opens a workbook's archive without trusting it: sizes are summed up before anything is unpacked, unpacking ends where the
// announced size does, and what the reader gets is an archive written anew from exactly the parts that were looked at.

import { promisify } from 'node:util'
import { crc32, inflateRaw } from 'node:zlib'
import { MAX_IMPORT_COLUMNS, MAX_IMPORT_ROWS } from '@/lib/domain/device-import'
import { ImportFileError } from './device-import-error'

const inflate = promisify(inflateRaw)

/** Ten thousand full rows unpack to about eight megabytes. */
const MAX_UNPACKED_BYTES = 40_000_000
/** A workbook of a hundred sheets has some three hundred parts. */
const MAX_ENTRIES = 1_000
/** Signatures and sizes of APPNOTE 4.3. */
const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const [LOCAL_BYTES, CENTRAL_BYTES, END_BYTES, MAX_COMMENT_BYTES] = [30, 46, 22, 65_535]
const [STORED, DEFLATED] = [0, 8]

type Entry = { name: string; method: number; packed: number; size: number; offset: number }
type Part = { name: string; bytes: Buffer }

/** The workbook with its readable parts only, none of them packed. @throws ImportFileError `swollen` or `broken` */
export async function safeWorkbook(file: Buffer): Promise<ArrayBuffer> {
  const entries = entriesOf(file)
  const total = entries.reduce((sum, { size }) => sum + size, 0)
  if (total > MAX_UNPACKED_BYTES) throw new ImportFileError('swollen')
  const parts: Part[] = []
  for (const entry of entries.filter(({ name }) => /\.xml(\.rels)?$/.test(name))) {
    const bytes = await unpack(file, entry)
    const isSheet = /worksheets\/[^/]+\.xml$/i.test(entry.name)
    parts.push({ name: entry.name, bytes: isSheet ? boundedSheet(bytes) : bytes })
  }
  const whole = storedArchive(parts)
  return new Uint8Array(whole).buffer
}

function entriesOf(file: Buffer): Entry[] {
  const end = endOf(file)
  const count = file.readUInt16LE(end + 10)
  if (count > MAX_ENTRIES) throw new ImportFileError('swollen')
  const entries: Entry[] = []
  let at = file.readUInt32LE(end + 16)
  for (let index = 0; index < count; index += 1) {
    if (at + CENTRAL_BYTES > end || file.readUInt32LE(at) !== CENTRAL) throw new ImportFileError('broken')
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) => file.readUInt16LE(at + field))
    const nameEnd = at + CENTRAL_BYTES + (nameBytes ?? 0)
    entries.push({
      name: file.subarray(at + CENTRAL_BYTES, nameEnd).toString('utf8'),
      method: file.readUInt16LE(at + 10),
      packed: file.readUInt32LE(at + 20),
      size: file.readUInt32LE(at + 24),
      offset: file.readUInt32LE(at + 42),
    })
    at = nameEnd + (extraBytes ?? 0) + (commentBytes ?? 0)
  }
  return entries
}

function endOf(file: Buffer): number {
  const from = Math.max(0, file.length - END_BYTES - MAX_COMMENT_BYTES)
  for (let at = file.length - END_BYTES; at >= from; at -= 1) if (file.readUInt32LE(at) === END) return at
  throw new ImportFileError('broken')
}

async function unpack(file: Buffer, { method, packed, size, offset }: Entry): Promise<Buffer> {
  if (offset + LOCAL_BYTES > file.length || file.readUInt32LE(offset) !== LOCAL)
    throw new ImportFileError('broken')
  const from = offset + LOCAL_BYTES + file.readUInt16LE(offset + 26) + file.readUInt16LE(offset + 28)
  const bytes = file.subarray(from, from + packed)
  if (bytes.length !== packed) throw new ImportFileError('broken')
  if (method === STORED && packed === size) return bytes
  if (method !== DEFLATED) throw new ImportFileError('broken')
  try {
    const whole = await inflate(bytes, { maxOutputLength: Math.max(1, size) })
    if (whole.length === size) return whole
  } catch (error) {
    // More than it had announced is what such archives do that are made to fill a memory.
    const isMore = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    throw new ImportFileError(isMore ? 'swollen' : 'broken', undefined, error)
  }
  throw new ImportFileError('broken')
}

/** `<c r="B7"/>`: the place of a cell that has something in it; empty ones have been taken out before. */
const CELL = /<(?:\w+:)?c\s(?:[^>]*?\s)?r\s*=\s*["']([^"']*)["']/g
const ROW = /<(?:\w+:)?row\s(?:[^>]*?\s)?r\s*=\s*["']([^"']*)["']/g
const EMPTY_CELL = /<(?:\w+:)?c(?:\s[^<>]*)?\/>/g
const EMPTY_ROW = /<(?:\w+:)?row(?:\s[^<>]*)?(?:\/>|>\s*<\/(?:\w+:)?row>)/g
/** Heads and blank lines have room besides. */
const LAST_ROW = MAX_IMPORT_ROWS + 1_000
const LETTERS = 26

/** Readers fill up everything before the last cell, so one that lies far away would fill the memory. */
function boundedSheet(bytes: Buffer): Buffer {
  const text = bytes.toString('utf8').replace(EMPTY_CELL, '').replace(EMPTY_ROW, '')
  for (const [, row = ''] of text.matchAll(ROW)) assertRow(row)
  for (const [, place = ''] of text.matchAll(CELL)) {
    const [, column, row] = /^([A-Z]{1,3})(\d{1,7})$/.exec(place) ?? []
    if (column === undefined || row === undefined) throw new ImportFileError('broken')
    assertRow(row)
    const index = [...column].reduce((sum, letter) => sum * LETTERS + letter.charCodeAt(0) - 64, 0)
    if (index > MAX_IMPORT_COLUMNS) throw new ImportFileError('too_many_columns')
  }
  return Buffer.from(text, 'utf8')
}

function assertRow(row: string): void {
  if (!/^\d{1,7}$/.test(row)) throw new ImportFileError('broken')
  if (Number(row) > LAST_ROW) throw new ImportFileError('too_many_rows')
}

function storedArchive(parts: readonly Part[]): Buffer {
  const chunks: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const { name, bytes } of parts) {
    const label = Buffer.from(name, 'utf8')
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x0800, 2)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(bytes.length, 14)
    common.writeUInt32LE(bytes.length, 18)
    common.writeUInt16LE(label.length, 22)
    chunks.push(u32(LOCAL), common, label, bytes)
    const places = Buffer.alloc(14)
    places.writeUInt32LE(offset, 10)
    centrals.push(u32(CENTRAL), Buffer.from([20, 0]), common, places, label)
    offset += LOCAL_BYTES + label.length + bytes.length
  }
  const directory = Buffer.concat(centrals)
  const end = Buffer.alloc(END_BYTES)
  end.writeUInt32LE(END, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...chunks, directory, end])
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value, 0)
  return bytes
}

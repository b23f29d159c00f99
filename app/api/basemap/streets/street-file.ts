// The operator's own street tiles (PMTILES_PATH) by byte range, for people of the app and for holders of share links.

import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { env } from '@/lib/server/env'
import { NotFoundError } from '@/lib/server/errors'
import { type ByteRange, matchesTag, parseByteRange } from './byte-range'

/** Answers a request for the file or a range of it. Who may have it is the caller's business. @throws NotFoundError without a file */
export async function answerStreets(request: Request): Promise<Response> {
  const file = await streetFile()
  const headers = new Headers({
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=3600',
    'content-type': 'application/vnd.pmtiles',
    etag: file.tag,
  })
  if (matchesTag(request.headers.get('if-none-match'), file.tag))
    return new Response(null, { status: 304, headers })
  const range = wantedRange(request, file)
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${file.size}`)
    return new Response(null, { status: 416, headers })
  }
  const { start, end } = range === 'whole' ? { start: 0, end: file.size - 1 } : range
  headers.set('content-length', String(end - start + 1))
  if (range !== 'whole') headers.set('content-range', `bytes ${start}-${end}/${file.size}`)
  const body = request.method === 'HEAD' ? null : streamOf(file.path, { start, end })
  return new Response(body, { status: range === 'whole' ? 200 : 206, headers })
}

type StreetFile = { path: string; size: number; tag: string }

/** Looked at anew each time, so that an operator may replace the file while we run. */
async function streetFile(): Promise<StreetFile> {
  const path = env().pmtilesPath
  const found = path === null ? null : await stat(path).catch(() => null)
  if (path === null || !found?.isFile()) throw new NotFoundError()
  return {
    path,
    size: found.size,
    tag: `"${found.size.toString(36)}-${Math.round(found.mtimeMs).toString(36)}"`,
  }
}

/** A range of an older file is answered with the whole new one (`If-Range`, RFC 9110, 13.1.5). */
function wantedRange(request: Request, file: StreetFile): ByteRange | 'whole' | 'unsatisfiable' {
  const condition = request.headers.get('if-range')
  if (condition !== null && condition !== file.tag) return 'whole'
  return parseByteRange(request.headers.get('range'), file.size)
}

function streamOf(path: string, range: ByteRange): ReadableStream<Uint8Array> {
  const stream = Readable.toWeb(createReadStream(path, range))
  // Node and the DOM name one stream with two types.
  return stream as ReadableStream<Uint8Array>
}

// Writes answers: the vendor's envelope as JSON with HTTP 200, or what a fault makes of it.

import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Fault } from './faults'
import { encodeJson, isLong, LongList, listRows } from './long-list'
import type { Answer } from './methods/handler'
import type { VendorRefusal } from './refusal'

/** The envelope of a good answer. */
export function goodEnvelope(answer: Answer): Record<string, unknown> {
  // Two scooter methods answer otherwise: one with code 100, one with `msg` in place of `message`.
  return answer.msg === undefined ? { code: 0, message: 'success', ...answer } : { code: 0, ...answer }
}

/** The envelope of a refusal; `pro` nodes carry `data` too. */
export function refusalEnvelope(refusal: VendorRefusal, nullData: boolean): Record<string, unknown> {
  const envelope = { code: refusal.code, message: refusal.message, result: refusal.result }
  return nullData ? { ...envelope, data: null } : envelope
}

/** Bends a good answer as `garbled`, `numbersAsText` and `omitRows` ask; other kinds leave it alone. */
export function bendAnswer(answer: Answer, faults: readonly Fault[]): Answer {
  return faults.reduce((bent, fault) => bendBy(bent, fault), answer)
}

function bendBy(answer: Answer, fault: Fault): Answer {
  switch (fault.kind) {
    case 'garbled':
      return mapPayload(answer, garble)
    case 'numbersAsText':
      return mapPayload(answer, numbersAsText)
    case 'omitRows':
      return mapPayload(answer, (payload) => omitRowsOf(payload, fault.rows))
    default:
      return answer
  }
}

// Members that are absent stay absent: the documents differ on which methods carry which.
function mapPayload(answer: Answer, change: (payload: unknown) => unknown): Answer {
  const bent = { ...answer }
  if (answer.result instanceof LongList) bent.result = change(listRows(answer.result))
  else if (answer.result !== undefined) bent.result = change(answer.result)
  if (answer.data !== undefined && answer.data !== null) bent.data = change(answer.data)
  return bent
}

// Rows stand in the payload itself or, in paged answers, in one of its members.
function omitRowsOf(payload: unknown, count: number): unknown {
  if (Array.isArray(payload)) return omitRows(payload, count)
  if (typeof payload !== 'object' || payload === null) return payload
  return Object.fromEntries(
    Object.entries(payload).map(([key, member]) => [
      key,
      Array.isArray(member) ? omitRows(member, count) : member,
    ]),
  )
}

function numbersAsText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(numbersAsText)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, numbersAsText(member)]))
  }
  return typeof value === 'number' ? String(value) : value
}

/**
 * Sends an envelope, or half of it when a `half` fault hit the call; the length then still fits what is sent. Long lists
 * go out while they are written, so that nobody has to hold them whole and other calls are answered meanwhile.
 */
export async function sendJson(
  response: ServerResponse,
  envelope: Readonly<Record<string, unknown>>,
  faults: readonly Fault[] = [],
): Promise<void> {
  const blocks = encodeJson(envelope)
  const isHalf = faults.some((fault) => fault.kind === 'half')
  if (isLong(envelope) && !isHalf) return stream(response, blocks)
  const body = Buffer.concat([...blocks])
  send(response, {
    status: 200,
    contentType: JSON_TYPE,
    body: isHalf ? body.subarray(0, Math.floor(body.length / 2)) : body,
  })
}

/**
 * Carries out a fault that leaves no room for an answer: `drop`, `hang`, `http`, `html`. The first that hit wins.
 * True when the request is dealt with.
 */
export function sendTransportFault(response: ServerResponse, faults: readonly Fault[]): boolean {
  for (const fault of faults) {
    if (fault.kind === 'hang') return true
    if (fault.kind === 'drop') {
      response.socket?.destroy()
      return true
    }
    if (fault.kind === 'http' || fault.kind === 'html') {
      const status = fault.kind === 'http' ? fault.status : 200
      const title = fault.kind === 'http' ? `${status} Error` : 'Welcome'
      const page = `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`
      send(response, { status, contentType: 'text/html;charset=UTF-8', body: Buffer.from(page) })
      return true
    }
  }
  return false
}

const JSON_TYPE = 'application/json;charset=UTF-8'

type Page = { status: number; contentType: string; body: Buffer }

function send(response: ServerResponse, { status, contentType, body }: Page): void {
  if (response.destroyed || response.headersSent) return
  response.writeHead(status, { 'Content-Type': contentType, 'Content-Length': body.length })
  response.end(body)
}

async function stream(response: ServerResponse, blocks: Iterable<Buffer>): Promise<void> {
  if (response.destroyed || response.headersSent) return
  response.writeHead(200, { 'Content-Type': JSON_TYPE })
  try {
    await pipeline(Readable.from(blocks, { objectMode: false }), response)
  } catch (error) {
    // The client has left. What goes wrong with a row is ours, and cuts the answer off.
    if (!isPrematureClose(error)) throw error
  }
}

function isPrematureClose(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
}

// Left out evenly over the list, the same ones each time.
function omitRows(rows: readonly unknown[], count: number): unknown[] {
  if (count >= rows.length) return []
  const step = rows.length / count
  const omitted = new Set(Array.from({ length: count }, (_, index) => Math.floor(index * step)))
  return rows.filter((_, index) => !omitted.has(index))
}

function garble(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(garble)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, garble(member)]))
  }
  return typeof value === 'number' ? 'not a number' : { garbled: true }
}

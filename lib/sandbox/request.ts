// Reads an HTTP request as the vendor's door does: query, form and JSON members become one set of parameters.
// It knows nothing of methods, signatures or rights.

import type { IncomingMessage } from 'node:http'
import { VendorRefusal } from './refusal'

/** One set of parameters, however they travelled. Values are the text that is signed, before any URL encoding. */
export type VendorRequest = {
  httpMethod: string
  params: ReadonlyMap<string, string>
  /** Names that came more than once with different values: which one was signed cannot be known. */
  ambiguous: readonly string[]
}

const MAX_BODY_BYTES = 1024 * 1024

/**
 * Reads and merges. Throws VendorRefusal 1008 (our choice; the documents call 1008 abnormal input) for a body that is
 * too large, not UTF-8, or JSON that is not an object of plain values.
 */
export async function readVendorRequest(request: IncomingMessage): Promise<VendorRequest> {
  const target = request.url ?? ''
  const query = new URLSearchParams(target.includes('?') ? target.slice(target.indexOf('?')) : '')
  const body = await readBody(request)
  const pairs = [...query, ...bodyPairs(body, request.headers['content-type'] ?? '')]
  const params = new Map<string, string>()
  const ambiguous = new Set<string>()
  for (const [name, value] of pairs) {
    const before = params.get(name)
    if (before === undefined) params.set(name, value)
    else if (before !== value) ambiguous.add(name)
  }
  return { httpMethod: request.method ?? '', params, ambiguous: [...ambiguous] }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    size += bytes.length
    // Read on to the end without keeping it: leaving early would cut the connection before the answer.
    if (size <= MAX_BODY_BYTES) chunks.push(bytes)
  }
  if (size > MAX_BODY_BYTES) throw abnormalInput('body over 1 MiB')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    throw abnormalInput('body is not UTF-8')
  }
}

function bodyPairs(body: string, contentType: string): Iterable<readonly [string, string]> {
  if (body === '') return []
  // No form begins with a brace, and not every client that posts JSON says so.
  return /json/i.test(contentType) || body.startsWith('{') ? jsonPairs(body) : new URLSearchParams(body)
}

function jsonPairs(body: string): [string, string][] {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    throw abnormalInput('body is not JSON')
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw abnormalInput('body is not a JSON object')
  }
  return Object.entries(parsed).flatMap(([name, value]): [string, string][] => {
    if (value === null) return []
    if (typeof value === 'object') throw abnormalInput(`${name} is not a plain value`)
    return [[name, String(value)]]
  })
}

function abnormalInput(why: string): VendorRefusal {
  return new VendorRefusal(1008, `abnormal input: ${why}`)
}

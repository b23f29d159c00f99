// One HTTP exchange with the vendor: a form out, JSON back, within a time and a size. It knows nothing of methods' meaning.

import { JimiContractError, JimiTransportError } from '../errors'

export type Exchange = {
  url: string
  /** For error messages only. */
  method: string
  body: string
  timeoutMs: number
  maxResponseBytes: number
  fetch: typeof globalThis.fetch
  signal?: AbortSignal
  /** Told of each answer in JSON, before anybody judges it. */
  onAnswer?: (moment: AnswerMoment) => void
  /** Told of each answer that came, whatever it is: `text` is null when it was too large or broke off. */
  onRaw?: (raw: RawAnswer) => void
}

/** When an answer came by the sender's clock (its HTTP `Date`, whole seconds), and how long it took to begin. */
export type AnswerMoment = { dateMs: number | null; roundTripMs: number }

/** An answer before anybody reads it. */
export type RawAnswer = { status: number; text: string | null }

/**
 * Posts the form and reads the answer as JSON, whatever its HTTP status and label.
 * Throws JimiTransportError when no whole answer comes in time, JimiContractError when it is too large or not JSON.
 */
export async function exchange(request: Exchange): Promise<unknown> {
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(), request.timeoutMs)
  const signals = request.signal ? [deadline.signal, request.signal] : [deadline.signal]
  const sentMs = performance.now()
  try {
    const response = await request.fetch(request.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
        accept: 'application/json',
      },
      body: request.body,
      // A redirect would carry the token to an address nobody configured.
      redirect: 'manual',
      cache: 'no-store',
      signal: AbortSignal.any(signals),
    })
    const roundTripMs = performance.now() - sentMs
    request.onRaw?.({ status: response.status, text: null })
    const text = await readBody(response, request)
    request.onRaw?.({ status: response.status, text })
    const body = parseJson(text, response.status, request.method)
    request.onAnswer?.({ dateMs: dateOf(response), roundTripMs })
    return body
  } catch (error) {
    if (error instanceof JimiContractError) throw error
    throw transportError(error, request, deadline.signal.aborted)
  } finally {
    clearTimeout(timer)
  }
}

function dateOf(response: Response): number | null {
  const ms = Date.parse(response.headers.get('date') ?? '')
  return Number.isNaN(ms) ? null : ms
}

async function readBody(response: Response, { maxResponseBytes, method }: Exchange): Promise<string> {
  if (!response.body) return ''
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  const parts: string[] = []
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    bytes += value.byteLength
    if (bytes > maxResponseBytes) {
      // The answer is given up; that closing it may fail as well changes nothing.
      reader.cancel().catch(() => undefined)
      throw new JimiContractError({
        kind: 'too_large',
        method,
        message: `the answer is larger than ${maxResponseBytes} bytes`,
      })
    }
    parts.push(decoder.decode(value, { stream: true }))
  }
  parts.push(decoder.decode())
  return parts.join('')
}

function parseJson(text: string, status: number, method: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's own message would quote the answer, which may hold a token.
    const what =
      text.trim() === '' ? 'an empty answer' : text.trimStart().startsWith('<') ? 'a web page' : 'broken JSON'
    throw new JimiContractError({
      kind: 'not_json',
      method,
      message: `HTTP ${status} with ${what} of ${text.length} characters instead of JSON`,
    })
  }
}

function transportError(
  error: unknown,
  { method, url, timeoutMs, signal }: Exchange,
  expired: boolean,
): JimiTransportError {
  const host = hostOf(url)
  if (expired) {
    const message = `${method}: no answer from ${host} within ${timeoutMs} ms`
    return new JimiTransportError({ kind: 'timeout', method, message })
  }
  if (signal?.aborted) {
    return new JimiTransportError({
      kind: 'aborted',
      method,
      message: `${method}: the caller stopped waiting`,
    })
  }
  const message = `${method}: ${host} cannot be reached (${networkCodeOf(error)})`
  return new JimiTransportError({ kind: 'unreachable', method, message, cause: error })
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'an invalid address'
}

function networkCodeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  if (typeof cause === 'object' && cause !== null && 'code' in cause) return String(cause.code)
  return error instanceof Error ? error.name : 'unknown failure'
}

// The frame around every route handler of /api: own-origin check, typed errors as JSON, nothing cached by accident.
// It does not sign anyone in: handlers call requireViewer from session.ts themselves.

import { unstable_rethrow } from 'next/navigation'
import { ZodError, type z } from 'zod'
import type { ApiError } from '../domain/api/device'
import { env } from './env'
import { AppError, ForeignOriginError, InvalidInputError, internalError } from './errors'
import { errorWords } from './i18n'
import { log } from './log'
import { isOwnOrigin, originOf } from './origin'
import { vendorFailure } from './services/vendor-words'

type Handler<C> = (request: Request, context: C) => Response | Promise<Response>

/**
 * Wraps a route handler: `export const GET = handleApi(async (request, { params }) => ...)`.
 * Refuses changing requests from foreign origins (403). An AppError becomes its status with an `apiErrorSchema` body, a
 * failed vendor call what vendor-words.ts makes of it, a ZodError a 400, anything else a logged 500 that says nothing of the inside. Answers without `cache-control` get `no-store`.
 */
export function handleApi<C = unknown>(
  handler: Handler<C>,
): (request: Request, context: C) => Promise<Response> {
  return async (request, context) => {
    try {
      if (!isOwnOrigin(originOf(request), env().publicUrl)) throw new ForeignOriginError()
      const response = await handler(request, context)
      if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
      return response
    } catch (error) {
      unstable_rethrow(error)
      return errorResponse(toAppError(error, request))
    }
  }
}

/** The JSON answer of a failure, in the person's language, with `retry-after` where waiting helps. Never cached. */
export async function errorResponse(error: AppError): Promise<Response> {
  const headers = new Headers({ 'cache-control': 'no-store' })
  if (error.retryAfterS !== undefined) headers.set('retry-after', String(error.retryAfterS))
  const body: ApiError = { code: error.code, message: await errorWords(error) }
  return Response.json(body, { status: error.status, headers })
}

/**
 * Parses what a person or client sent.
 * @throws InvalidInputError naming the first field that is wrong, so that our own schema mistakes stay 500s.
 */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw invalidInput(parsed.error)
  return parsed.data
}

/** The query string as a plain object for `parseInput`; a repeated name keeps its last value. */
export function queryOf(request: Request): Record<string, string> {
  return Object.fromEntries(new URL(request.url).searchParams)
}

/**
 * The JSON body, parsed. Reads at most `maxBytes` (default 64 KiB) whatever content-length claims.
 * @throws InvalidInputError when it is too large, not JSON, or does not fit the schema.
 */
export async function readJson<S extends z.ZodType>(
  request: Request,
  schema: S,
  maxBytes = 65_536,
): Promise<z.output<S>> {
  const text = await readText(request, maxBytes)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new InvalidInputError('The request body is not JSON.')
  }
  return parseInput(schema, value)
}

function toAppError(error: unknown, request: Request): AppError {
  const known = error instanceof AppError ? error : vendorFailure(error, Date.now())
  if (known !== null) {
    // What the vendor said is told to people only in our words.
    if (known.status >= 500 || known !== error)
      log.warn({ err: known, ...aboutRequest(request) }, 'request failed')
    return known
  }
  if (error instanceof ZodError) return invalidInput(error)
  // A browser that left mid-answer is no failure of ours.
  if (!request.signal.aborted)
    log.error({ err: error, ...aboutRequest(request) }, 'request failed unexpectedly')
  return internalError(error)
}

function aboutRequest(request: Request) {
  return {
    method: request.method,
    path: new URL(request.url).pathname,
    requestId: request.headers.get('x-request-id'),
  }
}

function invalidInput(error: ZodError): InvalidInputError {
  const issue = error.issues[0]
  const field = issue?.path.join('.') ?? ''
  return new InvalidInputError(field === '' ? undefined : `"${field}" is not valid: ${issue?.message ?? ''}`)
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  const reader = request.body?.getReader()
  if (!reader) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(chunks).toString('utf8')
    size += value.byteLength
    if (size > maxBytes) {
      await reader.cancel()
      throw new InvalidInputError('The request body is too large.')
    }
    chunks.push(value)
  }
}

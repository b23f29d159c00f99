// The frame around every handler of /api/v1: token, scope, limit, reading what was sent as its operation declares it, and
// failures as JSON in plain English. What an operation does is lib/server/services/api-*.ts.

import { z } from 'zod'
import type { Operation } from '@/lib/domain/api-v1/operation'
import { env } from '../env'
import {
  AppError,
  ForeignOriginError,
  InvalidInputError,
  internalError,
  TooManyRequestsError,
} from '../errors'
import { queryOf, readJson } from '../http'
import { log } from '../log'
import { isOwnOrigin, originOf } from '../origin'
import { type ApiCaller, callerOf, takePoints } from './api-token'

/** A fence with many corners is the largest that anybody sends. */
const MAX_BODY_BYTES = 524_288

type Out<S> = S extends z.ZodType ? z.output<S> : null
type Answer<S> = S extends z.ZodType ? z.input<S> : null

/** What a handler works with: the caller, and what was sent, read as declared. */
export type ApiCall<O extends Operation> = ApiCaller & {
  params: Out<O['params']>
  query: Out<O['query']>
  body: Out<O['body']>
}

type Context = { params: Promise<Record<string, string> | undefined> }

/** A route handler that knows its operation. */
export type ApiHandler = ((request: Request, context: Context) => Promise<Response>) & {
  operation: Operation
}

/** Not what the token is for: 403, with the scope that it lacks. */
export class MissingScopeError extends AppError {
  constructor(scope: string) {
    super({
      code: 'missing_scope',
      userMessage: `This token does not have the scope "${scope}".`,
      status: 403,
    })
  }
}

/** The route handler of an operation: `export const GET = handleOperation(listDevices, devicePageFor)`. */
export function handleOperation<O extends Operation>(
  operation: O,
  work: (call: ApiCall<O>) => Promise<Answer<O['answer']>>,
): ApiHandler {
  const handler = async (request: Request, context: Context): Promise<Response> => {
    const headers: Record<string, string> = { 'cache-control': 'no-store' }
    try {
      // No browser of another site can send the header, but none that tries is served either.
      if (!isOwnOrigin(originOf(request), env().publicUrl)) throw new ForeignOriginError()
      const caller = await callerOf(request)
      const points = await takePoints(caller.token.id, operation.cost)
      Object.assign(headers, points.headers)
      if (points.isRefused) throw new TooManyRequestsError(points.retryAfterS)
      const { scope } = operation
      if (scope !== null && !caller.token.scopes.includes(scope)) throw new MissingScopeError(scope)
      const answer = await work({ ...caller, ...(await readCall(operation, request, context)) })
      if (operation.answer === null) return new Response(null, { status: operation.status, headers })
      return Response.json(answer, { status: operation.status, headers })
    } catch (error) {
      return failureOf(toAppError(error, { request, operation }), headers)
    }
  }
  return Object.assign(handler, { operation })
}

type Sent<O extends Operation> = Pick<ApiCall<O>, 'params' | 'query' | 'body'>

async function readCall<O extends Operation>(
  operation: O,
  request: Request,
  context: Context,
): Promise<Sent<O>> {
  const { params, query, body } = operation
  const sent = {
    // Next hands over none where the path has none.
    params: read(params, (await context.params) ?? {}),
    query: read(query, queryOf(request)),
    body: body === null ? null : read(body, await readJson(request, z.unknown(), MAX_BODY_BYTES)),
  }
  // Each was just parsed by the very schema that the type speaks of, which a generic cannot show.
  return sent as unknown as Sent<O>
}

function read<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.join('.') ?? ''
  const why = issue?.message ?? ''
  throw new InvalidInputError(field === '' ? `The request is not valid: ${why}` : `"${field}": ${why}`)
}

function failureOf(error: AppError, headers: Record<string, string>): Response {
  const all = new Headers(headers)
  if (error.retryAfterS !== undefined) all.set('retry-after', String(error.retryAfterS))
  if (error.status === 401) all.set('www-authenticate', 'Bearer realm="Milepost API"')
  if (error instanceof MissingScopeError)
    all.set('www-authenticate', 'Bearer realm="Milepost API", error="insufficient_scope"')
  return Response.json(
    { code: error.code, message: error.userMessage },
    { status: error.status, headers: all },
  )
}

type About = { request: Request; operation: Operation }

function toAppError(error: unknown, { request, operation }: About): AppError {
  if (error instanceof AppError) {
    if (error.status >= 500) log.warn({ err: error, operation: operation.id }, 'API call failed')
    return error
  }
  // A client that left mid-answer is no failure of ours.
  if (!request.signal.aborted)
    log.error({ err: error, operation: operation.id }, 'API call failed unexpectedly')
  return internalError(error)
}

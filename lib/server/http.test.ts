import { expect, test } from 'vitest'
import { z } from 'zod'
import { apiErrorSchema } from '@/lib/domain/api/device'
import {
  ForbiddenError,
  InvalidInputError,
  NotFoundError,
  TooManyRequestsError,
  UnauthenticatedError,
} from './errors'
import { handleApi, parseInput, readJson } from './http'

const url = 'http://127.0.0.1:3000/api/things'

async function answerOf(handler: (request: Request) => Response | Promise<Response>, init?: RequestInit) {
  const response = await handleApi(handler)(new Request(url, init), undefined)
  return { response, body: await response.json().catch(() => null) }
}

test.each([
  [new UnauthenticatedError(), 401, 'unauthenticated'],
  [new ForbiddenError(), 403, 'forbidden'],
  [new NotFoundError(), 404, 'not_found'],
  [new InvalidInputError(), 400, 'invalid_input'],
  [new TooManyRequestsError(7), 429, 'too_many_requests'],
])('%s becomes its status and a typed body that is not cached', async (error, status, code) => {
  const { response, body } = await answerOf(() => {
    throw error
  })
  expect(response.status).toBe(status)
  expect(apiErrorSchema.parse(body).code).toBe(code)
  expect(response.headers.get('cache-control')).toBe('no-store')
})

test('waiting time travels as retry-after', async () => {
  const { response } = await answerOf(() => {
    throw new TooManyRequestsError(7)
  })
  expect(response.headers.get('retry-after')).toBe('7')
})

test('an unforeseen failure is a 500 that says nothing of the inside', async () => {
  const { response, body } = await answerOf(() => {
    throw new Error('column "password_hash" does not exist')
  })
  expect(response.status).toBe(500)
  expect(JSON.stringify(body)).not.toContain('password_hash')
})

test('input that does not fit is a 400 that names the field', async () => {
  const { response, body } = await answerOf(() => {
    parseInput(z.object({ page: z.object({ size: z.int() }) }), { page: { size: 'x' } })
    return Response.json({})
  })
  expect(response.status).toBe(400)
  expect(body.message).toContain('page.size')
})

test('good answers are not cached unless they say so', async () => {
  expect((await answerOf(() => Response.json({}))).response.headers.get('cache-control')).toBe('no-store')
  const stream = () => new Response('', { headers: { 'cache-control': 'no-cache, no-transform' } })
  expect((await answerOf(stream)).response.headers.get('cache-control')).toBe('no-cache, no-transform')
})

test.each(['https://evil.example', 'null'])(
  'a write from origin %s never reaches the handler',
  async (origin) => {
    let reached = false
    const handler = () => {
      reached = true
      return Response.json({})
    }
    const { response, body } = await answerOf(handler, {
      method: 'POST',
      headers: { origin, host: '127.0.0.1:3000' },
    })
    expect(response.status).toBe(403)
    expect(body.code).toBe('foreign_origin')
    expect(reached).toBe(false)
  },
)

test('a body is read up to its limit and no further', async () => {
  const read = (body: string) =>
    readJson(new Request(url, { method: 'POST', body }), z.object({ a: z.int() }), 100)
  await expect(read('{"a":1}')).resolves.toEqual({ a: 1 })
  await expect(read(`{"a":1,"b":"${'x'.repeat(200)}"}`)).rejects.toThrow(InvalidInputError)
  await expect(read('{"a":')).rejects.toThrow(InvalidInputError)
  await expect(read('{"a":"1"}')).rejects.toThrow(InvalidInputError)
})

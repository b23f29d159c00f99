// How an operation of the API is declared: once, for its handler, the OpenAPI document and the page for developers.

import type { z } from 'zod'
import type { ApiScope } from './scopes'

export type Method = 'get' | 'post' | 'delete'
type Shape = z.ZodObject

/** What every operation says of itself. */
export type OperationInit = {
  /** Unique, camelCase: clients made from the document call their functions so. */
  id: string
  method: Method
  /** Below /api/v1, with `{name}` for parameters. */
  path: `/${string}`
  /** What the token must be allowed; null for what every token may. */
  scope: ApiScope | null
  /** Points it takes of the limit of its token. */
  cost: number
  /** Of the good answer. */
  status: 200 | 201 | 204
  /** One line. */
  summary: string
  /** What else is worth knowing. */
  about: string
  /** Parameters in the path. */
  params: Shape
  /** Names in the query, each a codec from text. Others are refused. */
  query: Shape
  /** JSON that is sent; null for none. */
  body: z.ZodType | null
  /** JSON that is answered; null for none. */
  answer: z.ZodType | null
  example: { query?: string; body?: unknown; answer: unknown }
}

/** A declared operation, with the types of its parts. */
export type Operation<
  P extends Shape = Shape,
  Q extends Shape = Shape,
  B extends z.ZodType | null = z.ZodType | null,
  A extends z.ZodType | null = z.ZodType | null,
> = Omit<OperationInit, 'params' | 'query' | 'body' | 'answer'> & { params: P; query: Q; body: B; answer: A }

/** Declares an operation and keeps the types of its schemas. */
export function defineOperation<
  P extends Shape,
  Q extends Shape,
  B extends z.ZodType | null,
  A extends z.ZodType | null,
>(operation: Operation<P, Q, B, A>): Operation<P, Q, B, A> {
  return operation
}

// The OpenAPI 3.1 document, made from the operations and their schemas. Nothing in it is written twice.

import { z } from 'zod'
import { answerSchemas, bodySchemas, errorAnswer } from './answers'
import type { Operation } from './operation'
import { OPERATIONS } from './operations'

/** Where the API lies below the address of an installation. */
export const API_BASE = '/api/v1'
/** Points of a token in a minute. */
export const POINTS_PER_MINUTE = 600

type Json = { [key: string]: unknown }

const uri = (id: string) => `#/components/schemas/${id}`

/** The whole document. `serverUrl` is the address of the installation with `API_BASE`, or that alone. */
export function openApiDocument(serverUrl: string = API_BASE): Json {
  const paths: Record<string, Json> = {}
  for (const operation of OPERATIONS)
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describeOperation(operation) }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Milepost API',
      version: '1',
      description: `Devices, positions, trips, alarms and fences for your own programs. Times are ISO 8601 UTC, places WGS84 degrees, units stand last in names. Each token has ${POINTS_PER_MINUTE} points a minute.`,
    },
    servers: [{ url: serverUrl }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A token made under Settings, API.' },
      },
      schemas: componentSchemas(),
    },
  }
}

/** JSON Schemas of everything with a name. */
function componentSchemas(): Json {
  const answers = z.toJSONSchema(answerSchemas, {
    uri,
    io: 'output',
    // Answers may get more names some day, so none of them is closed.
    override: ({ jsonSchema }) => {
      delete jsonSchema.additionalProperties
    },
  })
  const bodies = z.toJSONSchema(bodySchemas, { uri, io: 'input' })
  const entries = Object.entries({ ...answers.schemas, ...bodies.schemas })
  return Object.fromEntries(entries.map(([id, { $id: _id, $schema: _schema, ...schema }]) => [id, schema]))
}

function describeOperation(operation: Operation): Json {
  const { id, scope, cost, summary, about, body, example } = operation
  return {
    operationId: id,
    summary,
    description: [
      about,
      scope === null ? 'Any token may call it.' : `Needs the scope \`${scope}\`.`,
      `Takes ${cost} of the token's points.`,
    ].join(' '),
    parameters: [...parametersOf(operation.params, 'path'), ...parametersOf(operation.query, 'query')],
    ...(body === null
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: refTo(bodySchemas, body), example: example.body } },
          },
        }),
    responses: responsesOf(operation),
  }
}

/** The parameters of a schema, as the document and the page tell them. */
export function parametersOf(schema: Operation['params'], place: 'path' | 'query'): Parameter[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    const { $schema: _, description, ...rest } = z.toJSONSchema(toType(field), { io: 'output' })
    const isList = rest.type === 'array'
    return {
      name,
      in: place,
      required: place === 'path' || !toType(field).safeParse(undefined).success,
      description: description ?? '',
      schema: rest,
      ...(isList ? { style: 'form', explode: false } : {}),
    }
  })
}

export type Parameter = {
  name: string
  in: 'path' | 'query'
  required: boolean
  description: string
  schema: Json
  style?: string
  explode?: boolean
}

function responsesOf({ status, answer, example, scope, params, id }: Operation): Json {
  const good =
    answer === null
      ? { description: 'Done.' }
      : {
          description: 'The answer.',
          headers: LIMIT_HEADERS,
          content: {
            'application/json': { schema: refTo(answerSchemas, answer), example: example.answer },
          },
        }
  const failures: [string, string][] = [
    ['400', 'Something sent does not fit; the message names it.'],
    ['401', 'No token, or one that does not work.'],
    ...(scope === null
      ? []
      : [['403', 'The token, or the person behind it, may not do this.'] as [string, string]]),
    ...('id' in params.shape
      ? [['404', 'Not there, or not yours: the same to you.'] as [string, string]]
      : []),
    ...(id.endsWith('Alarm') ? [['409', 'The alarm does not allow it now.'] as [string, string]] : []),
    ['429', 'Too many calls; `retry-after` says how many seconds to wait.'],
  ]
  const content = { 'application/json': { schema: refTo(answerSchemas, errorAnswer) } }
  return {
    [String(status)]: good,
    ...Object.fromEntries(failures.map(([code, description]) => [code, { description, content }])),
  }
}

const count = (description: string) => ({ description, schema: { type: 'integer' } })
const LIMIT_HEADERS = {
  'RateLimit-Limit': count('Points of the token in a minute.'),
  'RateLimit-Remaining': count('Points left.'),
  'RateLimit-Reset': count('Seconds until all points are there again.'),
}

function refTo(registry: typeof answerSchemas, schema: z.ZodType): Json {
  const id = registry.get(schema)?.id
  if (id === undefined) throw new Error('A schema of an operation has no name.')
  return { $ref: uri(id) }
}

// A shape's fields are typed by the core of zod; every one of ours is a full schema.
function toType(field: unknown): z.ZodType {
  if (field instanceof z.ZodType) return field
  throw new Error('A field of an operation is no schema.')
}

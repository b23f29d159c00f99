import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openApiDocument, parametersOf } from '@/lib/domain/api-v1/openapi'
import { OPERATIONS } from '@/lib/domain/api-v1/operations'
import { API_SCOPES } from '@/lib/domain/api-v1/scopes'

const FOLDER = path.resolve(import.meta.dirname, '../../app/api/v1')
const METHODS = ['GET', 'POST', 'DELETE', 'PUT', 'PATCH'] as const

/** Every handler of every route file, as "method /path", with the operation it knows. */
async function handlers() {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'route.ts')
    .filter((file) => file !== path.join('openapi.json', 'route.ts'))
  const found: { at: string; declared: string | undefined }[] = []
  for (const file of files) {
    const at = `/${path.dirname(file)}`.replaceAll(/\[(\w+)\]/g, '{$1}')
    const module: Record<string, unknown> = await import(path.join(FOLDER, file))
    for (const method of METHODS) {
      const handler = module[method]
      if (typeof handler !== 'function') continue
      const operation = OPERATIONS.find((each) => each === Reflect.get(handler, 'operation'))
      found.push({
        at: `${method.toLowerCase()} ${at}`,
        declared: operation && `${operation.method} ${operation.path}`,
      })
    }
  }
  return found
}

test('every handler under api/v1 is the one of its declaration, and every declaration has a handler', async () => {
  const found = await handlers()
  expect(found.filter(({ at, declared }) => at !== declared)).toEqual([])
  const declared = OPERATIONS.map(({ method, path: at }) => `${method} ${at}`)
  expect(found.map(({ at }) => at).toSorted()).toEqual(declared.toSorted())
})

test('operations have names of their own, and no scope allows a command', () => {
  const ids = OPERATIONS.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(API_SCOPES.filter((scope) => /command|engine|relay/.test(scope))).toEqual([])
  // Whatever changes something needs a scope to write.
  const writing = OPERATIONS.filter(({ method }) => method !== 'get')
  expect(writing.filter(({ scope }) => !scope?.endsWith(':write'))).toEqual([])
})

test('every parameter in a path is declared, and no other', () => {
  for (const { path: at, params } of OPERATIONS) {
    const named = [...at.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    expect(parametersOf(params, 'path').map(({ name }) => name)).toEqual(named)
  }
})

test('every reference in the document leads somewhere', () => {
  const document = openApiDocument()
  const text = JSON.stringify(document)
  const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference ?? '')
  expect(references.length).toBeGreaterThan(OPERATIONS.length)
  const resolve = (reference: string) =>
    reference
      .split('/')
      .slice(1)
      .reduce<unknown>(
        (place, key) => (place instanceof Object ? Reflect.get(place, key) : undefined),
        document,
      )
  expect(
    references.filter((reference) => !reference.startsWith('#/') || resolve(reference) === undefined),
  ).toEqual([])
  expect(text).not.toContain('"$id"')
  expect(document.openapi).toBe('3.1.0')
})

test('every example fits its schema, and what is answered is described as open to more names', () => {
  for (const { id, body, answer, query, example } of OPERATIONS) {
    if (answer !== null) expect(answer.safeParse(example.answer).error, id).toBeUndefined()
    if (body !== null) expect(body.safeParse(example.body).error, id).toBeUndefined()
    const asked = Object.fromEntries(new URLSearchParams(example.query ?? ''))
    expect(query.safeParse(asked).error, id).toBeUndefined()
  }
  const { components } = JSON.parse(JSON.stringify(openApiDocument()))
  expect(components.schemas.Device.additionalProperties).toBeUndefined()
  expect(components.schemas.FenceDraft.additionalProperties).toBe(false)
})

// The parameters of a method as fields of a form, and what a person sends of them checked against the contract.

import { z } from 'zod'
import type { ExplorerField } from '@/lib/domain/api/explorer'
import { fromJson, problemsOf, strangersIn } from '@/lib/domain/schema-form/json-input'
import { isOptional, readShape } from '@/lib/domain/schema-form/read-shape'
import type { GroupField, Problem, Shape } from '@/lib/domain/schema-form/shape'
import type { AnyField } from '@/lib/jimi/contract/fields'
import type { Profile } from '@/lib/jimi/wire/profile'
import { isSecretParam } from './explorer-mask'

/** The fields of a table in a profile. */
export function fieldsOf(table: Readonly<Record<string, AnyField>>, profile: Profile): ExplorerField[] {
  return Object.entries(table)
    .filter(([, { only }]) => only === undefined || only === profile)
    .map(([key, field]) => fieldOf(key, field, profile))
}

function fieldOf(key: string, field: AnyField, profile: Profile): ExplorerField {
  const codec = 'ts' in field.codec ? field.codec[profile] : field.codec
  const wireName = typeof field.name === 'string' ? field.name : field.name[profile]
  const schema = codec instanceof z.ZodCodec ? domainSideOf(codec) : codec
  return {
    key,
    wireName,
    required: field.presence === 'required' && !isOptional(schema),
    form: (codec.description ?? '').replaceAll(', as text', ''),
    note: field.note ?? '',
    secret: isSecretParam(wireName),
    shape: readShape(schema),
  }
}

function domainSideOf(codec: z.ZodCodec): z.ZodType {
  // The core type that zod gives here is the same object without the convenience methods.
  return codec.out as z.ZodType
}

export type CheckedInput<T> = { ok: true; input: T } | { ok: false; problems: Problem[] }

/** What JSON says of an input, judged by the codec that will encode it. Problems are told in the names of the fields. */
export function checkInput<T>(
  fields: readonly ExplorerField[],
  codec: z.ZodType<T, unknown>,
  json: unknown,
): CheckedInput<T> {
  const shape = shapeOf(fields)
  const strangers = strangersIn(shape, json)
  if (strangers.length > 0) return { ok: false, problems: strangers }
  // Nothing is claimed of the value yet: the codec judges it now, and the call does once more.
  const input = fromJson(shape, json) as T
  const encoded = z.safeEncode(codec, input)
  if (encoded.success) return { ok: true, input }
  return { ok: false, problems: byFieldNames(problemsOf(encoded.error), fields) }
}

function shapeOf(fields: readonly ExplorerField[]): Shape {
  return {
    kind: 'group',
    fields: fields.map(({ key, required, shape }): GroupField => ({ key, required, shape })),
  }
}

/** Rules over several parameters name them as the wire does; the form knows its own names. */
function byFieldNames(problems: Problem[], fields: readonly ExplorerField[]): Problem[] {
  return problems.map((problem) => {
    const [first, ...rest] = problem.path
    const field = fields.find(({ key }) => key === first) ?? fields.find(({ wireName }) => wireName === first)
    return field === undefined ? problem : { ...problem, path: [field.key, ...rest] }
  })
}

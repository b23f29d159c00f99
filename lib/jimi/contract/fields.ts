// The words a vendor object is described with: one field per domain name, saying where it is on the wire.
// How a table of fields is read and written is in record.ts.

import type { z } from 'zod'
import type { Scalar, WireValue } from '../wire/codecs'
import type { PerProfile, Profile } from '../wire/profile'

export type FieldOptions = {
  /** Other spellings to read. The name in the other profile is always read too. */
  also?: readonly string[]
  /** What stands on the wire for "not known", both ways. Default: null in rows, left out in parameters. */
  absent?: WireValue
  /** Written in this profile only; read in both. */
  only?: Profile
  /** A second name under which the vendor sends the same value again. */
  twin?: string
  /** What a reader of the docs must know beyond name and form: a unit the name does not tell, the meaning of words. */
  note?: string
}
type Presence = 'required' | 'optional' | 'defaulted'

export type Field<T, P extends Presence> = FieldOptions & {
  name: PerProfile<string>
  codec: PerProfile<Scalar<T>>
  presence: P
  fallback?: T
}

/** A field of any type, as the machinery sees it. */
export type AnyField = FieldOptions & {
  name: PerProfile<string>
  codec: PerProfile<z.ZodType>
  presence: Presence
  fallback?: unknown
}
export type Fields = Record<string, AnyField>

/** A field without which the object is useless: an object lacking it, or with an unreadable value, is refused. */
export function required<T>(
  name: PerProfile<string>,
  codec: PerProfile<Scalar<T>>,
  options: FieldOptions = {},
): Field<T, 'required'> {
  return { ...options, name, codec, presence: 'required' }
}

/** A field that may be missing, null, empty or, in rows, unreadable: then it is undefined. */
export function optional<T>(
  name: PerProfile<string>,
  codec: PerProfile<Scalar<T>>,
  options: FieldOptions = {},
): Field<T, 'optional'> {
  return { ...options, name, codec, presence: 'optional' }
}

/** A field with a safe value to assume when it is missing or, in rows, unreadable. */
export function defaulted<T>(
  name: PerProfile<string>,
  codec: PerProfile<Scalar<T>>,
  options: FieldOptions & { fallback: T },
): Field<T, 'defaulted'> {
  return { ...options, name, codec, presence: 'defaulted' }
}

type ValueOf<F> = F extends Field<infer T, Presence> ? T : never
type OptionalKeys<F extends Fields> = {
  [K in keyof F]: F[K]['presence'] extends 'optional' ? K : never
}[keyof F]
type Flat<T> = { [K in keyof T]: T[K] }

/** The domain object a table of fields describes. */
export type DomainOf<F extends Fields> = Flat<
  { [K in Exclude<keyof F, OptionalKeys<F>>]: ValueOf<F[K]> } & { [K in OptionalKeys<F>]?: ValueOf<F[K]> }
>

// Turns a table of fields into zod codecs between vendor objects and domain objects, one codec for each profile.
// It owns renaming, absence and tolerance; what a single value may hold is the business of the field's scalar.

import { z } from 'zod'
import type { WireValue } from '../wire/codecs'
import { type PerProfile, PROFILES, type Profile } from '../wire/profile'
import type { AnyField, DomainOf, Fields } from './fields'

export type WireRecord = Record<string, unknown>
export type RecordCodec<T> = z.ZodCodec<z.ZodType<WireRecord, WireRecord>, z.ZodType<T, T>>
/** The codecs of one object, one for each profile, and the table they were made from. */
export type RecordOf<T> = Readonly<Record<Profile, RecordCodec<T>>> & {
  readonly fields: Fields
  /** Members that always hold the same text. */
  readonly constants?: Readonly<Record<string, string>>
}

type RowOptions<T> = {
  /** Members a profile sends that carry nothing we use, so that what we write looks like the original. */
  filler?: Partial<Record<Profile, Readonly<Record<string, WireValue>>>>
  /** Last word on a decoded object, for rules that span several fields. */
  settle?: (row: T) => T
  /** First word on an object to encode: the way back from `settle`, where there is one. */
  unsettle?: (row: T) => T
}

/** What breaks a rule that spans several parameters, told of the first of them. */
export type Breach = { parameter: string; reason: string }

type ParamsOptions<T> = Pick<RowOptions<T>, 'settle' | 'unsettle'> & {
  /** Parameters that always hold the same text: written always, and missed when reading. */
  constants?: Readonly<Record<string, string>>
  /** A rule for both sides. */
  rule?: (input: T) => Breach | null
  /** A rule for what we send; a receiver has its own way with what breaks it. */
  sendRule?: (input: T) => Breach | null
}

/** An object in an answer: tolerant when read, complete when written. */
export function row<const F extends Fields>(
  fields: F,
  options: RowOptions<DomainOf<F>> = {},
): RecordOf<DomainOf<F>> {
  return perProfile(fields, (profile) => recordCodec(fields, { ...options, profile, strict: false }))
}

/** The private parameters of a call: an unreadable value is an error, and what is not known is left out. */
export function params<const F extends Fields>(
  fields: F,
  options: ParamsOptions<DomainOf<F>> = {},
): RecordOf<DomainOf<F>> {
  const { constants = {} } = options
  const filler = { ts: constants, pro: constants }
  const codecs = perProfile(fields, (profile) =>
    recordCodec(fields, { ...options, filler, profile, strict: true }),
  )
  return { ...codecs, constants }
}

type RecordOptions<T> = RowOptions<T> & ParamsOptions<T> & { profile: Profile; strict: boolean }

function recordCodec<F extends Fields>(
  fields: F,
  options: RecordOptions<DomainOf<F>>,
): RecordCodec<DomainOf<F>> {
  const slots = Object.entries(fields).map(([key, field]) => slotOf(key, field, options))
  const shape = Object.fromEntries(slots.map(({ key, codec, field }) => [key, schemaOf(codec, field)]))
  // The shape is made of exactly the fields' codecs, which the compiler cannot follow through Object.fromEntries.
  const domain = z.object(shape) as unknown as z.ZodType<DomainOf<F>, DomainOf<F>>
  const { settle = same, unsettle = same, constants = {}, rule, sendRule } = options
  const filler = options.filler?.[options.profile]
  return z.codec(wireRecord, domain, {
    decode: (wire, context) => {
      const report = (parameter: string, reason: string) =>
        context.issues.push({ code: 'custom', path: [parameter], message: reason, input: undefined })
      const decoded: WireRecord = {}
      for (const slot of slots) {
        const problem = readSlot(slot, wire, decoded)
        if (problem) report(slot.name, problem)
      }
      for (const name of Object.keys(constants)) if (!wire[name]) report(name, 'missing')
      if (context.issues.length > 0) return z.NEVER
      const breach = rule?.(decoded as DomainOf<F>)
      if (breach) report(breach.parameter, breach.reason)
      return breach ? z.NEVER : settle(decoded as DomainOf<F>)
    },
    encode: (value, context) => {
      for (const { parameter, reason } of [rule?.(value), sendRule?.(value)].filter((breach) => !!breach)) {
        context.issues.push({ code: 'custom', path: [parameter], message: reason, input: undefined })
      }
      const wire: WireRecord = { ...filler }
      const settled = unsettle(value)
      for (const slot of slots) writeSlot(slot, (settled as WireRecord)[slot.key], wire)
      return wire
    },
  })
}

function same<T>(value: T): T {
  return value
}

/** One field, made ready for a profile. */
type Slot = {
  key: string
  field: AnyField
  codec: z.ZodType
  /** The name it is written under. */
  name: string
  /** Every name it is read under, the written one first. */
  names: readonly string[]
  written: boolean
  absent: WireValue | undefined
  strict: boolean
}

function slotOf(
  key: string,
  field: AnyField,
  { profile, strict }: { profile: Profile; strict: boolean },
): Slot {
  const name = pick(field.name, profile)
  const profileNames = PROFILES.map((each) => pick(field.name, each))
  const twins = field.twin === undefined ? [] : [field.twin]
  const names = [...new Set([name, ...profileNames, ...twins, ...(field.also ?? [])])]
  const absent = 'absent' in field ? field.absent : strict ? undefined : null
  const written = field.only === undefined || field.only === profile
  return { key, field, codec: pick(field.codec, profile), name, names, written, absent, strict }
}

function readSlot(slot: Slot, wire: WireRecord, into: WireRecord): string | null {
  const { key, field, codec, strict } = slot
  const value = present(slot, wire)
  if (value !== undefined) {
    const read = z.safeDecode(codec, value)
    if (read.success) {
      into[key] = read.data
      return null
    }
    if (strict || field.presence === 'required') return read.error.issues[0]?.message ?? 'not readable'
  }
  if (field.presence === 'required') return 'missing'
  if (field.presence === 'defaulted') into[key] = field.fallback
  return null
}

function present({ names, absent }: Slot, wire: WireRecord): unknown {
  for (const name of names) {
    const value = wire[name]
    if (value === undefined || value === null || value === '') continue
    if (!isStandIn(value, absent)) return value
  }
  return undefined
}

/** Whether a value is the agreed sign for "not known", sent as number or as text. */
function isStandIn(value: unknown, absent: WireValue | undefined): boolean {
  if (absent === undefined || absent === null) return false
  // Only scalars are compared: an object of the vendor's may not survive being made a text.
  return (typeof value === 'string' || typeof value === 'number') && String(value) === String(absent)
}

function writeSlot({ name, field, codec, written, absent }: Slot, value: unknown, into: WireRecord): void {
  const wireValue = value === undefined ? absent : z.encode(codec, value)
  if (!written || wireValue === undefined) return
  into[name] = wireValue
  if (field.twin !== undefined) into[field.twin] = wireValue
}

function schemaOf(codec: z.ZodType, field: AnyField): z.ZodType {
  const schema = codec instanceof z.ZodCodec ? (codec.out as z.ZodType) : codec
  return field.presence === 'optional' ? schema.optional() : schema
}

const wireRecord = z.custom<WireRecord>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'not an object',
)

function perProfile<T>(fields: Fields, build: (profile: Profile) => RecordCodec<T>): RecordOf<T> {
  return { ts: build('ts'), pro: build('pro'), fields }
}

function pick<T extends string | z.ZodType>(value: PerProfile<T>, profile: Profile): T {
  return typeof value === 'object' && 'ts' in value && 'pro' in value ? value[profile] : (value as T)
}

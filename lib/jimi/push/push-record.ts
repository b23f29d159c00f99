// Turns a table of fields into the two directions of a pushed item, and names the reason for which one is refused.
// The tables are those of contract/fields.ts; here a name may be a path (`msg.lat`), and a bad value costs the item.

import { z } from 'zod'
import type { AnyField, DomainOf, Fields } from '../contract/fields'
import { eventTime } from '../wire/codecs'
import { numberOf } from '../wire/raw'
import { type Arrival, type ItemRecord, ItemRefusal, type RefusalReason, type WireItem } from './define-push'
import { MAX_AHEAD_MS } from './push-limits'
import { deviceImei } from './push-scalars'

/** How an item is read. */
export type Reads<Item> = ItemRecord<Item>['read']

export type RecordOptions<F extends Fields, Item> = {
  /** First word on what came, such as a JSON text to be opened. */
  open?: (wire: WireItem) => WireItem | ItemRefusal
  /** Fields that are left out when unreadable, where losing the item would be worse than losing the value. */
  lenient?: readonly (keyof F)[]
  settle: (row: DomainOf<F>, arrival: Arrival, wire: WireItem) => Item | ItemRefusal
  unsettle: (item: Item) => DomainOf<F>
  /** Last word on what is written. */
  close?: (wire: Record<string, unknown>, item: Item) => WireItem
}

/** An item whose domain form is just its fields. */
export function plainRecord<const F extends Fields>(
  fields: F,
  options: Pick<RecordOptions<F, DomainOf<F>>, 'open' | 'lenient'> & {
    settle?: (row: DomainOf<F>) => DomainOf<F> | ItemRefusal
  } = {},
): ItemRecord<DomainOf<F>> {
  return record<F, DomainOf<F>>(fields, { settle: (row) => row, unsettle: (row) => row, ...options })
}

/** An item whose fields are put together by `settle` and taken apart by `unsettle`. */
export function record<const F extends Fields, Item>(
  fields: F,
  options: RecordOptions<F, Item>,
): ItemRecord<Item> {
  const slots = Object.entries(fields).map(([key, field]) => slotOf(key, field, options.lenient ?? []))
  const read = (given: WireItem, arrival: Arrival): Item | ItemRefusal => {
    const wire = options.open?.(given) ?? given
    if (wire instanceof ItemRefusal) return wire
    const latestMs = arrival.receivedAt.getTime() + MAX_AHEAD_MS
    const row: Record<string, unknown> = {}
    for (const slot of slots) {
      const refused = readSlot(slot, { wire, row, latestMs })
      if (refused) return refused
    }
    return options.settle(row as DomainOf<F>, arrival, wire)
  }
  const write = (item: Item): WireItem => {
    const row = options.unsettle(item) as Record<string, unknown>
    const wire: Record<string, unknown> = {}
    for (const slot of slots) writeSlot(slot, row[slot.key], wire)
    return options.close?.(wire, item) ?? wire
  }
  return { read, write, codec: codecOf(read, write) }
}

type Slot = {
  key: string
  codec: AnyField['codec'] & z.ZodType
  field: AnyField
  /** Each a path; the first is the one written. */
  paths: readonly (readonly string[])[]
  lenient: boolean
}

function slotOf(key: string, field: AnyField, lenient: readonly PropertyKey[]): Slot {
  const names = [field.name as string, ...(field.also ?? [])]
  return {
    key,
    field,
    codec: field.codec as z.ZodType,
    paths: names.map((name) => name.split('.')),
    lenient: lenient.includes(key),
  }
}

type SlotInput = { wire: WireItem; row: Record<string, unknown>; latestMs: number }

function readSlot(slot: Slot, { wire, row, latestMs }: SlotInput): ItemRefusal | null {
  const value = presentValue(slot, wire)
  if (value === undefined) return slot.field.presence === 'required' ? refuse(slot, 'missing') : null
  const read = z.safeDecode(slot.codec, value)
  if (!read.success) return slot.lenient ? null : refuse(slot, reasonOf(slot.codec, value, read.error))
  if (read.data instanceof Date && read.data.getTime() > latestMs)
    return slot.lenient ? null : refuse(slot, 'impossible_time')
  row[slot.key] = read.data
  return null
}

function presentValue({ paths, field }: Slot, wire: WireItem): unknown {
  for (const path of paths) {
    let value: unknown = wire
    for (const name of path) value = isObject(value) ? value[name] : undefined
    if (value === undefined || value === null || value === '') continue
    if (typeof value === 'string' && value.trim() === '') continue
    // Only scalars are compared: an object may not survive being made a text.
    const scalar = typeof value === 'string' || typeof value === 'number'
    if (field.absent !== undefined && scalar && String(value).trim() === String(field.absent)) continue
    return value
  }
  return undefined
}

function writeSlot({ paths, codec }: Slot, value: unknown, wire: Record<string, unknown>): void {
  if (value === undefined) return
  const path = paths[0] ?? []
  let into = wire
  for (const name of path.slice(0, -1)) {
    into[name] ??= {}
    into = into[name] as Record<string, unknown>
  }
  into[path.at(-1) ?? ''] = z.encode(codec, value)
}

const WORDS: Record<RefusalReason, string> = {
  wrong_type: 'is of another type than expected',
  missing: 'is missing',
  out_of_range: 'is out of range',
  not_finite: 'is not a finite number',
  impossible_time: 'cannot be a time at which it happened',
  bad_text: 'holds NUL or half a character',
  bad_imei: 'is not an IMEI',
  too_large: 'is too large',
  unreadable_content: 'holds something else than it should',
}

/** A refusal because of one member. */
export function refusal(name: string, reason: RefusalReason): ItemRefusal {
  return new ItemRefusal(reason, `${name} ${WORDS[reason]}`)
}

function refuse(slot: Slot, reason: RefusalReason): ItemRefusal {
  return refusal(slot.paths[0]?.join('.') ?? slot.key, reason)
}

function reasonOf(codec: z.ZodType, value: unknown, error: z.ZodError): RefusalReason {
  const expectsText = codec instanceof z.ZodCodec && codec.out instanceof z.ZodString
  if (codec === deviceImei) return 'bad_imei'
  if (typeof value === 'number' && !Number.isFinite(value)) return 'not_finite'
  if (isTime(codec)) return looksLikeTime(value) ? 'impossible_time' : 'wrong_type'
  if (typeof value === 'string' && /^\s*[+-]?(nan|inf(inity)?)\s*$/i.test(value)) return 'not_finite'
  if (error.issues[0]?.code === 'too_big' && (expectsText || Array.isArray(value))) return 'too_large'
  if (expectsText) return typeof value === 'string' ? 'unreadable_content' : 'wrong_type'
  if (typeof value === 'boolean' || typeof value === 'object') return 'wrong_type'
  if (isChoice(codec)) return 'out_of_range'
  return numberOf(value) === undefined ? 'wrong_type' : 'out_of_range'
}

function isTime(codec: z.ZodType): boolean {
  return codec instanceof z.ZodCodec && codec.out === eventTime.out
}

function isChoice(codec: z.ZodType): boolean {
  return codec instanceof z.ZodCodec && codec.out instanceof z.ZodEnum
}

function looksLikeTime(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^\s*\d[\d\-:. TZ]*$/.test(value))
}

function isObject(value: unknown): value is WireItem {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Read by itself, without an arrival to hold times against. */
const NO_ARRIVAL: Arrival = { receivedAt: new Date(8.64e15 - MAX_AHEAD_MS) }

function codecOf<Item>(
  read: ItemRecord<Item>['read'],
  write: ItemRecord<Item>['write'],
): ItemRecord<Item>['codec'] {
  const wireItem = z.custom<WireItem>(isObject, 'not an object')
  const item = z.custom<Item>(isObject, 'not an item')
  return z.codec(wireItem, item, {
    decode: (wire, context) => {
      const decoded = read(wire as WireItem, NO_ARRIVAL)
      if (!(decoded instanceof ItemRefusal)) return decoded
      const { reason, detail } = decoded
      context.issues.push({ code: 'custom', message: detail, params: { reason }, input: undefined })
      return z.NEVER
    },
    encode: (value) => write(value as Item),
  }) as ItemRecord<Item>['codec']
}

// Codecs of single wire values: lenient about the type a value arrives in, exact about the form it is sent in.
// It owns generic forms (texts, numbers, flags, times); quantities with units are in contract/quantities.ts.

import { z } from 'zod'
import { booleanOf, numberOf, partsOf, textOf, unixTimeOf } from './raw'
import { formatUtcText, parseUtcText } from './times'

/** What a member of the vendor's JSON may hold when we write it. */
export type WireValue = string | number | boolean | null

/** A codec between one wire value, whatever it is, and one domain value. Decoding fails on what it cannot read. */
export type Scalar<T> = z.ZodCodec<z.ZodUnknown, z.ZodType<T, T>>

type ScalarWire<T> = {
  decode: (value: unknown) => T | undefined
  encode: (value: T) => WireValue
  /** The form on the wire in a few words, for the docs. */
  form?: string
}

/** Builds a scalar. `decode` answers undefined for what it cannot read; `schema` then bounds what may pass. */
export function scalar<T>(schema: z.ZodType<T, T>, wire: ScalarWire<T>): Scalar<T> {
  const codec = z.codec(z.unknown(), schema, {
    decode: (value, context) => {
      const decoded = wire.decode(value)
      if (decoded !== undefined) return decoded
      context.issues.push({ code: 'custom', message: 'not readable', input: value })
      return z.NEVER
    },
    encode: wire.encode,
  })
  return wire.form === undefined ? codec : codec.describe(wire.form)
}

/**
 * Text of at most 2000 characters, trimmed. Numbers are taken as text. NUL characters and broken surrogates,
 * which no database text column stores, are removed or replaced.
 */
export const text = scalar(z.string().min(1).max(2000), {
  decode: (value) => textOf(typeof value === 'string' ? value.slice(0, 2000) : value),
  encode: (value) => value,
  form: 'text',
})

/** Text that must be sent and read letter by letter: tokens and digests. */
export const token = scalar(z.string().min(1).max(512), {
  decode: textOf,
  encode: (value) => value,
  form: 'text',
})

/** Text that is useless when cut, such as an address or a file key: of at most `max` characters, or not readable. */
export function exactText(max: number): Scalar<string> {
  return scalar(z.string().min(1).max(max), {
    decode: textOf,
    encode: (value) => value,
    form: `text, at most ${max} characters`,
  })
}

/** An MD5 digest: 32 hex digits, sent in lower case. */
export const md5Hex = scalar(z.string().regex(/^[0-9a-f]{32}$/, 'not an MD5 digest'), {
  decode: (value) => textOf(value)?.toLowerCase(),
  encode: (value) => value,
  form: 'MD5, 32 hex digits',
})

/** A device number: 10 to 20 digits (documents say 15, samples show 16). */
export const imeiSchema = z.string().regex(/^\d{10,20}$/, 'not an IMEI')
export const imei = scalar(imeiSchema, { decode: textOf, encode: (value) => value, form: 'IMEI' })

/** One to `max` IMEIs, comma separated without blanks on the wire. */
export function imeiList(max: number): Scalar<string[]> {
  return scalar(z.array(imeiSchema).min(1).max(max), {
    decode: partsOf,
    encode: (value) => value.join(','),
    form: `1 to ${max} IMEIs, comma separated`,
  })
}

/** A codec that lets fewer values pass, both ways. */
export function onlyIf<T>(codec: Scalar<T>, allowed: (value: T) => boolean, message: string): Scalar<T> {
  const narrowed = z.codec(z.unknown(), codec.out.refine(allowed, message), {
    decode: (value, context) => {
      const read = z.safeDecode(codec, value)
      if (read.success) return read.data
      context.issues.push({ code: 'custom', message: 'not readable', input: value })
      return z.NEVER
    },
    encode: (value) => z.encode(codec, value),
  })
  return codec.description === undefined ? narrowed : narrowed.describe(codec.description)
}

export type NumberRange = { min: number; max: number; int?: boolean }

/** A finite number in range, sent as a JSON number, read from a number or its text. */
export function number(range: NumberRange): Scalar<number> {
  return scalar(rangeSchema(range), { decode: numberOf, encode: (value) => value, form: rangeForm(range) })
}

/** A finite number in range, sent as text, read from a number or its text. */
export function numberText(range: NumberRange): Scalar<number> {
  return scalar(rangeSchema(range), {
    decode: numberOf,
    encode: String,
    form: `${rangeForm(range)}, as text`,
  })
}

/** A flag sent as the number 1 or 0. */
export const flag = scalar(z.boolean(), {
  decode: booleanOf,
  encode: (value) => (value ? 1 : 0),
  form: '1 yes, 0 no',
})
/** A flag sent as the text `1` or `0`. */
export const flagText = scalar(z.boolean(), {
  decode: booleanOf,
  encode: (value) => (value ? '1' : '0'),
  form: '`1` yes, `0` no',
})
/** A flag whose wire text says the opposite: `0` when true. */
export const invertedFlagText = scalar(z.boolean(), {
  decode: (value) => {
    const decoded = booleanOf(value)
    return decoded === undefined ? undefined : !decoded
  },
  encode: (value) => (value ? '0' : '1'),
  form: '`0` yes, `1` no',
})
/** A flag sent as the text `true` or `false`. */
export const trueFalseText = scalar(z.boolean(), {
  decode: booleanOf,
  encode: String,
  form: '`true`, `false`',
})
/** A flag sent as `ON` or `OFF`. */
export const onOff = scalar(z.boolean(), {
  decode: booleanOf,
  encode: (value) => (value ? 'ON' : 'OFF'),
  form: '`ON`, `OFF`',
})

/** The same in lower case. */
export const onOffLower = scalar(z.boolean(), {
  decode: booleanOf,
  encode: (value) => (value ? 'on' : 'off'),
  form: '`on`, `off`',
})

/**
 * One of a few words, each with the value it has on the wire. Letter case and number-or-text don't matter when reading,
 * and `aliases` (in lower case) are read too.
 */
export function choice<const T extends string>(
  wireOf: Readonly<Record<T, string | number>>,
  aliases: Readonly<Record<string, NoInfer<T>>> = {},
): Scalar<T> {
  const words = Object.keys(wireOf) as T[]
  const wordOf = new Map([
    ...Object.entries(aliases),
    ...words.map((word) => [String(wireOf[word]).toLowerCase(), word] as const),
  ])
  return scalar<T>(z.enum(words) as unknown as z.ZodType<T, T>, {
    decode: (value) =>
      wordOf.get((typeof value === 'boolean' ? String(value) : textOf(value))?.toLowerCase() ?? ''),
    encode: (word) => wireOf[word],
    form: wordsForm(wireOf),
  })
}

/** Several of a few words, comma separated on the wire, each once. With `skipUnknown` other words are passed over. */
export function choices<const T extends string>(
  wireOf: Readonly<Record<T, string>>,
  { min, skipUnknown = false }: { min: number; skipUnknown?: boolean },
): Scalar<T[]> {
  const words = Object.keys(wireOf) as T[]
  const wordOf = new Map(words.map((word) => [wireOf[word].toLowerCase(), word]))
  const schema = z.array(z.enum(words)).min(min).max(words.length) as unknown as z.ZodType<T[], T[]>
  return scalar<T[]>(schema, {
    decode: (value) => {
      const parts = partsOf(value)?.map((part) => part.toLowerCase())
      const known = parts?.map((part) => wordOf.get(part)).filter((word) => word !== undefined)
      return skipUnknown || known?.length === parts?.length ? known && [...new Set(known)] : undefined
    },
    encode: (chosen) => chosen.map((word) => wireOf[word]).join(','),
    form: `comma separated: ${wordsForm(wireOf)}`,
  })
}

/** A calendar moment, UTC, from 1900 to 9999: expiries, activations, dates of birth. */
export const utcTime = utcTimeBetween('1900-01-01', '9999-12-31T23:59:59.999Z')
/** When something was measured or heard. Outside 2000 to 2099 the device's clock had not been set. */
export const eventTime = utcTimeBetween('2000-01-01', '2099-12-31T23:59:59.999Z')

/** When something was measured or heard, sent in ISO 8601 form with milliseconds and `Z`. */
export const isoTime = scalar(eventTime.out, {
  decode: (value) => (typeof value === 'string' ? parseUtcText(value) : undefined),
  encode: (value) => value.toISOString(),
  form: 'ISO 8601, UTC',
})

/** When something happened, sent as Unix seconds; read from seconds, milliseconds or a UTC text. */
export const unixSec = scalar(eventTime.out, {
  decode: (value) => unixTimeOf(value),
  encode: (value) => Math.floor(value.getTime() / 1000),
  form: 'Unix seconds',
})
/** When something happened, sent as Unix milliseconds; read from seconds, milliseconds or a UTC text. */
export const unixMs = scalar(eventTime.out, {
  decode: (value) => unixTimeOf(value),
  encode: (value) => value.getTime(),
  form: 'Unix milliseconds',
})

function utcTimeBetween(min: string, max: string): Scalar<Date> {
  return scalar(z.date().min(new Date(min)).max(new Date(max)), {
    decode: (value) => (typeof value === 'string' ? parseUtcText(value) : undefined),
    encode: formatUtcText,
    form: '`yyyy-MM-dd HH:mm:ss`, UTC',
  })
}

function rangeForm({ min, max, int }: NumberRange): string {
  return `${int ? 'whole number' : 'number'}, ${min} to ${max}`
}

/** Each word of the wire, and what it means where that is another word. */
function wordsForm(wireOf: Readonly<Record<string, string | number>>): string {
  return Object.entries(wireOf)
    .map(([word, wire]) => (word === wire ? `\`${wire}\`` : `\`${wire}\` ${word}`))
    .join(', ')
}

function rangeSchema({ min, max, int }: NumberRange): z.ZodType<number, number> {
  return (int ? z.int() : z.number()).min(min).max(max)
}

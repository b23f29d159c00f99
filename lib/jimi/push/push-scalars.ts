// Single values as pushes write them, where they differ from those of the methods: times in several forms, contents in hex
// and Base64, lists of names. Values that the methods know too are taken from wire/codecs.ts and contract/quantities.ts.

import { z } from 'zod'
import { eventTime, imeiSchema, type Scalar, scalar } from '../wire/codecs'
import { numberOf, textOf, unixTimeOf } from '../wire/raw'
import { formatUtcText, parseUtcText } from '../wire/times'

/** A device number. A JSON number so large that it lost digits names another device, so it is none. */
export const deviceImei = scalar(imeiSchema, {
  decode: (value) => (typeof value === 'number' && !Number.isSafeInteger(value) ? undefined : textOf(value)),
  encode: (value) => value,
  form: 'IMEI',
})

/** When something happened: a UTC text, or Unix seconds or milliseconds told apart by their digits. Sent as UTC text. */
export const pushTime = scalar(eventTime.out, {
  decode: (value) => validTime(unixTimeOf(value)),
  encode: (value) => `${formatUtcText(value)}${fractionOf(value)}`,
  form: '`yyyy-MM-dd HH:mm:ss`, UTC; Unix seconds or milliseconds are read too',
})

/** The same, written as Unix seconds. */
export const pushUnixSec = scalar(eventTime.out, {
  decode: (value) => validTime(unixTimeOf(value)),
  // Read by its digits again, so that milliseconds may stand where there are any.
  encode: (value) => (value.getTime() % 1000 === 0 ? value.getTime() / 1000 : value.getTime()),
  form: 'Unix seconds; milliseconds and UTC texts are read too',
})

/** The same, written as Unix milliseconds. */
export const pushUnixMs = scalar(eventTime.out, {
  decode: (value) => validTime(unixTimeOf(value)),
  encode: (value) => value.getTime(),
  form: 'Unix milliseconds; seconds and UTC texts are read too',
})

/** A time in BCD digits, `yyMMddHHmmss`, assumed UTC. */
export const bcdTime = scalar(eventTime.out, {
  decode: (value) => {
    // A JSON number has lost its leading zeros; a year from 2000 to 2009 needs them back.
    const digits = textOf(value)?.padStart(12, '0') ?? ''
    if (!/^\d{12}$/.test(digits)) return typeof value === 'string' ? parseUtcText(value) : undefined
    const [year, month, day, hour, minute, second] = digits.match(/\d\d/g) ?? []
    return parseUtcText(`20${year}-${month}-${day} ${hour}:${minute}:${second}`)
  },
  encode: (value) => formatUtcText(value).slice(2).replaceAll(/\D/g, ''),
  form: 'BCD digits `yyMMddHHmmss`, UTC assumed',
})

/** A whole number in range. Fractions, which no document has here, are rounded. */
export function whole(min: number, max: number): Scalar<number> {
  return scalar<number>(z.int().min(min).max(max), {
    decode: (value) => {
      const read = numberOf(value)
      return read === undefined ? undefined : Math.round(read) + 0
    },
    encode: (value) => value,
    form: `whole number, ${min} to ${max}`,
  })
}

/** A set of 32 bits as a number. A device that counts with a sign sends it below zero. */
export const bits32 = scalar(z.int().min(0).max(0xffffffff), {
  decode: (value) => {
    const read = numberOf(value)
    const fits = read !== undefined && Number.isInteger(read) && read >= -0x80000000 && read <= 0xffffffff
    return fits ? read >>> 0 : undefined
  },
  encode: (value) => value,
  form: '32 bits',
})

/** Bytes in hex, an even count of digits, of at most `maxBytes`. Blanks and `0x` are passed over; lower case inside. */
export function hexBytes(maxBytes: number): Scalar<string> {
  return scalar(
    z
      .string()
      .regex(/^([\da-f]{2})*$/)
      .max(2 * maxBytes),
    {
      decode: (value) => textOf(value)?.replace(/^0x/i, '').replaceAll(/\s/g, '').toLowerCase(),
      encode: (value) => value.toUpperCase(),
      form: `hex, at most ${maxBytes} bytes`,
    },
  )
}

/** Base64 text of at most `maxChars`. A form that was not encoded turned its plus signs into blanks: they come back. */
export function base64(maxChars: number): Scalar<string> {
  return scalar(
    z
      .string()
      .regex(/^[A-Za-z\d+/]*={0,2}$/)
      .max(maxChars),
    {
      decode: (value) =>
        typeof value === 'string' ? value.replaceAll(' ', '+').replaceAll(/[\r\n]/g, '') : undefined,
      encode: (value) => value,
      form: `Base64, at most ${maxChars} characters`,
    },
  )
}

/** Names separated by commas or semicolons; whatever else separates nothing. Joined with `mark` when sent. */
export function names(mark: ',' | ';', max: number): Scalar<string[]> {
  return scalar(z.array(z.string().min(1).max(300)).min(1).max(max), {
    decode: (value) => {
      const texts = Array.isArray(value) ? value.map((part) => textOf(part) ?? '') : [textOf(value)]
      const parts = texts.flatMap((text) => text?.split(/[;,]/) ?? [])
      return parts.map((part) => part.trim()).filter((part) => part !== '')
    },
    encode: (value) => value.join(mark),
    form: `1 to ${max} names, separated by \`;\` or \`,\``,
  })
}

/** A list of texts: a JSON array, its JSON text, or separated by commas. May be empty. */
export function textList(max: number): Scalar<string[]> {
  const schema = z.array(z.string().min(1).max(100)).max(max)
  return z
    .codec(z.unknown(), schema, {
      decode: (value, context) => {
        const given = typeof value === 'string' && value.trim().startsWith('[') ? parsedJson(value) : value
        const parts = typeof given === 'string' ? given.split(',') : given
        if (Array.isArray(parts)) {
          const texts = parts.map(textOf)
          if (texts.every((text) => text !== undefined)) return texts
        }
        context.issues.push({ code: 'custom', message: 'not a list of texts', input: undefined })
        return z.NEVER
      },
      encode: (value) => value,
    })
    .describe(`list of at most ${max} texts`)
}

/** A zone such as GMT+08:00. A form that was not encoded turned its plus sign into a blank: it comes back. */
export const timezone = scalar(z.string().min(1).max(40), {
  decode: (value) => textOf(value)?.replace(/^(GMT|UTC) (?=\d)/i, '$1+'),
  encode: (value) => value,
  form: 'zone, such as `GMT+08:00`',
})

/** The value a JSON text holds, or undefined. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** An object, given as such or as its JSON text; undefined for anything else. */
export function objectFrom(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const given = typeof value === 'string' ? parsedJson(value) : value
  return typeof given === 'object' && given !== null && !Array.isArray(given)
    ? (given as Record<string, unknown>)
    : undefined
}

/** What the vendor's form has no place for; a reader takes it as it takes the vendor's own fractions. */
function fractionOf(time: Date): string {
  const ms = time.getUTCMilliseconds()
  return ms === 0 ? '' : `.${String(ms).padStart(3, '0')}`
}

/** `new Date` of a number too large is an invalid date, which compares with nothing. */
function validTime(date: Date | undefined): Date | undefined {
  return date !== undefined && Number.isFinite(date.getTime()) ? date : undefined
}

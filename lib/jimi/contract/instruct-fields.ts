// Scalars of what goes to a device over the hub: hosts, ports, compact times, and members nobody has documented.

import { z } from 'zod'
import { eventTime, exactText, number, numberText, onlyIf, scalar } from '../wire/codecs'
import { parseUtcText } from '../wire/times'

export const host = onlyIf(exactText(255), (name) => /^[\w.:-]+$/.test(name), 'not a host')
const portRange = { min: 0, max: 65_535, int: true }
export const port = number(portRange)
export const portText = numberText(portRange)
/** A channel; 0 means all where a number of channels is asked about. */
export const hubChannel = number({ min: 0, max: 255, int: true })
export const hubChannelText = numberText({ min: 0, max: 255, int: true })
/** The name an answer and later pushes carry, so that they can be told from others. */
export const answerKey = onlyIf(exactText(64), (key) => /^[\w-]+$/.test(key), 'not a key')

/** UTC as `yyMMddHHmmss`. */
export const compactTime = scalar(eventTime.out, {
  decode: (value) => {
    const parts = typeof value === 'string' ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(value) : null
    if (!parts) return undefined
    const [, year, month, day, hour, minute, second] = parts
    return parseUtcText(`20${year}-${month}-${day} ${hour}:${minute}:${second}`)
  },
  encode: (value) => value.toISOString().replace(/\D/g, '').slice(2, 14),
})

/** Numbers of a device's parameters, as decimal texts are the names of a JSON object. */
const parameterId = z.string().regex(/^\d{1,6}$/, 'not a parameter number')

/** Parameters to set: their decimal JT/T 808 numbers and new values. */
export const parameterValues = jsonScalar(
  z
    .record(parameterId, z.string().max(1000))
    .refine((values) => Object.keys(values).length <= 200, 'more than 200'),
)

/** Numbers of parameters to read: names without values on the wire. */
export const parameterIds = scalar(z.array(z.int().min(0).max(999_999)).min(1).max(200), {
  decode: (value) => {
    const read = z.safeDecode(parameterValues, value)
    return read.success ? Object.keys(read.data).map(Number) : undefined
  },
  encode: (ids) => JSON.stringify(Object.fromEntries(ids.map((id) => [String(id), '']))),
})

/** An object without members. */
export const emptyObject = scalar(z.null(), {
  decode: (value) => (typeof value === 'string' && /^\s*\{\s*\}\s*$/.test(value) ? null : undefined),
  encode: () => '{}',
})
/** No content at all. */
export const emptyText = scalar(z.null(), {
  decode: (value) => (value === '' || value === undefined ? null : undefined),
  encode: () => '',
})

/** Members that no document lists: whatever is given is sent, one level deep. */
export const freeMembers = jsonScalar(
  z
    .record(z.string().min(1).max(64), z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]))
    .refine((members) => Object.keys(members).length <= 100, 'more than 100'),
)

/** A codec between a JSON text and what it holds. */
function jsonScalar<T>(schema: z.ZodType<T, T>) {
  return scalar(schema, {
    decode: (value) => {
      if (typeof value !== 'string') return undefined
      try {
        return schema.safeParse(JSON.parse(value)).data
      } catch {
        return undefined
      }
    },
    encode: (value) => JSON.stringify(value),
  })
}

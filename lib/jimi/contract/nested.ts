// Members that are objects or rows themselves, plain or as JSON text. An unreadable optional one is left out like any value.

import { z } from 'zod'
import type { Scalar } from '../wire/codecs'
import type { Profile } from '../wire/profile'
import { reasonOf } from './answer'
import type { RecordCodec, RecordOf, WireRecord } from './record'

/** A member that is one object. */
export function objectOf<T>(record: RecordOf<T>): Record<Profile, Scalar<T>> {
  return { ts: objectCodec(record.ts), pro: objectCodec(record.pro) }
}

/** A member that is a list of at most `max` objects. Those that cannot be read are left out of it without a report. */
export function listOf<T>(record: RecordOf<T>, max: number): Record<Profile, Scalar<T[]>> {
  return { ts: listCodec(record.ts, max), pro: listCodec(record.pro, max) }
}

/** A parameter that is one object written as JSON text, once: it is signed and sent exactly as it stands here. */
export function jsonTextOf<T>(codec: RecordCodec<T>): Scalar<T> {
  return z
    .codec(z.unknown(), codec.out, {
      decode: (value, context) => {
        const read = z.safeDecode(codec, parsedObject(value) as WireRecord)
        if (read.success) return read.data
        context.issues.push({ code: 'custom', message: reasonOf(read.error), input: value })
        return z.NEVER
      },
      encode: (value, context) => {
        const written = z.safeEncode(codec, value)
        if (written.success) return JSON.stringify(written.data)
        context.issues.push({ code: 'custom', message: reasonOf(written.error), input: value })
        return z.NEVER
      },
    })
    .describe('JSON text of an object')
}

/** What is not a JSON text of an object goes on as it is, for the codec to refuse. */
function parsedObject(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return null
  }
}

function objectCodec<T>(codec: RecordCodec<T>): Scalar<T> {
  return z
    .codec(z.unknown(), codec.out, {
      decode: (value, context) => {
        const read = z.safeDecode(codec, value as WireRecord)
        if (read.success) return read.data
        context.issues.push({ code: 'custom', message: 'not readable', input: value })
        return z.NEVER
      },
      encode: (value) => z.encode(codec, value),
    })
    .describe('object')
}

function listCodec<T>(codec: RecordCodec<T>, max: number): Scalar<T[]> {
  return z
    .codec(z.unknown(), z.array(codec.out).max(max), {
      decode: (value, context) => {
        if (Array.isArray(value)) return value.slice(0, max).flatMap((each) => readable(codec, each))
        context.issues.push({ code: 'custom', message: 'not a list', input: value })
        return z.NEVER
      },
      encode: (values) => values.map((value) => z.encode(codec, value)),
    })
    .describe('list of objects')
}

function readable<T>(codec: RecordCodec<T>, value: unknown): T[] {
  const read = z.safeDecode(codec, value as WireRecord)
  return read.success ? [read.data] : []
}

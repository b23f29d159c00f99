import { z } from 'zod'
import { MAX_READINGS_SPAN_MS } from '@/lib/domain/api/telemetry'

const timeSchema = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (at) => at.toISOString(),
})

/** From and to of a question about a device, ISO 8601 UTC. */
export const rangeSchema = z.object({ from: timeSchema, to: timeSchema })

/** Forward in time, and no longer than a week. */
export function isFittingSpan({ from, to }: z.output<typeof rangeSchema>): boolean {
  return to >= from && to.getTime() - from.getTime() <= MAX_READINGS_SPAN_MS
}

export const SPAN_WORDS = { path: ['from'], message: 'must be before "to", by a week at most' }

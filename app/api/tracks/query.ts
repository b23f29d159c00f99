import { z } from 'zod'
import { MAX_TRACK_SPAN_MS, MAX_TRACK_VEHICLES } from '@/lib/domain/track/limits'
import type { TimeSpan } from '@/lib/domain/track/spans'
import { InvalidInputError } from '@/lib/server/errors'

/** The query of GET /api/tracks: device ids with commas between, and times in ISO 8601 UTC. */
export const tracksQuerySchema = z.object({
  ids: z
    .string()
    .max(MAX_TRACK_VEHICLES * 40)
    .transform((text) => [...new Set(text.split(',').filter((id) => id !== ''))])
    .pipe(z.array(z.uuid()).min(1).max(MAX_TRACK_VEHICLES)),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
})

/** A span forward in time and not too long. Throws an InvalidInputError otherwise. */
export function fittingSpan({ from, to }: { from: string; to: string }): TimeSpan {
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)]
  if (!(toMs > fromMs) || toMs - fromMs > MAX_TRACK_SPAN_MS)
    throw new InvalidInputError('"from" must be before "to", by 90 days at most.')
  return { fromMs, toMs }
}

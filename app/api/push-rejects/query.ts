import { z } from 'zod'
import { rejectFilterSchema } from '@/lib/domain/api/push'

/** The filter as it stands in an address, where an empty value means none. */
export const rejectQuerySchema = rejectFilterSchema.extend({
  page: z.codec(z.string().regex(/^[1-9]\d{0,4}$/), z.int(), { decode: Number, encode: String }).optional(),
})

export function withoutEmpty(query: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''))
}

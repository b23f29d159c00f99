// Names in queries that several operations share: pages, times, lists of ids. Everything comes as text and is read strictly.

import { z } from 'zod'

/** Ids that one call names. */
export const MAX_IDS = 100

/** A whole number from 1 to `most`, as a query carries it. */
export function countParam(most: number) {
  return z.codec(z.string().regex(/^[1-9]\d{0,5}$/), z.int().min(1).max(most), {
    decode: Number,
    encode: String,
  })
}

/** Values with commas between. */
export function listParam<T extends z.ZodType<string, string>>(value: T, most: number) {
  return z.codec(z.string().max(most * 101), z.array(value).min(1).max(most), {
    decode: (text) => [...new Set(text.split(',').filter((part) => part !== ''))] as z.input<T>[],
    encode: (values) => values.join(','),
  })
}

/** Where the next page begins, as the page before answered it. */
export const cursorParam = z.string().min(1).max(200).describe('`next` of the page before.')

/** As `cursorParam`, of a list by name: names are long. */
export const nameCursorParam = z.string().min(1).max(1_000).describe('`next` of the page before.')

/** A device's, an alarm's or a fence's id in a path. Anything that is no id is nothing that exists. */
export const idParams = z.object({ id: z.string().max(200).describe('The id as a list answered it.') })

export const noParams = z.object({})
export const noQuery = z.strictObject({})

/** A span of time. */
export const spanQuery = {
  from: z.iso.datetime({ offset: true }).describe('Beginning, ISO 8601 with zone.'),
  to: z.iso.datetime({ offset: true }).describe('End, ISO 8601 with zone, at most 31 days later.'),
}

/** The longest span of a track or of trips. */
export const MAX_SPAN_MS = 31 * 86_400_000

// Where a page of a list begins, as text that only we read. What is in one is no secret and no key: pages are of the viewer's
// own data whatever it says. So it is checked for its form, and not signed.

import { z } from 'zod'
import { isUuid } from '../data/ids'
import { InvalidInputError } from '../errors'

/** A cursor of these parts; of times it keeps the milliseconds. */
export function cursorOf(parts: readonly (string | number | Date)[]): string {
  const written = parts.map((part) => (part instanceof Date ? part.getTime() : part))
  return Buffer.from(JSON.stringify(written)).toString('base64url')
}

/** Reads a cursor back; null for none. @throws InvalidInputError for one that is none of ours */
export function readCursor<S extends z.ZodType>(schema: S, text: string | undefined): z.output<S> | null {
  if (text === undefined) return null
  const parsed = schema.safeParse(parse(Buffer.from(text, 'base64url').toString('utf8')))
  if (!parsed.success)
    throw new InvalidInputError(
      'This "cursor" is none that Milepost gave out. Leave it away to begin with the first page.',
    )
  return parsed.data
}

const id = z.string().refine(isUuid)
/** Every time that both a Date and a timestamp of PostgreSQL can hold: the years 1 to 9999, as ms since epoch. */
const timeMs = z.int().min(-62_135_596_800_000).max(253_402_300_799_999)

/** Of pages by id. */
export const idCursor = z.tuple([id])
/** Of pages by name, then id. */
export const nameCursor = z.tuple([z.string().max(2_000), id])
/** Of pages by time, then id. */
export const timeCursor = z.tuple([timeMs, id])

/** What is shown of rows of which one more than a page was asked for, and where the next page begins. */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
  cursorAt: (row: T) => readonly (string | number | Date)[],
): { shown: T[]; next: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { shown, next: rows.length > limit && last !== undefined ? cursorOf(cursorAt(last)) : null }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

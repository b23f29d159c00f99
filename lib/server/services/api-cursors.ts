// Where a page of the API begins, as text that only we read. What is in one is no secret and no key: pages are of the viewer's
// own data whatever it says.

import { z } from 'zod'
import { InvalidInputError } from '../errors'

/** A cursor of these parts. */
export function cursorOf(parts: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** Reads a cursor back; null for none. @throws InvalidInputError for one that is none of ours */
export function readCursor<S extends z.ZodType>(schema: S, text: string | undefined): z.output<S> | null {
  if (text === undefined) return null
  const parsed = schema.safeParse(parse(Buffer.from(text, 'base64url').toString('utf8')))
  if (!parsed.success) throw new InvalidInputError('"cursor" is none of ours.')
  return parsed.data
}

/** Of pages by id. */
export const idCursor = z.tuple([z.uuid()])

/** What is shown of rows of which one more than a page was asked for, and where the next page begins. */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
  cursorAt: (row: T) => readonly (string | number)[],
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

// Texts that no database text column stores: with NUL, or with half of a surrogate pair. And JSON that lies too deep.

import { ItemRefusal } from './define-push'

/** The deepest that an item may be. */
const MAX_DEPTH = 32
const BAD_TEXT = /[\0\p{Surrogate}]/u

/** The reason for which a JSON value's texts, names of members too, cannot be kept; null when they all can. */
export function refusalOfTexts(value: unknown, depth = 0, name = 'the item'): ItemRefusal | null {
  if (typeof value === 'string') return BAD_TEXT.test(value) ? badText(name) : null
  if (typeof value !== 'object' || value === null) return null
  if (depth >= MAX_DEPTH) return new ItemRefusal('unreadable_content', 'the item lies too deep')
  for (const [key, member] of Object.entries(value)) {
    if (BAD_TEXT.test(key)) return badText('the name of a member')
    const found = refusalOfTexts(member, depth + 1, key)
    if (found) return found
  }
  return null
}

function badText(name: string): ItemRefusal {
  return new ItemRefusal('bad_text', `${name.slice(0, 60)} holds NUL or half a character`)
}

// Why a whole body is not taken, and the bounds it must keep to.

/** Bodies above this are refused before they are looked at. */
export const MAX_BODY_BYTES = 1024 * 1024
/** The vendor's own limit of items in one body. */
export const MAX_ITEMS = 50
/** How deep arrays and objects may lie in each other. */
export const MAX_DEPTH = 32

const WORDS = {
  not_json: 'the items are not JSON',
  not_supported: 'neither a form nor JSON',
  too_large: `larger than ${MAX_BODY_BYTES} bytes`,
  too_many: `more than ${MAX_ITEMS} items, or more fields than any push has`,
  too_deep: `arrays and objects more than ${MAX_DEPTH} deep`,
  duplicate_field: 'a field that may come once comes twice',
  forbidden_field: 'a field of a name that no push has',
  empty: 'no items',
} as const

/** Why a whole body was not taken. */
export type BodyRefusal = keyof typeof WORDS
/** `words` may be shown to whoever posted: they quote nothing of the body. */
export type Refused = { refusal: BodyRefusal; words: string }

export function refuse(refusal: BodyRefusal): Refused {
  return { refusal, words: WORDS[refusal] }
}

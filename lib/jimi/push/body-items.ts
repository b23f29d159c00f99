// The items in the text of a list. A list that is sound apart from single items loses only those.

import { isAscii, isUtf8 } from 'node:buffer'
import { MAX_DEPTH, MAX_ITEMS, type Refused, refuse } from './body-refusal'
import { ItemRefusal } from './define-push'
import { outlineJson, type Span, trimmed } from './json-spans'

export type ItemList = {
  /** Each a JSON value, or an ItemRefusal where one item's text alone could not be parsed. */
  items: readonly unknown[]
  mayHoldBadText: boolean
  rawOf(index: number): Uint8Array
}

/** The items of a JSON array, or the one item that any other value is. */
export function itemsOf(bytes: Buffer): ItemList | Refused {
  const whole = trimmed(bytes, { start: hasMark(bytes) ? 3 : 0, end: bytes.length })
  if (whole.start === whole.end) return refuse('empty')
  const outline = outlineJson(bytes, whole, { maxDepth: MAX_DEPTH, maxElements: MAX_ITEMS })
  // An object has members, not elements: how many they are is not limited here.
  if (outline === 'too_many' && bytes[whole.start] === OPEN_OBJECT) return oneItem(bytes, whole)
  if (outline === 'unbalanced') return refuse('not_json')
  if (typeof outline === 'string') return refuse(outline)
  if (outline.kind === 'other') return refuse('not_json')
  // Nothing between two commas is broken JSON, yet no item that could be kept.
  const spans = outline.kind === 'array' ? outline.spans.filter(isFilled) : [whole]
  const items = parseAtOnce(bytes, whole) ?? spans.map((span) => parseOne(bytes, span))
  const isEmptyList = outline.kind === 'array' && outline.spans.length === 0
  if (!isEmptyList && items.every(isUnreadable)) return refuse('not_json')
  return {
    items,
    mayHoldBadText: outline.mayHoldBadText,
    rawOf: (index) => bytes.subarray(spans[index]?.start ?? 0, spans[index]?.end ?? 0),
  }
}

function isFilled({ start, end }: Span): boolean {
  return start < end
}

const OPEN_OBJECT = 123

function oneItem(bytes: Buffer, whole: Span): ItemList | Refused {
  const outline = outlineJson(bytes, whole, { maxDepth: MAX_DEPTH, maxElements: Number.POSITIVE_INFINITY })
  if (outline === 'unbalanced') return refuse('not_json')
  if (typeof outline === 'string') return refuse(outline)
  const item = parseOne(bytes, whole)
  if (isUnreadable(item)) return refuse('not_json')
  return {
    items: [item],
    mayHoldBadText: true,
    rawOf: () => bytes.subarray(whole.start, whole.end),
  }
}

/** Null when something in it cannot be parsed. */
function parseAtOnce(bytes: Buffer, { start, end }: Span): unknown[] | null {
  const part = bytes.subarray(start, end)
  const encoding = isAscii(part) ? 'latin1' : 'utf8'
  if (encoding === 'utf8' && !isUtf8(part)) return null
  try {
    const value: unknown = JSON.parse(part.toString(encoding))
    return Array.isArray(value) ? value : [value]
  } catch {
    return null
  }
}

const UNREADABLE = 'the text of the item is not JSON'

function parseOne(bytes: Buffer, { start, end }: Span): unknown {
  const part = bytes.subarray(start, end)
  if (!isUtf8(part)) return new ItemRefusal('bad_text', 'the text of the item is not UTF-8')
  const text = part.toString('utf8')
  try {
    return JSON.parse(text) as unknown
  } catch {
    if (CONTROL.test(text)) return new ItemRefusal('bad_text', 'a text of the item holds NUL or its like')
    if (NO_NUMBER.test(text)) return new ItemRefusal('not_finite', 'the item holds NaN or Infinity')
    return new ItemRefusal('unreadable_content', UNREADABLE)
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in texts, and this finds them.
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f]/
const NO_NUMBER = /[:,[]\s*[+-]?(NaN|Inf(inity)?)\b/i

function isUnreadable(item: unknown): boolean {
  return item instanceof ItemRefusal && item.detail === UNREADABLE
}

/** The mark with which some senders begin a UTF-8 text. */
function hasMark(bytes: Buffer): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
}

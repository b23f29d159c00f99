// Looks over the bytes of a JSON text before anything is built of it: how deep it lies, how many elements it has and where
// each stands. It checks brackets and quotes, not grammar: that is the parser's business.

/** From the first byte of an element to behind its last. */
export type Span = { start: number; end: number }

export type JsonOutline = {
  kind: 'array' | 'object' | 'other'
  /** Elements of the array, or members of the object with their names; the whole of anything else. */
  spans: Span[]
  /** Some text may hold NUL or half a surrogate pair, by an escape. */
  mayHoldBadText: boolean
}

export type OutlineTrouble = 'too_deep' | 'too_many' | 'unbalanced'
type Limits = { maxDepth: number; maxElements: number }

const QUOTE = 34
const BACKSLASH = 92
const COMMA = 44
const OPEN_ARRAY = 91
const CLOSE_ARRAY = 93
const OPEN_OBJECT = 123
const CLOSE_OBJECT = 125

/** Bytes that mean something outside of texts: most don't, and are passed over by one look. */
const IS_MARK = new Uint8Array(256)
for (const mark of [QUOTE, COMMA, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT]) IS_MARK[mark] = 1

/** Outlines one JSON value that fills `bytes` from `start` to `end`, blanks aside. */
export function outlineJson(
  bytes: Uint8Array,
  { start, end }: Span,
  { maxDepth, maxElements }: Limits,
): JsonOutline | OutlineTrouble {
  const first = bytes[start]
  const kind = first === OPEN_ARRAY ? 'array' : first === OPEN_OBJECT ? 'object' : 'other'
  const spans: Span[] = []
  // Which bracket closes each level. A fixed array, so that depth costs nothing.
  const closers = new Uint8Array(maxDepth + 1)
  let depth = 0
  let from = start + 1
  let mayHoldBadText = false
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] as number
    if (IS_MARK[byte] === 0) continue
    if (byte === QUOTE) {
      at += 1
      for (; at < end && bytes[at] !== QUOTE; at += 1) {
        if (bytes[at] !== BACKSLASH) continue
        at += 1
        mayHoldBadText ||= isBadEscape(bytes, at)
      }
      if (at >= end) return 'unbalanced'
    } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      if (depth === 0 && at !== start) return 'unbalanced'
      if (depth === maxDepth) return 'too_deep'
      depth += 1
      closers[depth] = byte === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_ARRAY
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
      if (depth === 0 || closers[depth] !== byte) return 'unbalanced'
      depth -= 1
      if (depth === 0) {
        addSpan(bytes, spans, { start: from, end: at })
        if (trimmed(bytes, { start: at + 1, end }).start < end) return 'unbalanced'
      }
    } else if (byte === COMMA && depth === 1) {
      spans.push(trimmed(bytes, { start: from, end: at }))
      if (spans.length >= maxElements) return 'too_many'
      from = at + 1
    }
  }
  if (depth !== 0) return 'unbalanced'
  if (kind === 'other') spans.push({ start, end })
  return { kind, spans, mayHoldBadText }
}

/** Without the blanks around it. */
export function trimmed(bytes: Uint8Array, span: Span): Span {
  let { start, end } = span
  while (start < end && isBlank(bytes[start])) start += 1
  while (end > start && isBlank(bytes[end - 1])) end -= 1
  return { start, end }
}

/** The last element; nothing between two brackets is none. */
function addSpan(bytes: Uint8Array, spans: Span[], span: Span): void {
  const last = trimmed(bytes, span)
  if (last.start < last.end || spans.length > 0) spans.push(last)
}

/** `\u0000`, or one of `\ud800` to `\udfff`, from the character after the backslash on. */
function isBadEscape(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] !== 0x75) return false
  const digit = bytes[at + 1]
  return digit === 0x64 || digit === 0x44 || (digit === 0x30 && bytes[at + 2] === 0x30)
}

function isBlank(byte: number | undefined): boolean {
  return byte === 32 || byte === 10 || byte === 13 || byte === 9
}

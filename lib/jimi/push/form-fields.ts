// The fields of a form body, by their places: a value is decoded only when somebody wants it.

import type { Span } from './json-spans'

export type FormField = { name: string; value: Span }

const AMPERSAND = 38
const EQUALS = 61
const PERCENT = 37
const PLUS = 43
const BLANK = 32

/** The fields in their order, at most `maxFields`; null when there are more. */
export function formFields(bytes: Buffer, maxFields: number): FormField[] | null {
  const fields: FormField[] = []
  for (let start = 0; start < bytes.length; ) {
    const next = bytes.indexOf(AMPERSAND, start)
    const end = next < 0 ? bytes.length : next
    if (end > start) {
      if (fields.length === maxFields) return null
      const mark = bytes.indexOf(EQUALS, start)
      const nameEnd = mark < 0 || mark > end ? end : mark
      const name = decodeForm(bytes, { start, end: Math.min(nameEnd, start + 600) }).toString('utf8')
      fields.push({ name, value: { start: Math.min(nameEnd + 1, end), end } })
    }
    start = end + 1
  }
  return fields
}

/** The bytes a field stands for. A percent sign that introduces nothing stands for itself, as browsers have it. */
export function decodeForm(bytes: Buffer, { start, end }: Span): Buffer {
  const decoded = Buffer.allocUnsafe(end - start)
  let length = 0
  for (let at = start; at < end; ) {
    let byte = bytes[at++] as number
    if (byte === PERCENT && at + 1 < end) {
      const value = (HIGH[bytes[at] as number] as number) | (LOW[bytes[at + 1] as number] as number)
      // Whatever is no digit sets a bit above the eight of a byte.
      if (value < 256) {
        byte = value
        at += 2
      }
    } else if (byte === PLUS) byte = BLANK
    decoded[length++] = byte
  }
  return decoded.subarray(0, length)
}

const NO_DIGIT = 0x1000
const LOW = new Uint16Array(256).fill(NO_DIGIT)
for (const [value, digit] of [...'0123456789abcdef'].entries()) {
  LOW[digit.charCodeAt(0)] = value
  LOW[digit.toUpperCase().charCodeAt(0)] = value
}
const HIGH = LOW.map((value) => (value === NO_DIGIT ? NO_DIGIT : value << 4))

// Deltas as they travel: every column one string of small numbers, each the difference to what the listener already has.
// It owns the packing and its undoing; what the columns mean is in live-frame.ts.

import type { DeltaFrame, StateColumns } from './live-frame'

export type StateColumn = keyof StateColumns

/** Every column of state; packed frames hold them by these names. */
export const STATE_COLUMNS = [
  'lat',
  'lng',
  'fixAt',
  'heardAt',
  'speed',
  'heading',
  'status',
  'since',
  'source',
  'ignition',
  'battery',
  'accuracy',
] as const satisfies readonly StateColumn[]

/** A column packed by `packNumbers`, whose numbers are differences; empty when all of them are 0. */
export type PackedState = Record<StateColumn, string>

/**
 * `delta` on the wire. `slot` holds the step from each slot to the next, the first from -1, so that no step is 0. Differences are to what the frame
 * before said of the slot (`before`), or, for whoever missed frames, to zeros and for times the second of `at` (`zero`).
 */
export type PackedDelta = { at: number; base: 'before' | 'zero'; slot: string; state: PackedState }

/** The number of a column in a slot, as the listener has it: without null, see `NOWHERE`. */
export type ReadColumn = (column: StateColumn, slot: number) => number

/** Stands for null in `lat` and `lng`: no latitude or longitude, times 1e6, comes near it. */
export const NOWHERE = 400_000_000

/** A whole number of a column as frames count with it. */
export function toPacked(value: number | null): number {
  return value ?? NOWHERE
}

/** What a row of differences to nothing begins with, for a frame of this moment (ms since epoch). */
export function zeroOf(column: StateColumn, atMs: number): number {
  return column === 'fixAt' || column === 'heardAt' || column === 'since' ? Math.floor(atMs / 1000) : 0
}

/**
 * Whole numbers as text of letters, digits, + and /: the sign in the lowest bit, then five bits a
 * character, lowest first, the sixth saying that more follow (the "Base64 VLQ" of source maps). No numbers, or only zeros,
 * are the empty text.
 */
export function packNumbers(numbers: ArrayLike<number>): string {
  let bytes = new Uint8Array(numbers.length * 4)
  let length = 0
  let zeros = true
  for (let index = 0; index < numbers.length; index += 1) {
    if (length + MOST_CHARACTERS > bytes.length) bytes = grown(bytes)
    const value = numbers[index] ?? 0
    if (value !== 0) zeros = false
    let rest = value < 0 ? 1 - 2 * value : 2 * value
    // Nearly all are small, and shifts are many times faster than divisions.
    for (; rest > SMALL; rest = Math.floor(rest / 32)) bytes[length++] = CODES[32 + (rest % 32)] ?? 0
    for (; rest >= 32; rest >>>= 5) bytes[length++] = CODES[32 | (rest & 31)] ?? 0
    bytes[length++] = CODES[rest] ?? 0
  }
  return zeros ? '' : decoder.decode(bytes.subarray(0, length))
}

/**
 * The numbers of a text of `packNumbers`. `into`, of `count` or more, is written over and spares making an array.
 * @throws TypeError when they are not `count`, or the text is none of `packNumbers`.
 */
export function unpackNumbers(
  text: string,
  count: number,
  into: Float64Array = new Float64Array(count),
): Float64Array {
  if (text === '') return into.fill(0, 0, count).subarray(0, count)
  const numbers = readNumbers(text, count, into)
  if (numbers.length !== count) throw new TypeError('live frame: columns of unequal length')
  return numbers
}

/**
 * A delta off the wire; `read` says what the listener has. One that is not packed is answered as it is.
 * @throws TypeError when it cannot be read.
 */
export function unpackDelta(frame: PackedDelta | DeltaFrame, read: ReadColumn): DeltaFrame {
  if (!('base' in frame)) return frame
  const slot = Array.from(unpackSlots(frame.slot))
  const from: ReadColumn = frame.base === 'before' ? read : (column) => zeroOf(column, frame.at)
  return {
    at: frame.at,
    slot,
    state: unpackState(frame.state, slot.length, (column, row) => from(column, slot[row] ?? 0)),
  }
}

/** Slots in rising order as their steps. */
export function packSlots(slots: readonly number[]): string {
  return packNumbers(slots.map((slot, row) => slot - (slots[row - 1] ?? -1)))
}

/**
 * The slots of a text of `packSlots`. `into`, as long as the text or longer, is written over and spares making an array.
 * @throws TypeError when the text is none of `packSlots`.
 */
export function unpackSlots(text: string, into: Float64Array = new Float64Array(text.length)): Float64Array {
  const slots = readNumbers(text, text.length, into)
  let at = -1
  for (let row = 0; row < slots.length; row += 1) {
    at += slots[row] ?? 0
    slots[row] = at
  }
  return slots
}

function unpackState(state: PackedState, count: number, from: ReadColumn): StateColumns {
  const column = (name: StateColumn) =>
    Array.from(unpackNumbers(state[name], count), (difference, row) => difference + from(name, row))
  const place = (name: 'lat' | 'lng') => column(name).map((value) => (value === NOWHERE ? null : value))
  return {
    lat: place('lat'),
    lng: place('lng'),
    fixAt: column('fixAt'),
    heardAt: column('heardAt'),
    speed: column('speed'),
    heading: column('heading'),
    status: column('status'),
    since: column('since'),
    source: column('source'),
    ignition: column('ignition'),
    battery: column('battery'),
    accuracy: column('accuracy'),
  }
}

function grown(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(bytes.length * 2 + MOST_CHARACTERS)
  larger.set(bytes)
  return larger
}

function readNumbers(text: string, most: number, numbers: Float64Array): Float64Array {
  let count = 0
  let index = 0
  while (index < text.length) {
    let digit = DIGITS[text.charCodeAt(index++)] ?? NO_DIGIT
    let rest = digit & 31
    let shift = 5
    for (; digit >= 32; shift += 5) {
      if (digit === NO_DIGIT) throw new TypeError('live frame: not a packed column')
      if (index >= text.length) throw new TypeError('live frame: a packed column ends in the middle')
      digit = DIGITS[text.charCodeAt(index++)] ?? NO_DIGIT
      // Nearly all are small, and shifts are many times faster than powers.
      if (shift < 30) rest |= (digit & 31) << shift
      else rest += (digit & 31) * 2 ** shift
    }
    if (count >= most) throw new TypeError('live frame: columns of unequal length')
    numbers[count++] = rest % 2 === 1 ? (1 - rest) / 2 : rest / 2
  }
  return numbers.subarray(0, count)
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const CODES = Uint8Array.from(ALPHABET, (character) => character.charCodeAt(0))
/** Five bits each hold any whole number that is exact, and its sign. */
const MOST_CHARACTERS = 11
const decoder = new TextDecoder()
const NO_DIGIT = 255
/** What is not larger fits into 31 bits. */
const SMALL = 0x7fffffff
const DIGITS = new Uint8Array(128).fill(NO_DIGIT)
for (const [value, character] of [...ALPHABET].entries()) DIGITS[character.charCodeAt(0)] = value

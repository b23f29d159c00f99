// Raw values as they come, number or text or neither, read for what they hold. The codecs built on these bound it.

import { parseUtcText } from './times'

/** The text of a value, trimmed and cleaned; undefined for what holds none. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value !== 'string') return undefined
  const clean = (NEEDS_CLEANING.test(value) ? cleaned(value) : value).trim()
  return clean === '' ? undefined : clean
}

/** The parts of a comma separated text, trimmed, empty ones left out; none in an empty text. */
export function partsOf(value: unknown): string[] | undefined {
  const list = value === '' ? '' : textOf(value)
  return list
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** Whether to look closer. Whole emojis match too, but most texts don't, and an answer holds very many. */
const NEEDS_CLEANING = /[\0\uD800-\uDFFF]/

function cleaned(value: string): string {
  // Lone surrogates come from names cut in the middle of an emoji.
  return value.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD')
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i

/** The finite number a value is or spells out in decimals; undefined for anything else. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value !== 'number' && !(typeof value === 'string' && DECIMAL.test(value.trim())))
    return undefined
  const parsed = Number(value)
  // Adding 0 turns -0 into 0.
  return Number.isFinite(parsed) ? parsed + 0 : undefined
}

/** The flag a value means: a boolean, 1 or 0, true or false, on or off in any case; undefined for anything else. */
export function booleanOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value
  switch (textOf(value)?.toLowerCase()) {
    case '1':
    case 'true':
    case 'on':
      return true
    case '0':
    case 'false':
    case 'off':
      return false
    default:
      return undefined
  }
}

/** Seconds stay below this until the year 5138; milliseconds were above it from 1973 on. */
const MIN_UNIX_MS = 100_000_000_000

/** The moment a count of seconds or milliseconds since 1970, or a UTC text, means. May be an invalid date. */
export function unixTimeOf(value: unknown): Date | undefined {
  const count = numberOf(value)
  if (count === undefined) return typeof value === 'string' ? parseUtcText(value) : undefined
  return new Date(count < MIN_UNIX_MS ? count * 1000 : count)
}

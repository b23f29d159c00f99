// Takes secrets out of anything on its way to a log: by field name, by known shape, and by exact value.
// It owns what counts as a secret; it does not write logs.

import { singleton } from './singleton'

const HIDDEN = '[hidden]'
const MAX_DEPTH = 8
const MAX_ITEMS = 200

/** Field names, compared without case and punctuation, whose values never reach a log. */
const SECRET_NAME =
  /(secret|token|passw|passphrase|pwd|authorization|cookie|appkey|apikey|credential|privatekey|sealed)|^(sign|signature|otp|auth)$/
/** Facts about a secret that help and harm nobody: `tokenExpiresAt`, `tokenAgeMs`. */
const HARMLESS_SUFFIX = /(At|Ms|Count|Length|Code)$/

const NAME_IN_TEXT =
  '[\\w.-]*(?:secret|token|passw(?:or)?d|passphrase|pwd|authorization|cookie|app_?key|api_?key|credential)[\\w.-]*|sign|signature'
const TEXT_RULES: readonly [RegExp, string][] = [
  [
    /\b(set-cookie|cookie|authorization|proxy-authorization)(["']?\s*[:=]\s*["']?)[^\r\n"']+/gi,
    `$1$2${HIDDEN}`,
  ],
  [/\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${HIDDEN}`],
  [
    new RegExp(
      `\\b(${NAME_IN_TEXT})((?:"|'|%22)?\\s*(?:[=:]|%3D|%3A)\\s*(?:%22|%20)?)"(?:[^"\\\\]|\\\\.)*"`,
      'gi',
    ),
    `$1$2"${HIDDEN}"`,
  ],
  [
    new RegExp(
      `\\b(${NAME_IN_TEXT})((?:\\\\?"|'|%22)?\\s*(?:[=:]|%3D|%3A)\\s*(?:\\\\?"|'|%22)?)(?!\\[hidden)[^\\s&"'\\\\,;})\\]]+`,
      'gi',
    ),
    `$1$2${HIDDEN}`,
  ],
  [/([a-z][a-z0-9+.-]*:\/\/[^\s/:@]*):[^\s/@]+@/gi, `$1:${HIDDEN}@`],
  [/\$argon2[\w$=,+/.-]+/g, HIDDEN],
  [/\beyJ[\w-]{8,}(?:\.[\w-]*){2,4}/g, HIDDEN],
  // Vendor keys, secrets, tokens, signatures and password digests are all runs of 32 or more hex digits.
  [/(?<![0-9a-f])[0-9a-f]{32,}(?![0-9a-f])/gi, HIDDEN],
]

/**
 * Registers a decrypted secret so that its exact value is cut from every later log line, whatever the text around it.
 * Values shorter than 6 characters are ignored: cutting them would garble ordinary words.
 */
export function hideInLogs(value: string): void {
  if (value.length < 6) return
  knownSecrets().add(value)
  knownSecrets().add(encodeURIComponent(value))
}

/** The exact values registered so far, for whoever shows things outside logs. Never show this list itself. */
export function hiddenValues(): string[] {
  return [...knownSecrets()]
}

/** A copy of `value` that is safe to log: plain data of limited depth and length, secrets replaced. */
export function scrub(value: unknown): unknown {
  return scrubValue(value, 0, new Set())
}

/** As `scrub`, for values known to be objects: fields of a log line. */
export function scrubRecord(value: object): Record<string, unknown> {
  return scrubEntries(entriesOf(value), 0, new Set([value]))
}

/** The text with secrets replaced, including those in URLs, headers and JSON inside it. */
export function scrubText(text: string): string {
  let clean = text
  for (const secret of knownSecrets()) clean = clean.replaceAll(secret, HIDDEN)
  for (const [pattern, replacement] of TEXT_RULES) clean = clean.replace(pattern, replacement)
  return clean
}

function scrubValue(value: unknown, depth: number, parents: Set<object>): unknown {
  if (typeof value === 'string') return scrubText(value)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  if (value instanceof URL) return scrubText(value.href)
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (parents.has(value)) return '[circular]'
  if (depth >= MAX_DEPTH) return '[deep]'
  const inside = new Set(parents).add(value)
  if (Array.isArray(value) || value instanceof Set) {
    return [...value].slice(0, MAX_ITEMS).map((item) => scrubValue(item, depth + 1, inside))
  }
  return scrubEntries(entriesOf(value), depth, inside)
}

function entriesOf(value: object): [string, unknown][] {
  if (value instanceof Error) return errorEntries(value)
  if (value instanceof Map || value instanceof Headers || value instanceof URLSearchParams) {
    return [...value].map(([key, item]): [string, unknown] => [String(key), item])
  }
  return Object.entries(value)
}

function errorEntries(error: Error): [string, unknown][] {
  const own = Object.entries(error).filter(([key]) => key !== 'name' && key !== 'message' && key !== 'stack')
  const entries: [string, unknown][] = [
    ['type', error.name],
    ['message', error.message],
    ['stack', error.stack],
    ...own,
  ]
  if (error.cause !== undefined) entries.push(['cause', error.cause])
  if (error instanceof AggregateError) entries.push(['errors', error.errors])
  return entries
}

function scrubEntries(
  entries: [string, unknown][],
  depth: number,
  parents: Set<object>,
): Record<string, unknown> {
  const clean: Record<string, unknown> = {}
  for (const [key, item] of entries.slice(0, MAX_ITEMS)) {
    clean[scrubText(key)] = isSecretField(key, item) ? HIDDEN : scrubValue(item, depth + 1, parents)
  }
  return clean
}

function isSecretField(key: string, value: unknown): boolean {
  if (value === null || value === undefined || typeof value === 'boolean') return false
  if (HARMLESS_SUFFIX.test(key) && (typeof value === 'number' || value instanceof Date)) return false
  return SECRET_NAME.test(key.toLowerCase().replaceAll(/[^a-z0-9]/g, ''))
}

function knownSecrets(): Set<string> {
  return singleton('log-secrets', () => new Set<string>())
}

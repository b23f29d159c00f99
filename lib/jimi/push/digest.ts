// Short digests of contents that are part of natural keys. The same content has the same digest however its JSON is laid out.

import { createHash } from 'node:crypto'
import { parsedJson } from './push-scalars'

/** SHA-256 of a text, the first 128 bits in hex. With `json`, of the value the text holds, its members in order of name. */
export function digestOf(text: string, kind: 'text' | 'json' = 'text'): string {
  const value = kind === 'json' ? parsedJson(text) : undefined
  const canonical = value === undefined ? text : canonicalJson(value)
  return createHash('sha256').update(canonical).digest('hex').slice(0, 32)
}

/** JSON with the members of every object in order of name, and nothing between. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`
}

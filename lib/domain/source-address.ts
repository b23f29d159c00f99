// Lists of addresses and networks somebody may send from, as people type them. Whether a sender is on one is asked in
// lib/server/push/source-addresses.ts, which knows sockets.

/** More than any vendor has; a longer list is a mistake. */
export const MAX_SOURCES = 50
/** Longer than the longest IPv6 network in words. */
const MAX_SOURCE_LENGTH = 50

/** What a line of the list stands for: one address, or all that share its first `prefixBits`. */
export type SourceNetwork = { address: string; family: 4 | 6; prefixBits: number }

/**
 * Reads `203.0.113.7`, `203.0.113.0/24`, `2001:db8::1` or `2001:db8::/32`; null for anything else. Zones (`%eth0`) and
 * host names are not addresses.
 */
export function readSource(text: string): SourceNetwork | null {
  if (text.length > MAX_SOURCE_LENGTH) return null
  const [address = '', prefix, ...rest] = text.trim().toLowerCase().split('/')
  const family = familyOf(address)
  if (family === null || rest.length > 0) return null
  const widest = family === 4 ? 32 : 128
  if (prefix === undefined) return { address, family, prefixBits: widest }
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > widest) return null
  return { address, family, prefixBits: Number(prefix) }
}

/** The entries of a typed list: separated by blanks, commas or lines, each once, in lower case. */
export function splitSources(text: string): string[] {
  return [...new Set(text.toLowerCase().split(/[\s,;]+/))].filter((entry) => entry !== '')
}

/** The first entry that is no address, or null when all are. */
export function findWrongSource(entries: readonly string[]): string | null {
  return entries.find((entry) => readSource(entry) === null) ?? null
}

// Written out, for the forms that use this should not bring a schema library into the page.
function familyOf(address: string): 4 | 6 | null {
  if (isIpv4(address)) return 4
  return isIpv6(address) ? 6 : null
}

function isIpv4(text: string): boolean {
  const parts = text.split('.')
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
}

/** Eight groups, or fewer with one `::` for the missing ones; the last two may be written as an IPv4 address. */
function isIpv6(text: string): boolean {
  const halves = text.split('::')
  if (halves.length > 2) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  const last = groups.at(-1) ?? ''
  const hasIpv4 = last.includes('.')
  if (hasIpv4 && (!isIpv4(last) || text.endsWith('::'))) return false
  const hex = hasIpv4 ? groups.slice(0, -1) : groups
  const count = hex.length + (hasIpv4 ? 2 : 0)
  return (
    hex.every((group) => /^[0-9a-f]{1,4}$/.test(group)) && (halves.length === 2 ? count <= 7 : count === 8)
  )
}

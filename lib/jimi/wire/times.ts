// The vendor's time texts. All are UTC without saying so; nothing here knows a time zone or the present moment.

const UTC_TEXT = /^(\d{4})-(\d{1,2})-(\d{1,2})[ T](\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d{1,9})?(Z|\+00:?00)?$/

/**
 * Reads `yyyy-MM-dd HH:mm:ss` (also with one-digit parts, fractions, `T` and `Z`) as UTC.
 * Undefined for anything else and for moments that don't exist, such as 30 February or 24:30.
 */
export function parseUtcText(text: string): Date | undefined {
  const match = UTC_TEXT.exec(text.trim())
  if (!match) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number)
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  date.setUTCHours(hour, minute, second, Math.floor(Number(match[7] ?? 0) * 1000))
  const kept =
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second
  return kept ? date : undefined
}

/** Writes a moment as the vendor does: `yyyy-MM-dd HH:mm:ss`, UTC, whole seconds (cut, not rounded). */
export function formatUtcText(date: Date): string {
  return date.toISOString().slice(0, 19).replace('T', ' ')
}

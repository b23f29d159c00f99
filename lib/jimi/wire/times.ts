// The vendor's time texts. All are UTC without saying so; nothing here knows a time zone or the present moment.

const UTC_TEXT = /^(\d{4})-(\d{1,2})-(\d{1,2})[ T](\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d{1,9})?(Z|\+00:?00)?$/

/**
 * Reads `yyyy-MM-dd HH:mm:ss` (also with one-digit parts, fractions, `T` and `Z`) as UTC.
 * Undefined for anything else and for moments that don't exist, such as 30 February or 24:30.
 */
export function parseUtcText(text: string): Date | undefined {
  const match = UTC_TEXT.exec(text.trim())
  if (!match) return undefined
  const part = (index: number) => Number(match[index] ?? 0)
  const [year, month, day] = [part(1), part(2), part(3)]
  const [hour, minute, second] = [part(4), part(5), part(6)]
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second, Math.floor(part(7) * 1000)))
  // Date.UTC carries what overflows into the next unit (a day into its month), and takes the years 0 to 99 for 19xx.
  const exists =
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second
  return exists ? date : undefined
}

/** Writes a moment as the vendor does: `yyyy-MM-dd HH:mm:ss`, UTC, whole seconds (cut, not rounded). */
export function formatUtcText(date: Date): string {
  return date.toISOString().slice(0, 19).replace('T', ' ')
}

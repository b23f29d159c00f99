// Time in the stand-in: the vendor's UTC text form, and how world time runs beside the wall clock.
// The wall clock itself is given by whoever starts the sandbox.

/** Two-way map between the wall clock (all reported times) and the time of the simulated world. */
export type WorldClock = {
  toWorldMs(wallMs: number): number
  toWallMs(worldMs: number): number
}

/**
 * From `startMs` on, N seconds of the world pass within one second of the wall clock. What the world did is reported
 * at the wall time at which it could be seen, so no reported time lies ahead. Before the start both run alike.
 * At N > 1 a vehicle therefore covers N times the ground that its reported speed explains.
 */
export function createWorldClock(startMs: number, speed: number): WorldClock {
  return {
    toWorldMs: (wallMs) => (wallMs <= startMs ? wallMs : startMs + (wallMs - startMs) * speed),
    toWallMs: (worldMs) => (worldMs <= startMs ? worldMs : startMs + (worldMs - startMs) / speed),
  }
}

/** `yyyy-MM-dd HH:mm:ss` in UTC, the second begun. */
export function formatVendorTime(ms: number): string {
  const day = Math.floor(ms / DAY_MS)
  // Long lists print the same day over and over; a Date for each time is what takes long.
  if (day !== printed.day) printed = { day, text: new Date(day * DAY_MS).toISOString().slice(0, 10) }
  const seconds = Math.floor((ms - day * DAY_MS) / 1000)
  const [hour, minute, second] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return `${printed.text} ${TWO_DIGITS[hour]}:${TWO_DIGITS[minute]}:${TWO_DIGITS[second]}`
}

const DAY_MS = 86_400_000
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))
let printed = { day: 0, text: '1970-01-01' }

/** Reads `yyyy-MM-dd HH:mm:ss` as UTC ms; null for any other form and for days that do not exist. */
export function parseVendorTime(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) return null
  const ms = Date.parse(`${text.replace(' ', 'T')}Z`)
  // Date.parse takes 31 February for a day of March; printing it back tells.
  if (Number.isNaN(ms) || formatVendorTime(ms) !== text) return null
  return ms
}

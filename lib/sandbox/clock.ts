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
  const iso = new Date(ms).toISOString()
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}`
}

/** Reads `yyyy-MM-dd HH:mm:ss` as UTC ms; null for any other form and for days that do not exist. */
export function parseVendorTime(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) return null
  const ms = Date.parse(`${text.replace(' ', 'T')}Z`)
  // Date.parse takes 31 February for a day of March; printing it back tells.
  if (Number.isNaN(ms) || formatVendorTime(ms) !== text) return null
  return ms
}

// The hours of the day at which vehicles work.

/** When a vehicle works: by day, from early to late with two drivers, by night, or around the clock but for an hour. */
export const SHIFTS = ['day', 'double', 'night', 'relay'] as const
export type Shift = (typeof SHIFTS)[number]

/** Seconds since local midnight: when a day of the pattern begins, the earliest start, its spread, and the time to be back. */
export const SHIFT_TIMES: Readonly<
  Record<Shift, { anchorS: number; startS: number; spreadS: number; lengthS: number }>
> = {
  day: { anchorS: 4 * 3600, startS: 5 * 3600 + 1800, spreadS: 10_800, lengthS: 13.5 * 3600 },
  double: { anchorS: 4 * 3600, startS: 4 * 3600 + 2400, spreadS: 4200, lengthS: 21 * 3600 },
  night: { anchorS: 16 * 3600, startS: 17 * 3600, spreadS: 9000, lengthS: 13.5 * 3600 },
  relay: { anchorS: 13 * 3600, startS: 13 * 3600 + 600, spreadS: 0, lengthS: 23.5 * 3600 },
}

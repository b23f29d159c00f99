// How much a replay takes at a time.

/** Vehicles in one replay. */
export const MAX_TRACK_VEHICLES = 10
/** The longest span: a quarter of a year, and a day for clocks that change. */
export const MAX_TRACK_SPAN_MS = 91 * 86_400_000
/** Fixes in one answer, all vehicles together. */
export const MAX_ANSWER_POINTS = 300_000
/** Alarms of one vehicle in one answer; the newest are kept. */
export const MAX_TRACK_ALARMS = 500

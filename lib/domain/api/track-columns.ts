// The form of a packed track, see track/wire.ts, which packs and unpacks it.

import { z } from 'zod'

/** Fixes of one vehicle at most, see `tracksSchema`. */
export const MAX_TRACK_POINTS = 300_000

const column = z.array(z.int()).max(MAX_TRACK_POINTS)

export const trackColumnsSchema = z.object({
  /** Time of the first fix, ms since epoch; the others as ms since the one before. */
  at: column,
  /** Millionths of a degree, the first as it is, the others as differences. */
  latE6: column,
  lngE6: column,
  /** Tenths of km/h; -1 not told. */
  speed: column,
  /** Whole degrees; -1 not told. */
  heading: column,
  /** 1 on, 0 off, -1 not told. */
  ignition: column,
  /** Places in FIX_SOURCES. */
  source: column,
})
export type TrackColumns = z.infer<typeof trackColumnsSchema>

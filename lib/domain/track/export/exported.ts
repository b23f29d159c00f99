// What a file of tracks holds, whatever its form. The forms are beside this file; each is a pure function to text.

import { FLAWS } from '../clean'
import { valueAt } from '../points'
import type { TrackStory } from '../story'

/** One vehicle's track, to be written to a file. */
export type ExportedTrack = {
  /** As people call it; may hold anything. */
  name: string
  imei: string
  story: TrackStory
}

/** Stretches of good fixes without a gap between: places in the cleaned track, in order. */
export function stretchesOf({ track, gaps }: TrackStory): number[][] {
  const afterGap = new Set(gaps.map(({ to }) => to))
  const stretches: number[][] = []
  for (const index of track.good) {
    const last = stretches.at(-1)
    if (last === undefined || afterGap.has(index)) stretches.push([index])
    else last.push(index)
  }
  return stretches
}

/** A time as ISO 8601 UTC. */
export function isoTime(atMs: number): string {
  return new Date(atMs).toISOString()
}

/** Degrees as the wire has them. */
export function degrees(column: Float64Array, index: number): number {
  return Math.round(valueAt(column, index) * 1e6) / 1e6
}

/** A speed in tenths of km/h; null where none was told. */
export function speedOf({ track }: TrackStory, index: number): number | null {
  const kph = valueAt(track.points.speedKph, index)
  return Number.isFinite(kph) ? Math.round(kph * 10) / 10 : null
}

/** What is wrong with a fix; empty when nothing is. */
export function flawOf({ track }: TrackStory, index: number): string {
  const flaw = FLAWS[valueAt(track.flaw, index)] ?? 'none'
  return flaw === 'none' ? '' : flaw
}

/** Text that stands within XML, in an element or an attribute. Characters XML cannot hold are left out. */
export function xmlText(text: string): string {
  return text
    .replace(NOT_IN_XML, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;')
}

// Everything outside the Char production of XML 1.0, half surrogate pairs among it.
const NOT_IN_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

// Trails of share links as the page gets them, kept for a few seconds: reading one is thousands of rows, and whoever has a link
// may ask as often as they like. What a link shows is part of what is kept, so that nothing hidden since is given out.

import { singleton } from '../singleton'
import type { JudgedLink } from './links'
import { readTrails } from './readings'

/** The page itself draws on from what it hears, so a trail may be a little old. */
const KEPT_MS = 8_000
const KEPT_AT_MOST = 500

type Kept = { shows: string; text: Promise<string>; readMs: number }

/** The trails of a link as JSON. Those who ask at the same time or soon after share one reading. */
export function trailsText(link: JudgedLink, nowMs: number): Promise<string> {
  const kept = singleton('share-trails', () => new Map<string, Kept>())
  const shows = shownBy(link)
  const known = kept.get(link.id)
  if (known?.shows === shows && nowMs - known.readMs < KEPT_MS) return known.text
  forgetOld(kept, nowMs)
  const text = readTrails(link, nowMs).then((trails) => JSON.stringify(trails))
  if (kept.size < KEPT_AT_MOST) kept.set(link.id, { shows, text, readMs: nowMs })
  text.catch(() => kept.delete(link.id))
  return text
}

function forgetOld(kept: Map<string, Kept>, nowMs: number): void {
  for (const [id, { readMs }] of kept) if (nowMs - readMs >= KEPT_MS) kept.delete(id)
}

function shownBy({ shownFrom, endsAt, fields, zoneMode, zones, vehicles }: JudgedLink): string {
  const places = vehicles.map(({ k, deviceId }) => [k, deviceId])
  return JSON.stringify([shownFrom, endsAt, [...fields], zoneMode, zones, places])
}

// Troubles of real lines, by share: items twice, out of order, late, and spoiled ones beside them.
// Which items are hit depends on seed and identity alone, so the same ones are hit in every run.

import { hashText, mix } from '../world/random'
import { spoil } from './flaws'
import type { PushedItem } from './item'
import { asResent } from './rows/positions'
import type { PushSettings } from './settings'

/** An item to be queued at a moment, wall ms; `kind` says which count it adds to. */
export type Departure = { item: PushedItem; atMs: number; kind: 'made' | 'copies' | 'spoiled' }

/** How far behind its first post a copy comes. */
const COPY_AFTER_MS = 3000
const HELD = { duplicate: 1, disorder: 2, delay: 3, bad: 4, badKind: 5 } as const

/** What becomes of an item that is due now. */
export function departuresOf(
  item: PushedItem,
  { seed, nowMs, settings }: { seed: number; nowMs: number; settings: PushSettings },
): Departure[] {
  const { duplicateRate, disorderRate, delayRate, badRate } = settings
  if (duplicateRate + disorderRate + delayRate + badRate === 0) return [{ item, atMs: nowMs, kind: 'made' }]
  const name = mix(seed, hashText(item.id))
  const isHit = (trouble: number, rate: number) => rate > 0 && mix(name, trouble) < rate * 4_294_967_296
  const first = isHit(HELD.delay, delayRate)
    ? delayed(item, nowMs + settings.delayMs)
    : isHit(HELD.disorder, disorderRate)
      ? { ...item, dueMs: nowMs + settings.disorderMs }
      : item
  const atMs = Math.max(nowMs, first.dueMs)
  const departures: Departure[] = [{ item: first, atMs, kind: 'made' }]
  if (isHit(HELD.duplicate, duplicateRate)) {
    const copyMs = atMs + COPY_AFTER_MS
    departures.push({ item: { ...first, isCopy: true, dueMs: copyMs }, atMs: copyMs, kind: 'copies' })
  }
  const bad = isHit(HELD.bad, badRate) ? spoil(item, settings.badKinds, mix(name, HELD.badKind)) : null
  if (bad) departures.push({ item: bad, atMs: nowMs, kind: 'spoiled' })
  return departures
}

function delayed(item: PushedItem, dueMs: number): PushedItem {
  return item.topic === 'pushgps' ? asResent(item, dueMs) : { ...item, dueMs }
}

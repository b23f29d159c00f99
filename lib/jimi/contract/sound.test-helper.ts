// What every value read from the vendor must be, whatever was sent: shared by the fuzz tests.

import { expect } from 'vitest'

/** The span of all times in the contract, see utcTime in wire/codecs.ts. */
const EARLIEST_MS = Date.UTC(1900, 0, 1)
const LATEST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

const LIMITS: Readonly<Record<string, readonly [number, number]>> = {
  lat: [-90, 90],
  lng: [-180, 180],
  speedKph: [0, 1000],
  headingDeg: [0, 360],
  batteryPercent: [0, 100],
  signalLevel: [0, 4],
}

/** Fails on what no reader may let through: numbers that are not finite, times that are none, broken or empty texts. */
export function assertSound(value: unknown, key = ''): void {
  // Millions of values come by here, so that only a bad one is worth an assertion.
  if (!isSound(value, key))
    expect(value, `a value of ${key || 'the whole'} that must not get through`).toBeUndefined()
  if (typeof value !== 'object' || value === null || value instanceof Date) return
  for (const [name, member] of Object.entries(value)) assertSound(member, name)
}

function isSound(value: unknown, key: string): boolean {
  if (typeof value === 'number') {
    const [min, max] = LIMITS[key] ?? [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]
    return value >= min && value <= max
  }
  if (typeof value === 'string') return value !== '' && !/\p{Surrogate}|\0/u.test(value)
  if (value instanceof Date) return value.getTime() >= EARLIEST_MS && value.getTime() <= LATEST_MS
  return true
}

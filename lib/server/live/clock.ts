// Time and chance as the live path uses them, so that tests can run hours in a moment.

import { setTimeout as delay } from 'node:timers/promises'

export type Clock = {
  /** Milliseconds since epoch. */
  now(): number
  /** Resolves after `ms`, or at once when `signal` aborts; it never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** A number in [0, 1). */
  random(): number
}

/** The real clock. Its sleeps do not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => delay(ms, undefined, { signal, ref: false }).catch(() => undefined),
  random: () => Math.random(),
}

/**
 * Exponential back-off with full jitter: anything from `floorMs` to `floorMs * 2^failures`, the upper end held at `capMs`.
 * `failures` counts from 1.
 */
export function jitteredBackoffMs(options: {
  failures: number
  floorMs: number
  capMs: number
  random: () => number
}): number {
  const { failures, floorMs, capMs, random } = options
  const ceilingMs = Math.min(capMs, floorMs * 2 ** Math.min(failures, 30))
  return Math.round(floorMs + random() * Math.max(0, ceilingMs - floorMs))
}

// Chance that can be repeated: the same seed gives the same numbers on every machine.

export type Chance = {
  /** From 0 to below 1. */
  next(): number
  /** A whole number, both ends included. */
  whole(min: number, max: number): number
}

/** A generator by Mulberry32. */
export function seeded(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return { next, whole: (min, max) => min + Math.floor(next() * (max - min + 1)) }
}

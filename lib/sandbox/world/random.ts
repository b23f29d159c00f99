// Hashing in place of random generators: every "random" number of the world is a function of its name.
// Nothing here keeps state, so answers do not depend on the order of questions.

/** A 32-bit unsigned hash of two numbers, well mixed in all bits (finaliser of MurmurHash3). */
export function mix(a: number, b: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35)
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  h ^= h >>> 16
  return h >>> 0
}

/** A number in [0, 1) named by two numbers. */
export function unit(a: number, b: number): number {
  return mix(a, b) / 4_294_967_296
}

/** A number in [low, high) named by two numbers. */
export function between(name: readonly [number, number], low: number, high: number): number {
  return low + unit(name[0], name[1]) * (high - low)
}

/** A whole number in 0..count-1 named by two numbers. */
export function below(a: number, b: number, count: number): number {
  return Math.floor(unit(a, b) * count)
}

/** One item of a list that is known to have at least one; throws a RangeError on an empty list. */
export function pick<T>(list: readonly T[], hash: number): T {
  const item = list[hash % list.length]
  if (item === undefined) throw new RangeError('nothing to pick from')
  return item
}

/** A 32-bit hash of a text (FNV-1a), to turn names into numbers. */
export function hashText(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h >>> 0
}

/** The choice that holds a position 0..1 when choices take room by their weights. Throws a RangeError on an empty list. */
export function weighted<T>(choices: readonly (readonly [T, number])[], position: number): T {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0)
  let end = 0
  for (const [choice, weight] of choices) {
    end += weight / total
    if (position < end) return choice
  }
  const [last] = pick(choices, choices.length - 1)
  return last
}

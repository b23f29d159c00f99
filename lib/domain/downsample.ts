// Fewer points for a chart that looks the same: every peak and dip stays where it was. It knows no units and no screen.

/** Points in columns of equal length. `at` ascends, ms since epoch. */
export type Points = { at: readonly number[]; value: readonly number[] }

/**
 * At most `maxPoints` (4 or more) of the points, in their order. The first and the last stay, and of each equal stretch of
 * time between them the lowest and the highest: so the extremes of the whole are always among them.
 */
export function downsample({ at, value }: Points, maxPoints: number): { at: number[]; value: number[] } {
  const last = at.length - 1
  if (at.length <= maxPoints) return { at: [...at], value: [...value] }
  const kept = [0, ...extremesOf({ at, value }, Math.floor((maxPoints - 2) / 2)), last]
  return { at: kept.map((index) => at[index] ?? 0), value: kept.map((index) => value[index] ?? 0) }
}

/** Where the lowest and the highest of each of `buckets` stretches stand; neither the first point nor the last. */
function extremesOf({ at, value }: Points, buckets: number): number[] {
  const last = at.length - 1
  const beginAt = at[0] ?? 0
  const span = Math.max(1, (at[last] ?? 0) - beginAt)
  const kept: number[] = []
  let index = 1
  for (let bucket = 0; bucket < buckets && index < last; bucket++) {
    const endAt =
      bucket === buckets - 1 ? Number.POSITIVE_INFINITY : beginAt + (span * (bucket + 1)) / buckets
    let low = index
    let high = index
    const first = index
    for (; index < last && (at[index] ?? 0) < endAt; index++) {
      if ((value[index] ?? 0) < (value[low] ?? 0)) low = index
      if ((value[index] ?? 0) > (value[high] ?? 0)) high = index
    }
    if (index === first) continue
    kept.push(Math.min(low, high))
    if (low !== high) kept.push(Math.max(low, high))
  }
  return kept
}

/** Of points that hold until the next one, such as on and off: the first, the last, and each that differs from the one before. */
export function changesOnly({ at, value }: Points): { at: number[]; value: number[] } {
  const kept = [...at.keys()].filter(
    (index) => index === 0 || index === at.length - 1 || value[index] !== value[index - 1],
  )
  return { at: kept.map((index) => at[index] ?? 0), value: kept.map((index) => value[index] ?? 0) }
}

// The few sums a benchmark makes of its rounds.

/** The middle one; of an even number the mean of the two in the middle. Null of none. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

/** For tables: three figures are enough of what varies from run to run. */
export function rounded(value: number | null): number | null {
  if (value === null) return null
  return Math.abs(value) < 100 ? Number(value.toPrecision(3)) : Math.round(value)
}

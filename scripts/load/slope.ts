// Whether something grows: the straight line through samples over time.

export type Sample = { atMs: number; value: number }

/** Growth by least squares, in units of the value a minute; 0 for fewer than two moments. */
export function slopePerMinute(samples: readonly Sample[]): number {
  const meanAtMs = mean(samples.map(({ atMs }) => atMs))
  const meanValue = mean(samples.map(({ value }) => value))
  const spread = samples.reduce((sum, { atMs }) => sum + (atMs - meanAtMs) ** 2, 0)
  if (spread === 0) return 0
  const joint = samples.reduce((sum, { atMs, value }) => sum + (atMs - meanAtMs) * (value - meanValue), 0)
  return (joint / spread) * 60_000
}

/** The middle of values; the mean of the two middle ones of an even number; 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)] ?? 0
  return Number.isInteger(middle) ? (upper + (sorted[middle - 1] ?? 0)) / 2 : upper
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

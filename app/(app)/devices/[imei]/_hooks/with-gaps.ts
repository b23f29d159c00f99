import type { Points } from '@/lib/domain/downsample'

/** The points with a hole wherever two of them lie more than `maxGapMs` apart: no line is drawn over what nobody knows. */
export function withGaps(
  { at, value }: Points,
  maxGapMs: number,
): { at: number[]; value: (number | null)[] } {
  const holed = { at: [] as number[], value: [] as (number | null)[] }
  at.forEach((atMs, index) => {
    const before = at[index - 1]
    if (before !== undefined && atMs - before > maxGapMs) {
      holed.at.push(before + 1)
      holed.value.push(null)
    }
    holed.at.push(atMs)
    holed.value.push(value[index] ?? null)
  })
  return holed
}

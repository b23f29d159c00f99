import type { Series } from '@/lib/domain/api/telemetry'
import type { Points } from '@/lib/domain/downsample'
import { withGaps } from './with-gaps'

export type ShownSpan = { fromMs: number; toMs: number }

const HOLD_MS = 15 * 60_000

/** Ignition holds until it changes, and to the end; everything else is unknown between two words that lie far apart. */
export function pointsOf(series: Pick<Series, 'kind' | 'at' | 'value'>, { fromMs, toMs }: ShownSpan) {
  if (series.kind === 'ignition') return heldTo(series, toMs)
  return withGaps(series, Math.max(HOLD_MS, (toMs - fromMs) / 48))
}

/** How long a value was 1, when each holds until the next and the last to the end. */
export function onForMs(points: Points, toMs: number): number {
  const { at, value } = heldTo(points, toMs)
  return at.reduce((sum, atMs, index) => (value[index] === 1 ? sum + (at[index + 1] ?? atMs) - atMs : sum), 0)
}

function heldTo({ at, value }: Points, toMs: number): { at: number[]; value: number[] } {
  const [lastAt, last] = [at.at(-1), value.at(-1)]
  if (lastAt === undefined || last === undefined || lastAt >= toMs) return { at: [...at], value: [...value] }
  return { at: [...at, toMs], value: [...value, last] }
}

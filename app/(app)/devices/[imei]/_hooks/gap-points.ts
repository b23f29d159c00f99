import type { Series } from '@/lib/domain/api/telemetry'
import type { ShownSpan } from './series-points'

/** A span in which nothing could be received. `isFilled`: positions of that time were asked for afterwards. */
export type GapSpan = ShownSpan & { isFilled: boolean }

type Line = { at: number[]; value: (number | null)[] }
type KnownSeries = Pick<Series, 'kind' | 'at'>

/** Where a gap begins and ends is known to so many ms. */
const TOLERANCE_MS = 15_000

/** The gaps of which a series knows nothing: what was filled in afterwards is no blank. */
export function blanksOf({ kind, at }: KnownSeries, gaps: readonly GapSpan[]): GapSpan[] {
  const hasNothing = ({ fromMs, toMs }: GapSpan) =>
    at.every((atMs) => atMs <= fromMs + TOLERANCE_MS || atMs >= toMs - TOLERANCE_MS)
  // These come with positions. Values that did not change, or were thinned out, say nothing of whether there were any.
  if (kind === 'ignition') return gaps.filter(({ isFilled }) => !isFilled)
  return gaps.filter((gap) => !(kind === 'speed' && gap.isFilled) && hasNothing(gap))
}

/** The line with a break in each blank, so that nothing is drawn across it. What holds until it changes holds up to there. */
export function brokenAt({ at, value }: Readonly<Line>, blanks: readonly ShownSpan[], isHeld: boolean): Line {
  const points = at.map((atMs, index) => ({ atMs, value: value[index] ?? null }))
  const breaks = blanks.flatMap(({ fromMs, toMs }) => {
    const held = points.findLast(({ atMs }) => atMs <= fromMs)?.value ?? null
    const pause = { atMs: (fromMs + toMs) / 2, value: null }
    return isHeld ? [{ atMs: fromMs, value: held }, pause] : [pause]
  })
  if (breaks.length === 0) return { at, value }
  const all = [...points, ...breaks].sort((a, b) => a.atMs - b.atMs)
  return { at: all.map(({ atMs }) => atMs), value: all.map((point) => point.value) }
}

// Which of the vendor's trips or stops is which of ours: those that share most time, each at most once.

import { overlap, type TimeSpan } from '../track/spans'

/** For each of ours the place of the vendor's, or null; and which of the vendor's are left over. Both lists ascend. */
export function matchedSpans(
  ours: readonly TimeSpan[],
  theirs: readonly TimeSpan[],
): { partners: (number | null)[]; left: number[] } {
  const pairs: { own: number; their: number; sharedMs: number }[] = []
  let begin = 0
  ours.forEach((span, own) => {
    while (begin < theirs.length && (theirs[begin]?.toMs ?? 0) <= span.fromMs) begin += 1
    for (let their = begin; their < theirs.length; their++) {
      const other = theirs[their]
      if (other === undefined || other.fromMs >= span.toMs) break
      const shared = overlap(span, other)
      if (shared !== null) pairs.push({ own, their, sharedMs: shared.toMs - shared.fromMs })
    }
  })
  const partners: (number | null)[] = ours.map(() => null)
  const taken = new Set<number>()
  for (const { own, their } of pairs.sort((a, b) => b.sharedMs - a.sharedMs)) {
    if (partners[own] !== null || taken.has(their)) continue
    partners[own] = their
    taken.add(their)
  }
  return { partners, left: theirs.flatMap((_, index) => (taken.has(index) ? [] : [index])) }
}

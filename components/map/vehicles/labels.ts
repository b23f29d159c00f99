// Which vehicles get their name on the map: as many as fit without touching, the same ones as before where possible.

export type LabelCandidate = {
  slot: number
  /** Centre of the label on screen, and its size, in CSS pixels. */
  x: number
  y: number
  widthPx: number
  heightPx: number
}

/** Never more than this, however many would fit: beyond, names stop helping. */
export const MAX_LABELS = 60

/**
 * Takes candidates in the order given (most wanted first) and keeps each that touches no kept label. `size` is asked only
 * for candidates that are still needed, because measuring a name may mean drawing it.
 */
export function placeLabels(
  points: readonly { slot: number; x: number; y: number }[],
  size: (slot: number) => { widthPx: number; heightPx: number } | null,
  limit = MAX_LABELS,
): LabelCandidate[] {
  const placed: LabelCandidate[] = []
  for (const point of points) {
    if (placed.length >= limit) break
    // A name is at least this wide, so crowded places are refused without measuring.
    if (placed.some((other) => touches(other, { ...point, ...SMALLEST }))) continue
    const measured = size(point.slot)
    if (!measured) continue
    const label = { ...point, ...measured }
    if (!placed.some((other) => touches(other, label))) placed.push(label)
  }
  return placed
}

const SMALLEST = { widthPx: 20, heightPx: 18 }

function touches(a: LabelCandidate, b: LabelCandidate): boolean {
  const apartX = Math.abs(a.x - b.x) * 2
  const apartY = Math.abs(a.y - b.y) * 2
  return apartX < a.widthPx + b.widthPx && apartY < a.heightPx + b.heightPx
}

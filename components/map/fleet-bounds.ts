// The smallest box around many places, also when they lie on both sides of the date line.

/** [west, south, east, north] in degrees; `east` may exceed 180. Null when no place passes `isWanted`. */
export type Bounds = [west: number, south: number, east: number, north: number]

export function boundsOf(
  lat: Float64Array,
  lng: Float64Array,
  isWanted: (index: number) => boolean,
): Bounds | null {
  let south = Number.POSITIVE_INFINITY
  let north = Number.NEGATIVE_INFINITY
  const kept = new Float64Array(lng.length)
  let count = 0
  for (let i = 0; i < lng.length; i++) {
    if (!isWanted(i) || Number.isNaN(lng[i] ?? Number.NaN)) continue
    south = Math.min(south, lat[i] ?? 0)
    north = Math.max(north, lat[i] ?? 0)
    kept[count++] = lng[i] ?? 0
  }
  if (count === 0) return null
  const [west, east] = shortestSpan(kept.subarray(0, count).sort())
  return [west, south, east, north]
}

/** The box leaves out the widest gap between neighbours on the circle of longitudes. */
function shortestSpan(sorted: Float64Array): [number, number] {
  const first = sorted[0] ?? 0
  const last = sorted[sorted.length - 1] ?? 0
  let widest = first + 360 - last
  let span: [number, number] = [first, last]
  for (let i = 1; i < sorted.length; i++) {
    const gap = (sorted[i] ?? 0) - (sorted[i - 1] ?? 0)
    if (gap <= widest) continue
    widest = gap
    span = [sorted[i] ?? 0, (sorted[i - 1] ?? 0) + 360]
  }
  return span
}

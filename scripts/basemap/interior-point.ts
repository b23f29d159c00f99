// The point of a polygon farthest from its edges, where a label sits best. Planar: degrees scaled for latitude.

/** A ring of [lng, lat]; closed or not. */
export type Ring = readonly (readonly number[])[]
export type InteriorPoint = {
  lng: number
  lat: number /** Distance to the nearest edge, in degrees of latitude. */
  reach: number
}

type Cell = { x: number; y: number; half: number; reach: number; best: number }

/**
 * Searches by quartering the most promising square until no square can beat the best by more than `precision` degrees
 * (the "polylabel" idea of V. Agafonkin). `rings[0]` is the outline, the rest are holes.
 */
export function interiorPoint(rings: readonly Ring[], precision = 0.05): InteriorPoint {
  const outline = rings[0] ?? []
  const south = Math.min(...outline.map((p) => p[1] ?? 0))
  const north = Math.max(...outline.map((p) => p[1] ?? 0))
  const squeeze = Math.max(0.1, Math.cos((((south + north) / 2) * Math.PI) / 180))
  const edges = rings.map((ring) =>
    Float64Array.from(ring.flatMap((p) => [(p[0] ?? 0) * squeeze, p[1] ?? 0])),
  )
  const west = Math.min(...outline.map((p) => (p[0] ?? 0) * squeeze))
  const east = Math.max(...outline.map((p) => (p[0] ?? 0) * squeeze))
  const size = Math.max(precision, Math.min(east - west, north - south))
  const queue: Cell[] = []
  for (let x = west; x < east; x += size) {
    for (let y = south; y < north; y += size) queue.push(cellAt(x + size / 2, y + size / 2, size / 2, edges))
  }
  let best = cellAt((west + east) / 2, (south + north) / 2, 0, edges)
  for (let cell = takeBest(queue); cell; cell = takeBest(queue)) {
    if (cell.reach > best.reach) best = cell
    if (cell.best - best.reach <= precision) break
    const half = cell.half / 2
    for (const [dx, dy] of QUARTERS) queue.push(cellAt(cell.x + dx * half, cell.y + dy * half, half, edges))
  }
  return { lng: best.x / squeeze, lat: best.y, reach: best.reach }
}

const QUARTERS = [
  [-1, -1],
  [1, -1],
  [-1, 1],
  [1, 1],
] as const

function cellAt(x: number, y: number, half: number, edges: readonly Float64Array[]): Cell {
  const reach = signedDistance(x, y, edges)
  return { x, y, half, reach, best: reach + half * Math.SQRT2 }
}

function takeBest(queue: Cell[]): Cell | undefined {
  let at = 0
  for (let i = 1; i < queue.length; i++) if ((queue[i]?.best ?? 0) > (queue[at]?.best ?? 0)) at = i
  const [cell] = queue.splice(at, 1)
  return cell
}

/** Positive inside. */
function signedDistance(x: number, y: number, edges: readonly Float64Array[]): number {
  let inside = false
  let nearest = Number.POSITIVE_INFINITY
  for (const ring of edges) {
    let bx = ring[ring.length - 2] ?? 0
    let by = ring[ring.length - 1] ?? 0
    for (let i = 0; i < ring.length; i += 2) {
      const ax = bx
      const ay = by
      bx = ring[i] ?? 0
      by = ring[i + 1] ?? 0
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
      nearest = Math.min(nearest, squaredToSegment(x - ax, y - ay, bx - ax, by - ay))
    }
  }
  return (inside ? 1 : -1) * Math.sqrt(nearest)
}

function squaredToSegment(px: number, py: number, dx: number, dy: number): number {
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length))
  const ex = px - along * dx
  const ey = py - along * dy
  return ex * ex + ey * ey
}

// The road network of a region: edges with gently bent lines between towns, and the fastest way between two towns.
// Built once per region and kept; a region has a few dozen edges.

import { distanceM, type LatLng, METRES_PER_DEGREE, metresPerLng } from './geo'
import { hashText, mix, unit } from './random'
import { type Region, ROAD_LIMITS_KPH, type RoadClass, type Town } from './regions/region'
import type { PathPoint } from './streets'

/** A road network that knows the fastest way between any two of its towns. */
export type RoadNetwork = {
  readonly region: Region
  /** The town of a key; throws a RangeError when the region has none. */
  town(key: string): Town
  /** Points from the centre of one town to that of another, both included; throws a RangeError when no road joins them. */
  pathBetween(from: string, to: string): PathPoint[]
  /** Driving distance in metres between two centres. */
  distanceBetween(from: string, to: string): number
}

type Edge = {
  readonly from: string
  readonly to: string
  readonly points: PathPoint[]
  readonly seconds: number
  readonly metres: number
}

const CORNER_M: Readonly<Record<RoadClass, number>> = {
  motorway: 600,
  ring: 260,
  trunk: 300,
  primary: 140,
  avenue: 45,
  street: 16,
}
/** Built-up areas: what remains of a road's limit there, km/h. */
const BUILT_UP_KPH: Readonly<Record<RoadClass, number>> = {
  ...ROAD_LIMITS_KPH,
  motorway: 80,
  trunk: 60,
  primary: 52,
}
const FINEST_M = 900
const MAX_BEND_M = 1400

/** Builds the network of a region. Throws a RangeError when a road names a town the region does not have. */
export function buildRoadNetwork(region: Region): RoadNetwork {
  const town = (key: string): Town => {
    const found = region.towns[key]
    if (!found) throw new RangeError(`region ${region.key} has no town ${key}`)
    return found
  }
  const edges = new Map<string, Edge[]>()
  for (const road of region.roads) {
    for (const edge of edgesOf(region, road)) {
      for (const way of [edge, reversed(edge)]) edges.set(way.from, [...(edges.get(way.from) ?? []), way])
    }
  }
  const trees = new Map<string, Map<string, Edge>>()
  const wayTo = (from: string, to: string): Edge[] => {
    const tree = trees.get(from) ?? shortestWays(edges, from)
    trees.set(from, tree)
    return traceBack(tree, from, to)
  }
  return {
    region,
    town,
    pathBetween: (from, to) => joined(wayTo(from, to)),
    distanceBetween: (from, to) => wayTo(from, to).reduce((sum, edge) => sum + edge.metres, 0),
  }
}

function edgesOf(region: Region, road: Region['roads'][number]): Edge[] {
  const edges: Edge[] = []
  let from: string | null = null
  let line: LatLng[] = []
  for (const stop of road.path) {
    if (typeof stop !== 'string') {
      line.push({ lat: stop[0], lng: stop[1] })
      continue
    }
    const [lat, lng] = townAt(region, stop)
    line.push({ lat, lng })
    if (from !== null) edges.push(edgeAlong(region, { kind: road.kind, from, to: stop, line }))
    from = stop
    line = [{ lat, lng }]
  }
  return edges
}

function townAt(region: Region, key: string): Town['at'] {
  const town = region.towns[key]
  if (!town) throw new RangeError(`region ${region.key} has no town ${key}`)
  return town.at
}

type EdgeInput = { kind: RoadClass; from: string; to: string; line: readonly LatLng[] }

function edgeAlong(region: Region, input: EdgeInput): Edge {
  const hash = hashText(`${input.from}>${input.to}>${input.kind}`)
  const bend = region.bend * (input.kind === 'motorway' || input.kind === 'ring' ? 0.7 : 1)
  const line: LatLng[] = input.line.slice(0, 1)
  input.line.slice(1).forEach((next, i) => {
    const last = input.line[i]
    if (last) bendLine(line, { from: last, to: next, bend, hash: mix(hash, i) })
  })
  const points = line.map((at, i) =>
    roadPoint(region, input, { at, isEnd: i === 0 || i === line.length - 1 }),
  )
  return { from: input.from, to: input.to, points, ...measured(points) }
}

/** Appends the line from `from` (left out) to `to`, its middle moved sideways, and so on in both halves. */
function bendLine(line: LatLng[], input: { from: LatLng; to: LatLng; bend: number; hash: number }): void {
  const { from, to, bend, hash } = input
  const length = distanceM(from, to)
  if (length < FINEST_M) {
    line.push(to)
    return
  }
  const sideways = Math.max(-MAX_BEND_M, Math.min(MAX_BEND_M, (unit(hash, 1) - 0.5) * 2 * bend * length))
  const north = (to.lat - from.lat) * METRES_PER_DEGREE
  const east = (to.lng - from.lng) * metresPerLng(from.lat)
  const middle = {
    lat: (from.lat + to.lat) / 2 + ((east / length) * sideways) / METRES_PER_DEGREE,
    lng: (from.lng + to.lng) / 2 - ((north / length) * sideways) / metresPerLng(from.lat),
  }
  bendLine(line, { from, to: middle, bend: bend * 0.85, hash: mix(hash, 2) })
  bendLine(line, { from: middle, to, bend: bend * 0.85, hash: mix(hash, 3) })
}

function roadPoint(region: Region, input: EdgeInput, point: { at: LatLng; isEnd: boolean }): PathPoint {
  const builtUp = [input.from, input.to].some((key) => isBuiltUp(region.towns[key], point.at))
  const kph = builtUp ? BUILT_UP_KPH[input.kind] : ROAD_LIMITS_KPH[input.kind]
  const hasSignals = input.kind === 'avenue' || input.kind === 'primary'
  return { ...point.at, kph, cornerM: CORNER_M[input.kind], junction: hasSignals && (point.isEnd || builtUp) }
}

function isBuiltUp(town: Town | undefined, at: LatLng): boolean {
  if (!town?.streetsKm) return false
  const reachM = Math.max(...town.streetsKm) * 700
  return distanceM({ lat: town.at[0], lng: town.at[1] }, at) < reachM
}

function measured(points: readonly PathPoint[]): { metres: number; seconds: number } {
  let metres = 0
  let seconds = 0
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1], points[i]]
    if (!a || !b) continue
    const length = distanceM(a, b)
    metres += length
    seconds += (length * 3.6) / Math.min(a.kph, b.kph)
  }
  return { metres, seconds }
}

function reversed(edge: Edge): Edge {
  return { ...edge, from: edge.to, to: edge.from, points: [...edge.points].reverse() }
}

/** Dijkstra over a few dozen towns: for every town the edge by which it is reached fastest. */
function shortestWays(edges: ReadonlyMap<string, readonly Edge[]>, from: string): Map<string, Edge> {
  const cost = new Map<string, number>([[from, 0]])
  const cameBy = new Map<string, Edge>()
  const open = new Set([from])
  while (open.size > 0) {
    const here = [...open].reduce((best, key) => ((cost.get(key) ?? 0) < (cost.get(best) ?? 0) ? key : best))
    open.delete(here)
    for (const edge of edges.get(here) ?? []) {
      const next = (cost.get(here) ?? 0) + edge.seconds
      if (next >= (cost.get(edge.to) ?? Number.POSITIVE_INFINITY)) continue
      cost.set(edge.to, next)
      cameBy.set(edge.to, edge)
      open.add(edge.to)
    }
  }
  return cameBy
}

function traceBack(cameBy: ReadonlyMap<string, Edge>, from: string, to: string): Edge[] {
  const way: Edge[] = []
  for (let here = to; here !== from; ) {
    const edge = cameBy.get(here)
    if (!edge) throw new RangeError(`no road from ${from} to ${to}`)
    way.unshift(edge)
    here = edge.from
  }
  return way
}

function joined(way: readonly Edge[]): PathPoint[] {
  return way.flatMap((edge, i) => (i === 0 ? edge.points : edge.points.slice(1)))
}

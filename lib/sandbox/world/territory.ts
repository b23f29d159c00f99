// Where vehicles of one kind of work go: from each depot a small set of stops, and the routes between them.
// Routes are built when first driven and kept; their number is bounded by depots, works and stops.

import { hashText, mix } from './random'
import { REGIONS } from './regions/regions'
import { buildRoadNetwork, type RoadNetwork } from './roads'
import type { Work } from './roles'
import { buildRoute, type Route } from './route'
import { type PathPoint, type Place, pathInTown, pathToCentre, placeIn } from './streets'

/** The places that vehicles of one depot and kind of work visit; the depot's own gate comes first. */
export type Territory = {
  readonly stops: readonly Place[]
  /** The route from one stop to another, by index. */
  routeBetween(from: number, to: number): Route
}

/** Number of stops beside the depot, and how far towns may be by road, by kind of work. */
const REACH: Readonly<Record<Work, { stops: number; fromM: number; toM: number; home: number }>> = {
  city: { stops: 7, fromM: 4_000, toM: 22_000, home: 0.25 },
  scooter: { stops: 6, fromM: 0, toM: 11_000, home: 0.5 },
  regional: { stops: 6, fromM: 12_000, toM: 75_000, home: 0 },
  haul: { stops: 4, fromM: 70_000, toM: 330_000, home: 0 },
  asset: { stops: 4, fromM: 5_000, toM: 90_000, home: 0.2 },
}

/** Finds territories by region, depot number and kind of work, building each at most once. */
export function createTerritories(): (region: string, depot: number, work: Work) => Territory {
  const networks = new Map<string, RoadNetwork>()
  const territories = new Map<string, Territory>()
  const networkOf = (key: string): RoadNetwork => {
    const network = networks.get(key) ?? buildRoadNetwork(regionOf(key))
    networks.set(key, network)
    return network
  }
  return (region, depot, work) => {
    const key = `${region}/${depot}/${work}`
    const territory = territories.get(key) ?? buildTerritory(networkOf(region), depot, work)
    territories.set(key, territory)
    return territory
  }
}

/** The region of a key; throws a RangeError when there is none. */
export function regionOf(key: string): (typeof REGIONS)[number] {
  const region = REGIONS.find((candidate) => candidate.key === key)
  if (!region) throw new RangeError(`no region ${key}`)
  return region
}

function buildTerritory(network: RoadNetwork, depot: number, work: Work): Territory {
  const { depots } = network.region
  const homeTown = depots[depot % depots.length] ?? ''
  const hash = hashText(`${network.region.key}/${homeTown}/${work}`)
  const stops = [placeIn(homeTown, network.town(homeTown), 0)]
  const towns = townsWithin(network, homeTown, work)
  const { stops: count, home } = REACH[work]
  for (let i = 1; i <= count; i++) {
    const town = i <= count * home ? homeTown : (towns[mix(hash, i) % Math.max(1, towns.length)] ?? homeTown)
    stops.push(placeIn(town, network.town(town), 1 + (mix(hash, i + 50) % 12)))
  }
  const routes = new Map<number, Route>()
  return {
    stops,
    routeBetween: (from, to) => {
      const key = from * stops.length + to
      const route = routes.get(key) ?? routeOf(network, stops[from], stops[to])
      routes.set(key, route)
      return route
    },
  }
}

/** Towns with streets at a fitting distance by road, nearest first. When none fits: none near home, else the nearest two. */
function townsWithin(network: RoadNetwork, home: string, work: Work): string[] {
  const { fromM, toM, home: homeShare } = REACH[work]
  const others = Object.keys(network.region.towns)
    .filter((key) => key !== home && network.town(key).streetsKm)
    .map((key) => ({ key, metres: network.distanceBetween(home, key) }))
    .sort((a, b) => a.metres - b.metres)
  const fitting = others.filter(({ metres }) => metres >= fromM && metres <= toM)
  return (fitting.length > 0 || homeShare > 0 ? fitting : others.slice(0, 2)).map(({ key }) => key)
}

function routeOf(network: RoadNetwork, from: Place | undefined, to: Place | undefined): Route {
  if (!from || !to) throw new RangeError('no such stop')
  return buildRoute(withoutRepeats(pathOf(network, from, to)), hashText(`${from.key}>${to.key}`))
}

function pathOf(network: RoadNetwork, from: Place, to: Place): PathPoint[] {
  if (from.town === to.town) return pathInTown(network.town(from.town), from, to)
  return [
    ...pathToCentre(network.town(from.town), from),
    ...network.pathBetween(from.town, to.town),
    ...pathToCentre(network.town(to.town), to).reverse(),
  ]
}

function withoutRepeats(path: readonly PathPoint[]): PathPoint[] {
  return path.filter((point, i) => {
    const last = path[i - 1]
    return !last || Math.abs(last.lat - point.lat) + Math.abs(last.lng - point.lng) > 1e-6
  })
}

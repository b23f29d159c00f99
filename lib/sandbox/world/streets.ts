// Streets inside towns: a slightly warped grid around each centre, and the places where vehicles stop.
// No real street data is used; only the centre and the extent of a town are real.

import { type LatLng, offset } from './geo'
import { below, between, hashText, mix, unit } from './random'
import { ROAD_LIMITS_KPH, type Town } from './regions/region'

/** A bend or junction of a path: where, how fast it may be passed, how wide its corner is, whether it has a signal. */
export type PathPoint = LatLng & {
  readonly kph: number
  readonly cornerM: number
  readonly junction: boolean
}

/** A place to stop: a crossing of the town's grid and a short drive from there to the gate. */
export type Place = {
  readonly key: string
  readonly town: string
  readonly column: number
  readonly row: number
  readonly gate: LatLng
}

type Crossing = readonly [column: number, row: number]

/** Place number `number` (0, 1, 2, ...) of a town, the same one every time. */
export function placeIn(townKey: string, town: Town, number: number): Place {
  const hash = mix(hashText(townKey), number + 101)
  const [west, east, south, north] = town.streetsKm ?? [0.2, 0.2, 0.2, 0.2]
  const block = blockM(townKey) / 1000
  const column = spread(hash, Math.floor(west / block), Math.floor(east / block))
  const row = spread(mix(hash, 1), Math.floor(south / block), Math.floor(north / block))
  const corner = crossingAt(townKey, town, [column, row])
  const gate = offset(
    corner,
    between([hash, 2], -60, 60),
    between([hash, 3], 25, 60) * (unit(hash, 4) < 0.5 ? -1 : 1),
  )
  return { key: `${townKey}/${number}`, town: townKey, column, row, gate }
}

/** The way from a place to the centre of its town, gate first. */
export function pathToCentre(town: Town, place: Place): PathPoint[] {
  return pathBetweenCrossings(place.town, town, [place, { column: 0, row: 0, key: 'centre' }])
}

/** The way between two places of one town, gates included. */
export function pathInTown(town: Town, from: Place, to: Place): PathPoint[] {
  return [...pathBetweenCrossings(from.town, town, [from, to]), gatePoint(to)]
}

type End = { readonly column: number; readonly row: number; readonly key: string; readonly gate?: LatLng }

function pathBetweenCrossings(townKey: string, town: Town, [from, to]: readonly [End, End]): PathPoint[] {
  const points: PathPoint[] = from.gate ? [gatePoint({ gate: from.gate })] : []
  for (const crossing of crossingsBetween(from, to)) {
    const isAvenue = crossing[0] === 0 || crossing[1] === 0
    const kph = isAvenue ? ROAD_LIMITS_KPH.avenue : ROAD_LIMITS_KPH.street
    points.push({ ...crossingAt(townKey, town, crossing), kph, cornerM: 16, junction: true })
  }
  return points
}

function gatePoint(place: { readonly gate: LatLng }): PathPoint {
  return { ...place.gate, kph: 18, cornerM: 6, junction: false }
}

/** Crossings passed from one to the other: along the row, over a connecting street, along the other row. */
function crossingsBetween(from: End, to: End): Crossing[] {
  const hash = mix(hashText(from.key), hashText(to.key))
  const turn =
    from.column + below(hash, 1, Math.abs(to.column - from.column) + 1) * Math.sign(to.column - from.column)
  const crossings: Crossing[] = [[from.column, from.row]]
  const step = (column: number, row: number) => {
    let [atColumn, atRow] = crossings[crossings.length - 1] ?? [column, row]
    while (atColumn !== column || atRow !== row) {
      atColumn += Math.sign(column - atColumn)
      if (atColumn === column) atRow += Math.sign(row - atRow)
      crossings.push([atColumn, atRow])
    }
  }
  step(turn, from.row)
  step(turn, to.row)
  step(to.column, to.row)
  return crossings
}

/** Where a crossing lies: grid turned by the town's angle and warped by long waves, so that streets bend a little. */
function crossingAt(townKey: string, town: Town, [column, row]: Crossing): LatLng {
  const hash = hashText(townKey)
  const block = blockM(townKey)
  const angle = between([hash, 11], -0.22, 0.22)
  const x = column * block + 0.22 * block * Math.sin(row * 0.9 + (hash % 7))
  const y = row * block + 0.22 * block * Math.sin(column * 0.8 + (hash % 5))
  const origin = { lat: town.at[0], lng: town.at[1] }
  if (column === 0 && row === 0) return origin
  return offset(origin, x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle))
}

function blockM(townKey: string): number {
  return between([hashText(townKey), 10], 150, 210)
}

function spread(hash: number, back: number, ahead: number): number {
  return below(hash, 5, back + ahead + 1) - back
}

// The colours of tracks on the map. Apart from the page's tokens, because they tell ten vehicles or six speeds apart on
// streets, water and fields alike, in light and dark; each reaches 3:1 on both basemaps together with its casing.

import { valueAt } from '@/lib/domain/track/points'
import type { TrackStory } from '@/lib/domain/track/story'

/** One for each vehicle of a replay, in the order they were chosen. */
export const VEHICLE_COLOURS = [
  '#2563eb',
  '#d9480f',
  '#087f5b',
  '#9c36b5',
  '#b8860b',
  '#c2255c',
  '#0b7285',
  '#5f3dc4',
  '#66800b',
  '#7c4a1e',
] as const

export const TRACK_COLOURINGS = ['vehicle', 'speed', 'ignition', 'trip'] as const
export type TrackColouring = (typeof TRACK_COLOURINGS)[number]

/** Upper ends of the speed classes in km/h; the last has none. */
export const SPEED_STEPS_KPH = [10, 30, 50, 80, 110] as const
export const SPEED_COLOURS = ['#6b7785', '#2f7ed8', '#0f9d6b', '#d69e00', '#e8590c', '#c9184a'] as const
/** On, off, not told. */
export const IGNITION_COLOURS = ['#0f9d6b', '#c9184a', '#6b7785'] as const
const TRIP_COLOURS = ['#2563eb', '#d9480f', '#087f5b', '#9c36b5', '#b8860b', '#c2255c'] as const
const BETWEEN_TRIPS = '#6b7785'

/** Says the colour of the way that leads away from a fix. Trips are asked for in ascending order. */
export function colourOfLeg(
  { track, trips }: TrackStory,
  colouring: TrackColouring,
  vehicleColour: string,
): (index: number) => string {
  const { speedKph, ignition } = track.points
  if (colouring === 'vehicle') return () => vehicleColour
  if (colouring === 'speed') return (index) => speedColour(valueAt(speedKph, index))
  if (colouring === 'ignition') return (index) => ignitionColour(valueAt(ignition, index))
  let next = 0
  return (index) => {
    while (next < trips.length && (trips[next]?.to ?? 0) <= index) next += 1
    const trip = trips[next]
    return trip !== undefined && index >= trip.from
      ? (TRIP_COLOURS[next % TRIP_COLOURS.length] ?? BETWEEN_TRIPS)
      : BETWEEN_TRIPS
  }
}

/** The colour of a trip, as `colourOfLeg` gives it. */
export function tripColour(index: number): string {
  return TRIP_COLOURS[index % TRIP_COLOURS.length] ?? BETWEEN_TRIPS
}

function speedColour(kph: number): string {
  if (!Number.isFinite(kph)) return SPEED_COLOURS[0]
  const step = SPEED_STEPS_KPH.findIndex((limit) => kph < limit)
  return SPEED_COLOURS[step < 0 ? SPEED_COLOURS.length - 1 : step] ?? SPEED_COLOURS[0]
}

function ignitionColour(ignition: number): string {
  if (ignition < 0) return IGNITION_COLOURS[2]
  return ignition === 1 ? IGNITION_COLOURS[0] : IGNITION_COLOURS[1]
}

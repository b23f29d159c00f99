// Where a vehicle was at any moment of its track: on the straight way between two good fixes, and nowhere else in a gap.

import { lastAtMost, valueAt } from './points'
import type { TrackStory } from './story'

export type PlaceAt = {
  lat: number
  lng: number
  /** Clockwise from north; null while it does not move. */
  headingDeg: number | null
  /** As told with the fix before; null when none was told. */
  speedKph: number | null
  /** Place of the fix before in the cleaned track. */
  index: number
  /** No fix tells where it was: it is shown where it was last. */
  isInGap: boolean
}

/** Finds places fast for one story; the good fixes' times are laid out once. */
export function placeFinder({ track, gaps }: TrackStory): (atMs: number) => PlaceAt | null {
  const { points, good } = track
  const times = Float64Array.from(good, (index) => valueAt(points.atMs, index))
  const beforeGap = new Set(gaps.map(({ from }) => from))
  return (atMs) => {
    const place = lastAtMost(times, atMs)
    if (place < 0) return null
    const index = good[place] ?? 0
    const next = good[place + 1]
    const [lat, lng] = [valueAt(points.lat, index), valueAt(points.lng, index)]
    const kph = valueAt(points.speedKph, index)
    const here = { lat, lng, index, speedKph: Number.isFinite(kph) ? kph : null }
    const headingDeg = valueAt(points.headingDeg, index)
    const told = headingDeg < 0 ? null : headingDeg
    const fixMs = valueAt(times, place)
    const isInGap = beforeGap.has(index) && atMs > fixMs
    if (next === undefined || isInGap) return { ...here, headingDeg: told, isInGap }
    const share = (atMs - fixMs) / (valueAt(times, place + 1) - fixMs)
    const [northDeg, eastDeg] = [valueAt(points.lat, next) - lat, shorter(valueAt(points.lng, next) - lng)]
    const isMoving = Math.abs(northDeg) + Math.abs(eastDeg) > STILL_DEG
    return {
      ...here,
      lat: lat + northDeg * share,
      lng: lng + eastDeg * share,
      headingDeg: isMoving ? headingOf(northDeg, eastDeg, lat) : told,
      isInGap: false,
    }
  }
}

/** About five metres: closer fixes tell no direction. */
const STILL_DEG = 0.000_05

/** Across the date line the short way. */
function shorter(eastDeg: number): number {
  if (eastDeg > 180) return eastDeg - 360
  return eastDeg < -180 ? eastDeg + 360 : eastDeg
}

function headingOf(northDeg: number, eastDeg: number, lat: number): number {
  const deg = (Math.atan2(eastDeg * Math.cos((lat * Math.PI) / 180), northDeg) * 180) / Math.PI
  return (deg + 360) % 360
}

// A track on its way to the browser: columns of whole numbers, each as the difference to the one before where that is
// small. A hundred thousand fixes are about two megabytes of JSON, and a third of that compressed.

import type { TrackColumns } from '../api/track-columns'
import { emptyPoints, type TrackPoints } from './points'

/** Packs fixes. Places keep six decimals (11 cm), speeds one. */
export function encodeTrack(points: TrackPoints): TrackColumns {
  return {
    at: differences(points.atMs, 1),
    latE6: differences(points.lat, 1e6),
    lngE6: differences(points.lng, 1e6),
    speed: Array.from(points.speedKph, (kph) => (Number.isFinite(kph) ? Math.round(kph * 10) : -1)),
    heading: Array.from(points.headingDeg),
    ignition: Array.from(points.ignition),
    source: Array.from(points.source),
  }
}

/** Unpacks what `encodeTrack` packed. */
export function decodeTrack(columns: TrackColumns): TrackPoints {
  const count = columns.at.length
  const points = emptyPoints(count)
  sums(columns.at, points.atMs, 1)
  sums(columns.latE6, points.lat, 1e6)
  sums(columns.lngE6, points.lng, 1e6)
  for (let index = 0; index < count; index++) {
    const tenths = columns.speed[index] ?? -1
    points.speedKph[index] = tenths < 0 ? Number.NaN : tenths / 10
    points.headingDeg[index] = columns.heading[index] ?? -1
    points.ignition[index] = columns.ignition[index] ?? -1
    points.source[index] = columns.source[index] ?? 0
  }
  return points
}

function differences(values: Float64Array, scale: number): number[] {
  let last = 0
  return Array.from(values, (value) => {
    const now = Math.round(value * scale)
    const step = now - last
    last = now
    return step
  })
}

function sums(steps: readonly number[], into: Float64Array, scale: number): void {
  let sum = 0
  for (let index = 0; index < into.length; index++) {
    sum += steps[index] ?? 0
    into[index] = sum / scale
  }
}

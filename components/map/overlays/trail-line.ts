// The trail of the last hour as line features: split where the record has holes, older parts marked as such.

import type { Feature, FeatureCollection, LineString } from 'geojson'
import { mercatorX, mercatorY, metresPerUnit } from '../mercator'

export type TrailPoints = { at: readonly number[]; lat: readonly number[]; lng: readonly number[] }

/** Between two fixes farther apart than this, in time and space, nobody knows the way: no line is drawn. */
const HOLE_MS = 10 * 60_000
const HOLE_M = 500
const LEAP_M = 5_000
/** The trail fades in this many steps. */
const STEPS = 24

/** Line features with `fresh` from 0 (oldest) to 1 (newest). Points must be in ascending time. */
export function trailLine(points: TrailPoints): FeatureCollection<LineString, { fresh: number }> {
  const features: Feature<LineString, { fresh: number }>[] = []
  const count = points.at.length
  const perStep = Math.max(1, Math.ceil((count - 1) / STEPS))
  let line: [number, number][] = []
  let lineStep = 0
  const finish = () => {
    if (line.length > 1) features.push(featureOf(line, lineStep / Math.max(1, STEPS - 1)))
    line = []
  }
  for (let i = 0; i < count; i++) {
    const step = Math.floor(i / perStep)
    const point: [number, number] = [points.lng[i] ?? 0, points.lat[i] ?? 0]
    if (i > 0 && isHole(points, i)) finish()
    else if (step !== lineStep && line.length > 0) {
      // The next step begins where this one ends.
      line.push(point)
      finish()
    }
    lineStep = step
    line.push(point)
  }
  finish()
  return { type: 'FeatureCollection', features }
}

function featureOf(coordinates: [number, number][], fresh: number): Feature<LineString, { fresh: number }> {
  return { type: 'Feature', properties: { fresh }, geometry: { type: 'LineString', coordinates } }
}

function isHole(points: TrailPoints, i: number): boolean {
  const y = mercatorY(points.lat[i] ?? 0)
  const dx = mercatorX(points.lng[i] ?? 0) - mercatorX(points.lng[i - 1] ?? 0)
  const dy = y - mercatorY(points.lat[i - 1] ?? 0)
  const distanceM = Math.hypot(dx, dy) * metresPerUnit(y)
  const pauseMs = (points.at[i] ?? 0) - (points.at[i - 1] ?? 0)
  return distanceM > LEAP_M || (pauseMs > HOLE_MS && distanceM > HOLE_M)
}

// A track as columns: what everything in this folder reads. A hundred thousand fixes cost a few megabytes and no object each.

import { FIX_SOURCES, type FixSource } from '../vehicle'

/** Fixes of one vehicle, columns of equal length. */
export type TrackPoints = {
  /** Fix times, ms since epoch. */
  atMs: Float64Array
  /** WGS84 degrees. */
  lat: Float64Array
  lng: Float64Array
  /** As told by the device; NaN where it told none. */
  speedKph: Float64Array
  /** Clockwise from north, 0 to 359; -1 where none was told. */
  headingDeg: Int16Array
  /** 1 on, 0 off, -1 not told. */
  ignition: Int8Array
  /** Places in FIX_SOURCES. */
  source: Uint8Array
}

/** One fix, for where there are few of them. */
export type TrackFix = {
  atMs: number
  lat: number
  lng: number
  speedKph: number | null
  headingDeg: number | null
  ignition: boolean | null
  source: FixSource
}

/** Columns for `count` fixes, all zero. */
export function emptyPoints(count: number): TrackPoints {
  return {
    atMs: new Float64Array(count),
    lat: new Float64Array(count),
    lng: new Float64Array(count),
    speedKph: new Float64Array(count),
    headingDeg: new Int16Array(count),
    ignition: new Int8Array(count),
    source: new Uint8Array(count),
  }
}

/** Fixes as columns, in the order given. */
export function toPoints(fixes: readonly TrackFix[]): TrackPoints {
  const points = emptyPoints(fixes.length)
  fixes.forEach((fix, index) => {
    points.atMs[index] = fix.atMs
    points.lat[index] = fix.lat
    points.lng[index] = fix.lng
    points.speedKph[index] = fix.speedKph ?? Number.NaN
    points.headingDeg[index] = fix.headingDeg ?? -1
    points.ignition[index] = fix.ignition === null ? -1 : Number(fix.ignition)
    points.source[index] = FIX_SOURCES.indexOf(fix.source)
  })
  return points
}

/** One fix of the columns. */
export function fixOf(points: TrackPoints, index: number): TrackFix {
  const speedKph = valueAt(points.speedKph, index)
  const headingDeg = valueAt(points.headingDeg, index)
  const ignition = valueAt(points.ignition, index)
  return {
    atMs: valueAt(points.atMs, index),
    lat: valueAt(points.lat, index),
    lng: valueAt(points.lng, index),
    speedKph: Number.isFinite(speedKph) ? speedKph : null,
    headingDeg: headingDeg < 0 ? null : headingDeg,
    ignition: ignition < 0 ? null : ignition === 1,
    source: FIX_SOURCES[valueAt(points.source, index)] ?? 'cell',
  }
}

/** The same fixes in another order, or some of them. */
export function reordered(points: TrackPoints, order: Uint32Array): TrackPoints {
  const to = emptyPoints(order.length)
  const { atMs, lat, lng, speedKph, headingDeg, ignition, source } = points
  for (let index = 0; index < order.length; index++) {
    const from = order[index] ?? 0
    to.atMs[index] = atMs[from] ?? 0
    to.lat[index] = lat[from] ?? 0
    to.lng[index] = lng[from] ?? 0
    to.speedKph[index] = speedKph[from] ?? 0
    to.headingDeg[index] = headingDeg[from] ?? 0
    to.ignition[index] = ignition[from] ?? 0
    to.source[index] = source[from] ?? 0
  }
  return to
}

/** A cell of a column; NaN outside of it. */
export function valueAt(column: ArrayLike<number>, index: number): number {
  return column[index] ?? Number.NaN
}

/** The last place in an ascending column whose value is at most `limit`; -1 when all are above. */
export function lastAtMost(column: ArrayLike<number>, limit: number): number {
  let low = 0
  let high = column.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (valueAt(column, middle) <= limit) low = middle + 1
    else high = middle
  }
  return low - 1
}

const EARTH_RADIUS_M = 6_371_008.8
const RAD = Math.PI / 180

/** Metres between two places, by the haversine formula on a sphere of the mean radius (6,371,008.8 m, IUGG). */
export function distanceM(latA: number, lngA: number, latB: number, lngB: number): number {
  const sinLat = Math.sin(((latB - latA) * RAD) / 2)
  const sinLng = Math.sin(((lngB - lngA) * RAD) / 2)
  const h = sinLat * sinLat + Math.cos(latA * RAD) * Math.cos(latB * RAD) * sinLng * sinLng
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** Metres between two fixes of a track. */
export function metresBetween({ lat, lng }: TrackPoints, a: number, b: number): number {
  return distanceM(lat[a] ?? 0, lng[a] ?? 0, lat[b] ?? 0, lng[b] ?? 0)
}

// What a file of recorded trips holds, whatever its form: vehicles and their rows in file order, dirt included.

/** One recorded row. Times are ms since epoch as recorded; speed and heading are null where the file has none. */
export type RecordedRow = {
  readonly recordedAtMs: number
  readonly lat: number
  readonly lng: number
  readonly speedKph: number | null
  readonly headingDeg: number | null
}

/** One vehicle of a recording; rows in file order. */
export type RecordedVehicle = {
  /** Unique within the folder. */
  readonly key: string
  readonly name: string
  /** The route it served most, for buses. */
  readonly route: string | null
  readonly note: string | null
  readonly isBus: boolean
  readonly rows: readonly RecordedRow[]
}

/** The forms `--tracks` understands, in words for an error message. */
export const ACCEPTED_FORMS = [
  'CSV with columns vehicle_id, timestamp, latitude, longitude (optional: speed in metres per second, route_id, trip_headsign)',
  'CSV with columns track_id, time, latitude, longitude (times without a zone are read as UTC)',
  'GPX with timed track points',
  'GeoJSON with LineStrings that have coordTimes or times, or with Points that have a time property',
].join('; ')

/** Thrown when a folder of recorded trips cannot be used; the message says what would be accepted. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError'
}

/** A recorded time as ms since epoch; a time without zone is UTC. Null when it is no time. */
export function recordedTime(text: string): number | null {
  const hasZone = /(Z|[+-]\d\d:?\d\d)$/i.test(text.trim())
  const ms = Date.parse(hasZone ? text.trim() : `${text.trim().replace(' ', 'T')}Z`)
  return Number.isNaN(ms) ? null : ms
}

/** A row from what a file says; null when position or time is missing or impossible. */
export function recordedRow(cells: {
  time: string
  lat: number
  lng: number
  speedKph?: number | null
  headingDeg?: number | null
}): RecordedRow | null {
  const recordedAtMs = recordedTime(cells.time)
  const isOnEarth = Math.abs(cells.lat) <= 90 && Math.abs(cells.lng) <= 180
  if (recordedAtMs === null || !isOnEarth) return null
  return {
    recordedAtMs,
    lat: cells.lat,
    lng: cells.lng,
    speedKph: finiteOrNull(cells.speedKph),
    headingDeg: finiteOrNull(cells.headingDeg),
  }
}

function finiteOrNull(value: number | null | undefined): number | null {
  return value !== null && value !== undefined && Number.isFinite(value) ? value : null
}

// Tracks as GeoJSON (RFC 7946): one line a vehicle with a time for each point, and its stops as points.

import { valueAt } from '../points'
import type { Stop } from '../story'
import { degrees, type ExportedTrack, isoTime, stretchesOf } from './exported'

/** A GeoJSON file: MultiLineStrings split at gaps, with `coordTimes` in the same nesting, and Points for stops. Bad fixes are left out. */
export function toGeoJson(tracks: readonly ExportedTrack[]): string {
  const features = tracks.flatMap((track) => [
    lineOf(track),
    ...track.story.stops.map((stop, index) => stopOf(track, stop, index)),
  ])
  return `${JSON.stringify({ type: 'FeatureCollection', features })}\n`
}

function lineOf({ name, imei, story }: ExportedTrack) {
  const { lat, lng, atMs } = story.track.points
  // A line has two points at least.
  const stretches = stretchesOf(story).filter((stretch) => stretch.length > 1)
  return {
    type: 'Feature',
    properties: {
      kind: 'track',
      name,
      imei,
      distanceM: Math.round(story.totals.distanceM),
      coordTimes: stretches.map((stretch) => stretch.map((index) => isoTime(valueAt(atMs, index)))),
    },
    geometry: {
      type: 'MultiLineString',
      coordinates: stretches.map((stretch) =>
        stretch.map((index) => [degrees(lng, index), degrees(lat, index)]),
      ),
    },
  }
}

function stopOf({ name, imei }: ExportedTrack, stop: Stop, index: number) {
  return {
    type: 'Feature',
    properties: {
      kind: stop.kind,
      number: index + 1,
      name,
      imei,
      arrivedAt: isoTime(stop.arrivedMs),
      leftAt: isoTime(stop.leftMs),
      idleSec: Math.round(stop.idleMs / 1000),
    },
    geometry: { type: 'Point', coordinates: [stop.lng, stop.lat] },
  }
}

// Tracks as KML 2.2 (OGC 07-147r2): one folder a vehicle with its trips as lines and its stops as places.

import type { Stop, TrackStory, Trip } from '../story'
import { degrees, type ExportedTrack, isoTime, xmlText } from './exported'

/** A KML file. Bad fixes are left out. */
export function toKml(tracks: readonly ExportedTrack[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<kml xmlns="http://www.opengis.net/kml/2.2">',
    '<Document>',
    '<name>Milepost</name>',
    ...tracks.flatMap(folderLines),
    '</Document>',
    '</kml>',
    '',
  ].join('\n')
}

function folderLines({ name, imei, story }: ExportedTrack): string[] {
  return [
    '<Folder>',
    `<name>${xmlText(name)}</name>`,
    `<description>IMEI ${xmlText(imei)}</description>`,
    ...story.trips.flatMap((trip, index) => tripLines(story, trip, index)),
    ...story.stops.flatMap(stopLines),
    '</Folder>',
  ]
}

function tripLines({ track }: TrackStory, trip: Trip, index: number): string[] {
  const { lat, lng } = track.points
  const within = [...track.good].filter((place) => place >= trip.from && place <= trip.to)
  return [
    '<Placemark>',
    `<name>Trip ${index + 1}</name>`,
    spanOf(trip.startedMs, trip.endedMs),
    '<LineString><tessellate>1</tessellate>',
    `<coordinates>${within.map((place) => `${degrees(lng, place)},${degrees(lat, place)}`).join(' ')}</coordinates>`,
    '</LineString>',
    '</Placemark>',
  ]
}

function stopLines(stop: Stop, index: number): string[] {
  const { lat, lng, arrivedMs, leftMs, kind } = stop
  return [
    '<Placemark>',
    `<name>Stop ${index + 1} (${kind})</name>`,
    spanOf(arrivedMs, leftMs),
    `<Point><coordinates>${round(lng)},${round(lat)}</coordinates></Point>`,
    '</Placemark>',
  ]
}

function spanOf(fromMs: number, toMs: number): string {
  return `<TimeSpan><begin>${isoTime(fromMs)}</begin><end>${isoTime(toMs)}</end></TimeSpan>`
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6
}

// Tracks as GPX 1.1 (https://www.topografix.com/GPX/1/1/): one track a vehicle, one segment a stretch without gap.

import { fixOf } from '../points'
import { degrees, type ExportedTrack, isoTime, speedOf, stretchesOf, xmlText } from './exported'

/** A GPX file. Bad fixes are left out: the form cannot say what they are. Speed goes by Garmin's extension, in m/s. */
export function toGpx(tracks: readonly ExportedTrack[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gpx version="1.1" creator="Milepost" xmlns="http://www.topografix.com/GPX/1/1"' +
      ' xmlns:tpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v2">',
    ...tracks.flatMap(trackLines),
    '</gpx>',
    '',
  ].join('\n')
}

function trackLines(exported: ExportedTrack): string[] {
  const { name, imei, story } = exported
  const segments = stretchesOf(story).flatMap((stretch) => [
    '<trkseg>',
    ...stretch.map((index) => pointLine(exported, index)),
    '</trkseg>',
  ])
  return [
    '<trk>',
    `<name>${xmlText(name)}</name>`,
    `<desc>IMEI ${xmlText(imei)}</desc>`,
    ...segments,
    '</trk>',
  ]
}

function pointLine({ story }: ExportedTrack, index: number): string {
  const { points } = story.track
  const kph = speedOf(story, index)
  const speed =
    kph === null
      ? ''
      : `<extensions><tpx:TrackPointExtension><tpx:speed>${(kph / 3.6).toFixed(2)}</tpx:speed></tpx:TrackPointExtension></extensions>`
  const time = `<time>${isoTime(fixOf(points, index).atMs)}</time>`
  return `<trkpt lat="${degrees(points.lat, index)}" lon="${degrees(points.lng, index)}">${time}${speed}</trkpt>`
}

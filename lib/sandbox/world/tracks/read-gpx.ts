// Reads recorded trips from GPX 1.0 and 1.1: track points with a time. Routes and waypoints have none and are ignored.

import { type RecordedRow, type RecordedVehicle, recordedRow } from './recording'

/** Whether a text is a GPX document. */
export function isGpx(text: string): boolean {
  return /<gpx[\s>]/.test(text.slice(0, 2000))
}

/** One vehicle per track, named by the track or else by the file; points without a readable time are left out. */
export function vehiclesOfGpx(text: string, fileName: string): RecordedVehicle[] {
  const tracks = [...text.matchAll(/<trk[\s>][\s\S]*?<\/trk>/g)].map(([track]) => track)
  return tracks.flatMap((track, i) => {
    const rows = [...track.matchAll(/<trkpt\s([^>]*)>([\s\S]*?)<\/trkpt>/g)].flatMap(
      ([, attributes = '', body = '']) => pointOf(attributes, body),
    )
    if (rows.length === 0) return []
    const name = textOf(track.replace(/<trkseg[\s\S]*/, ''), 'name') ?? fileName
    return [{ key: `${fileName}#${i}`, name, route: null, note: null, isBus: false, rows }]
  })
}

function pointOf(attributes: string, body: string): RecordedRow[] {
  const time = textOf(body, 'time')
  const speedMps = textOf(body, 'speed')
  const course = textOf(body, 'course')
  const row = recordedRow({
    time: time ?? '',
    lat: numberOf(attributeOf(attributes, 'lat')),
    lng: numberOf(attributeOf(attributes, 'lon')),
    speedKph: speedMps === null ? null : Number(speedMps) * 3.6,
    headingDeg: course === null ? null : Number(course),
  })
  return row ? [row] : []
}

function attributeOf(attributes: string, name: string): string | null {
  return new RegExp(`\\b${name}\\s*=\\s*["']([^"']*)["']`).exec(attributes)?.[1] ?? null
}

/** The text of the first element of a name, with or without a namespace prefix. */
function textOf(xml: string, name: string): string | null {
  const found = new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([\\s\\S]*?)</`).exec(xml)?.[1]?.trim()
  if (!found) return null
  return found
    .replace(/^<!\[CDATA\[([\s\S]*)\]\]>$/, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
}

function numberOf(text: string | null): number {
  return text === null || text.trim() === '' ? Number.NaN : Number(text)
}

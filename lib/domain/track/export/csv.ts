// Tracks as CSV (RFC 4180): every fix, the bad ones with what is wrong with them.

import { isFormulaText } from '../../formula-text'
import { fixOf } from '../points'
import { degrees, type ExportedTrack, flawOf, isoTime, speedOf } from './exported'

const COLUMNS = [
  'vehicle',
  'imei',
  'time_utc',
  'latitude',
  'longitude',
  'speed_kph',
  'heading_deg',
  'ignition',
  'source',
  'flaw',
]

/** A CSV file with a byte order mark, so that spreadsheets read it as UTF-8. No cell can become a formula. */
export function toCsv(tracks: readonly ExportedTrack[]): string {
  const lines = tracks.flatMap(({ name, imei, story }) => {
    const { points } = story.track
    // An IMEI is digits; a spreadsheet would make 8.68E+14 of it.
    const head = `${csvCell(name)},${csvCell(`IMEI ${imei}`)}`
    return Array.from(points.atMs, (atMs, index) => {
      const { headingDeg, ignition, source } = fixOf(points, index)
      const cells = [
        isoTime(atMs),
        degrees(points.lat, index),
        degrees(points.lng, index),
        speedOf(story, index) ?? '',
        headingDeg ?? '',
        ignition === null ? '' : ignition ? 'on' : 'off',
        source,
        flawOf(story, index),
      ]
      return `${head},${cells.join(',')}`
    })
  })
  return `\ufeff${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`
}

/** A text as a cell. What a spreadsheet would run as a formula gets an apostrophe before it, as OWASP advises. */
export function csvCell(text: string): string {
  const plain = text.replace(/[\r\n]+/g, ' ')
  const safe = isFormulaText(plain) ? `'${plain}` : plain
  return /[",;']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

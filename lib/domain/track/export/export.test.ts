import { expect, test } from 'vitest'
import { MadeTrack } from '../made-track.test-helper'
import { DEFAULT_TRIP_SETTINGS } from '../settings'
import { trackStory } from '../story'
import { csvCell, toCsv } from './csv'
import type { ExportedTrack } from './exported'
import { toGeoJson } from './geojson'
import { toGpx } from './gpx'
import { toKml } from './kml'

const HOSTILE = `=HYPERLINK("http://x")</name><script>alert(1)</script>&'\u0000\ud800 深圳`
const on = { ignition: true }

/** Two trips with a stop, a bad fix and a gap of half an hour. */
const exported = (name = HOSTILE): ExportedTrack => {
  const made = new MadeTrack()
    .drive(300, 36, on)
    .silent(5)
    .fix({ source: 'wifi', offM: 300, speedKph: null })
    .stand(300, on)
    .drive(300, 36, on)
    .silent(1_800, 9_000)
    .drive(300, 36, on)
  return { name, imei: '868120145233604', story: trackStory(made.points(), DEFAULT_TRIP_SETTINGS) }
}

test('GPX has a track for each vehicle, split at gaps, without bad fixes, and no name breaks out of it', () => {
  const gpx = toGpx([exported(), exported('Van 2')])
  expect(gpx.match(/<trk>/g)).toHaveLength(2)
  expect(gpx.match(/<trkseg>/g)).toHaveLength(4)
  const good = exported().story.track.good.length
  expect(gpx.match(/<trkpt /g)).toHaveLength(2 * good)
  expect(gpx).toContain(
    '<name>=HYPERLINK(&quot;http://x&quot;)&lt;/name&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;&apos; 深圳</name>',
  )
  // 36 km/h are 10 m/s.
  expect(gpx).toContain('<time>2026-03-02T08:00:10.000Z</time>')
  expect(gpx).toContain('<tpx:speed>10.00</tpx:speed>')
})

test('KML has trips as lines and stops as places, and no name breaks out of it', () => {
  const kml = toKml([exported()])
  expect(kml.match(/<LineString>/g)).toHaveLength(3)
  expect(kml.match(/<Point>/g)).toHaveLength(1)
  expect(kml).toContain('<name>Stop 1 (idling)</name>')
  expect(kml).not.toContain('<script>')
  // Longitude first.
  expect(kml).toContain('<coordinates>20,10.000899 ')
})

test('CSV has every fix, with what is wrong with it', () => {
  const { story } = exported()
  const lines = toCsv([exported('Van 1')]).split('\r\n')
  expect(lines).toHaveLength(story.track.points.atMs.length + 2)
  expect(lines[0]).toBe(
    '\ufeffvehicle,imei,time_utc,latitude,longitude,speed_kph,heading_deg,ignition,source,flaw',
  )
  expect(lines[1]).toBe('Van 1,IMEI 868120145233604,2026-03-02T08:00:10.000Z,10.000899,20,36,0,on,gps,')
  expect(lines.filter((line) => line.endsWith(',wifi,coarse'))).toHaveLength(1)
})

test.each([
  ['=1+1', `"'=1+1"`],
  ['  +31 6', `"'  +31 6"`],
  ['-2', `"'-2"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\tx', `"'\tx"`],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\r\nlines', 'two lines'],
  ['VW-12', 'VW-12'],
])('%j as a cell is no formula and no second cell', (text, cell) => {
  expect(csvCell(text)).toBe(cell)
})

test('GeoJSON has lines with times and stops with their durations, and names as they are', () => {
  const { features } = JSON.parse(toGeoJson([exported()]))
  const [line, stop] = features
  expect(line.geometry.coordinates.map((part: unknown[]) => part.length)).toEqual(
    line.properties.coordTimes.map((part: unknown[]) => part.length),
  )
  expect(line.geometry.coordinates[0][0]).toEqual([20, 10.000899])
  expect(line.properties.name).toBe(HOSTILE)
  expect(stop).toMatchObject({ geometry: { type: 'Point' }, properties: { kind: 'idling', number: 1 } })
})

test('nothing exports as a file with nothing in it', () => {
  expect(toGpx([])).toContain('</gpx>')
  expect(toCsv([]).split('\r\n')).toHaveLength(2)
  expect(JSON.parse(toGeoJson([])).features).toEqual([])
})

// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest'
import type { FenceShape } from '@/lib/domain/geofence'
import { fencesToGeoJson, fencesToKml, type WordedFence } from '@/lib/domain/geofence-geojson'
import { MAX_FILE_BYTES, readFenceFile } from './read-fence-file'

const fileOf = (text: string) => ({ size: text.length, text: async () => text })

const shapes: FenceShape[] = [
  { kind: 'circle', center: { lat: 41.15, lng: -8.61 }, radiusM: 450 },
  { kind: 'rectangle', south: 41.1, west: -8.7, north: 41.2, east: -8.6 },
  { kind: 'rectangle', south: -17, west: 179.9, north: -16.9, east: -179.9 },
  {
    kind: 'polygon',
    ring: [
      { lat: 41.1, lng: -8.7 },
      { lat: 41.1, lng: -8.6 },
      { lat: 41.2, lng: -8.65 },
    ],
  },
  {
    kind: 'corridor',
    line: [
      { lat: 41.1, lng: -8.7 },
      { lat: 41.2, lng: -8.6 },
    ],
    widthM: 80,
  },
]
const fences: WordedFence[] = shapes.map((shape, index) => ({
  shape,
  name: `Fence <${index}> & "co"`,
  color: '#b91f2b',
  description: 'Gate 2',
  tags: ['depot', 'north'],
}))

describe('files', () => {
  test('what is written as GeoJSON is read as it was', async () => {
    const read = await readFenceFile(fileOf(JSON.stringify(fencesToGeoJson(fences))))
    expect(read).toEqual({ ok: true, fences: fences.map((fence) => ({ ok: true, fence })) })
  })

  test('what is written as KML is read as it was', async () => {
    const read = await readFenceFile(fileOf(fencesToKml(fences)))
    expect(read).toEqual({ ok: true, fences: fences.map((fence) => ({ ok: true, fence })) })
  })

  test.each([
    ['a file that is too large', { size: MAX_FILE_BYTES + 1, text: async () => '{}' }, 'too_large'],
    ['no file at all any more', { size: 3, text: () => Promise.reject(new Error('gone')) }, 'not_readable'],
    ['half a JSON', fileOf('{"type":"FeatureCollection","features":['), 'not_readable'],
    ['another JSON', fileOf('{"hello":"world"}'), 'not_known'],
    ['a list', fileOf('[]'), 'not_known'],
    ['no features', fileOf('{"type":"FeatureCollection","features":[]}'), 'nothing'],
    ['half a KML', fileOf('<kml><Document><name>x</kml>'), 'not_readable'],
    ['another XML', fileOf('<html xmlns="http://www.w3.org/1999/xhtml"></html>'), 'not_known'],
    [
      'a KML that reads a file of the machine',
      fileOf(
        '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml><Document><name>&x;</name></Document></kml>',
      ),
      'entities',
    ],
    [
      'a billion laughs',
      fileOf('<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]><kml>&lol2;</kml>'),
      'entities',
    ],
    [
      'more than a file may bring',
      fileOf(
        JSON.stringify({
          type: 'FeatureCollection',
          features: Array.from({ length: 201 }, () => ({ type: 'Feature', properties: {}, geometry: null })),
        }),
      ),
      'too_many',
    ],
  ])('%s is refused with a reason', async (_, file, problem) => {
    expect(await readFenceFile(file)).toEqual({ ok: false, problem })
  })

  test('features that make no fence are told, and cost the others nothing', async () => {
    const feature = (name: string, geometry: unknown) => ({ type: 'Feature', properties: { name }, geometry })
    const features = [
      feature('bow tie', {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 1],
            [1, 0],
            [0, 1],
            [0, 0],
          ],
        ],
      }),
      feature('odd', { type: 'Polygon', coordinates: [['x', null]] }),
      feature('nothing', null),
      feature('point', { type: 'Point', coordinates: [8, 50, 120] }),
      feature('two', {
        type: 'MultiPolygon',
        coordinates: [
          [
            [
              [0, 0],
              [1, 0],
              [0, 1],
              [0, 0],
            ],
          ],
          [
            [
              [5, 5],
              [6, 5],
              [5, 6],
              [5, 5],
            ],
          ],
        ],
      }),
    ]
    const read = await readFenceFile(fileOf(JSON.stringify({ type: 'FeatureCollection', features })))
    const told = read.ok ? read.fences.map((each) => (each.ok ? each.fence.shape.kind : each.problem)) : []
    expect(told).toEqual(['crosses_itself', 'not_a_shape', 'not_a_shape', 'circle', 'polygon', 'polygon'])
  })
})

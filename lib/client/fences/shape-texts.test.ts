import { expect, test } from 'vitest'
import type { FenceShape } from '@/lib/domain/geofence'
import { drawnWidthM, EMPTY_TEXTS, emptyTexts, lengthLimits, readShapeTexts, textsOf } from './shape-texts'

const polygon = { ...EMPTY_TEXTS, kind: 'polygon' as const }
const corridor = { ...EMPTY_TEXTS, kind: 'corridor' as const }

const shapes: FenceShape[] = [
  { kind: 'circle', center: { lat: 41.1, lng: -8.6 }, radiusM: 500 },
  { kind: 'rectangle', south: -1.5, west: 36.7, north: -1.2, east: 37 },
  {
    kind: 'polygon',
    ring: [
      { lat: 41, lng: -8 },
      { lat: 41, lng: -7.9 },
      { lat: 41.1, lng: -7.9 },
    ],
  },
  {
    kind: 'corridor',
    line: [
      { lat: 41, lng: -8 },
      { lat: 41.2, lng: -8 },
    ],
    widthM: 60,
  },
]

test.each(shapes)('a $kind survives being written and read', (shape) => {
  expect(readShapeTexts(textsOf(shape))).toEqual({ ok: true, shape })
})

test.each([
  [{ ...EMPTY_TEXTS, lat: '41', lng: 'east' }, 'lng', 'not_a_number'],
  [{ ...EMPTY_TEXTS, lat: '41', lng: '8', radiusM: '' }, 'radiusM', 'empty'],
  [{ ...EMPTY_TEXTS, lat: '41', lng: '8', radiusM: '5' }, 'radiusM', 'radius'],
  [{ ...EMPTY_TEXTS, lat: '41', lng: '181' }, 'lng', 'longitude'],
  [{ ...corridor, points: '41, -8\n42, -8', widthM: '5' }, 'widthM', 'width'],
  [{ ...corridor, points: ' ' }, 'points', 'empty'],
])('%o is told at its field alone', (texts, field, problem) => {
  expect(readShapeTexts(texts)).toEqual({ ok: false, fields: [{ field, problem }], problem: null })
})

test('numbers are taken with a point or a comma', () => {
  expect(readShapeTexts({ ...EMPTY_TEXTS, lat: '41,157', lng: '−8,6', radiusM: '120,5' })).toEqual({
    ok: true,
    shape: { kind: 'circle', center: { lat: 41.157, lng: -8.6 }, radiusM: 120.5 },
  })
})

test('a length with a comma before three digits is refused: some write thousands so, and others decimals', () => {
  expect(readShapeTexts({ ...EMPTY_TEXTS, lat: '41', lng: '8', radiusM: '12,500' })).toEqual({
    ok: false,
    fields: [{ field: 'radiusM', problem: 'not_a_number' }],
    problem: null,
  })
})

test('every wrong field is named at once, each with what is wrong with it', () => {
  expect(readShapeTexts({ ...EMPTY_TEXTS, lat: '95', lng: 'abc', radiusM: '-5' })).toEqual({
    ok: false,
    fields: [
      { field: 'lat', problem: 'latitude' },
      { field: 'lng', problem: 'not_a_number' },
      { field: 'radiusM', problem: 'radius' },
    ],
    problem: null,
  })
})

test('the line of a corner that cannot be read is told, counted from one', () => {
  expect(readShapeTexts({ ...polygon, points: '41, -8\n\n41 8 9' })).toEqual({
    ok: false,
    fields: [{ field: 'points', problem: 'not_a_line', line: 3 }],
    problem: null,
  })
})

test('right fields whose shape makes no fence are told as a whole', () => {
  const problem = 'too_few_points'
  expect(readShapeTexts({ ...polygon, points: '41, -8\n41; 8' })).toEqual({ ok: false, fields: [], problem })
})

// A foot is 0.3048 m exactly.
const inFeet = { ...emptyTexts('imperial'), lat: '41', lng: '-8' }
const circleOf = (radiusM: number): FenceShape => ({ kind: 'circle', center: { lat: 41, lng: -8 }, radiusM })

test('readers of miles type lengths in feet', () => {
  expect(readShapeTexts({ ...inFeet, radiusM: '1000' })).toEqual({ ok: true, shape: circleOf(304.8) })
  expect(textsOf(circleOf(304.8), inFeet).radiusM).toBe('1000')
  const line = { ...inFeet, kind: 'corridor' as const, points: '41, -8\n41.2, -8', widthM: '62,5' }
  // 62.5 x 0.3048 m.
  expect(readShapeTexts(line)).toMatchObject({ ok: true, shape: { widthM: 19.05 } })
})

test.each(['metric', 'imperial'] as const)(
  'a %s length nobody touched keeps its metres to the digit, and so does one typed as it was',
  (units) => {
    const texts = textsOf(circleOf(123.456789), emptyTexts(units))
    expect(readShapeTexts(texts)).toEqual({ ok: true, shape: circleOf(123.456789) })
    const other = readShapeTexts({ ...texts, radiusM: '700' })
    expect(other).not.toEqual({ ok: true, shape: circleOf(123.456789) })
    expect(readShapeTexts({ ...texts, radiusM: texts.radiusM })).toEqual(readShapeTexts(texts))
  },
)

test('a new fence is 500 m for everybody', () => {
  expect(readShapeTexts(inFeet)).toEqual({ ok: true, shape: circleOf(500) })
})

test('limits are told in the reader’s units, and those that are told are taken', () => {
  expect(lengthLimits('radiusM', 'metric')).toEqual({ least: 10, most: 999_900 })
  // 10 m are 32.8 ft and 20 km are 65,616.8 ft.
  const { least, most } = lengthLimits('widthM', 'imperial')
  expect([least, most]).toEqual([33, 65_617])
  const line = { ...inFeet, kind: 'corridor' as const, points: '41, -8\n41.2, -8' }
  expect(readShapeTexts({ ...line, widthM: '65617' })).toMatchObject({ ok: true, shape: { widthM: 20_000 } })
  for (const widthM of ['32', '65618'])
    expect(readShapeTexts({ ...line, widthM })).toMatchObject({ fields: [{ problem: 'width' }] })
})

test.each([
  ['62,5', 62.5],
  ['80', 80],
  ['wide', 50],
  ['', 50],
  ['5', 50],
])('a corridor typed as %o is drawn %d m wide', (widthM, expected) => {
  expect(drawnWidthM({ ...corridor, widthM })).toBe(expected)
})

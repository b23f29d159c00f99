// A shape as the texts of a form, and back. What somebody types stays as it is typed; what it means is worked out beside it.

import type { LatLng } from '@/lib/domain/gcj02'
import type { FenceShape, FenceShapeKind } from '@/lib/domain/geofence'
import { type ShapeProblem, shapeProblem } from '@/lib/domain/geofence-check'

/** Texts by field; `points` has a corner a line, `lat, lng`. */
export type ShapeTexts = {
  kind: FenceShapeKind
  lat: string
  lng: string
  radiusM: string
  south: string
  west: string
  north: string
  east: string
  points: string
  widthM: string
}
export type ShapeField = Exclude<keyof ShapeTexts, 'kind'>

/** What the texts mean: a shape, a field that is no number, or a shape that makes no fence. */
export type ShapeReading =
  | { ok: true; shape: FenceShape }
  | { ok: false; field: ShapeField; problem: 'not_a_number' | 'not_a_line' | 'empty'; line?: number }
  | { ok: false; field: null; problem: ShapeProblem }

export const EMPTY_TEXTS: ShapeTexts = {
  kind: 'circle',
  lat: '',
  lng: '',
  radiusM: '500',
  south: '',
  west: '',
  north: '',
  east: '',
  points: '',
  widthM: '50',
}

/** The texts of a shape; those of other kinds stay as they were. */
export function textsOf(shape: FenceShape, before: ShapeTexts = EMPTY_TEXTS): ShapeTexts {
  const { kind } = shape
  if (kind === 'circle') {
    const { center, radiusM } = shape
    return { ...before, kind, ...latLngTexts(center), radiusM: String(Math.round(radiusM)) }
  }
  if (kind === 'rectangle') {
    const { south, west, north, east } = shape
    return {
      ...before,
      kind,
      south: degrees(south),
      west: degrees(west),
      north: degrees(north),
      east: degrees(east),
    }
  }
  if (kind === 'polygon') return { ...before, kind, points: lines(shape.ring) }
  return { ...before, kind, points: lines(shape.line), widthM: String(Math.round(shape.widthM)) }
}

/** What the texts mean. */
export function readShapeTexts(texts: ShapeTexts): ShapeReading {
  const reading = readKind(texts)
  if (!reading.ok) return reading
  const problem = shapeProblem(reading.shape)
  return problem === null ? reading : { ok: false, field: null, problem }
}

function readKind(texts: ShapeTexts): ShapeReading {
  const { kind } = texts
  if (kind === 'circle') {
    const numbers = numbersOf(texts, ['lat', 'lng', 'radiusM'])
    if ('ok' in numbers) return numbers
    const { lat, lng, radiusM } = numbers
    return { ok: true, shape: { kind, center: { lat, lng }, radiusM } }
  }
  if (kind === 'rectangle') {
    const numbers = numbersOf(texts, ['south', 'west', 'north', 'east'])
    return 'ok' in numbers ? numbers : { ok: true, shape: { kind, ...numbers } }
  }
  const points = readLines(texts.points)
  if (!Array.isArray(points)) return points
  if (kind === 'polygon') return { ok: true, shape: { kind, ring: points } }
  const numbers = numbersOf(texts, ['widthM'])
  return 'ok' in numbers ? numbers : { ok: true, shape: { kind, line: points, widthM: numbers.widthM } }
}

type NoNumber = Extract<ShapeReading, { field: ShapeField }>

function numbersOf<Field extends ShapeField>(
  texts: ShapeTexts,
  fields: readonly Field[],
): Record<Field, number> | NoNumber {
  const entries = fields.map((field) => [field, numberOf(texts[field])] as const)
  const wrong = entries.find(([, number]) => !Number.isFinite(number))
  if (wrong === undefined) return Object.fromEntries(entries) as Record<Field, number>
  const [field] = wrong
  return { ok: false, field, problem: texts[field].trim() === '' ? 'empty' : 'not_a_number' }
}

function readLines(text: string): LatLng[] | NoNumber {
  const points: LatLng[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const [lat = '', lng = '', ...rest] = line.trim().split(/[,;\s]+/)
    const point = { lat: numberOf(lat), lng: numberOf(lng) }
    if (!Number.isFinite(point.lat) || !Number.isFinite(point.lng) || rest.length > 0)
      return { ok: false, field: 'points', problem: 'not_a_line', line: index + 1 }
    points.push(point)
  }
  return points.length > 0 ? points : { ok: false, field: 'points', problem: 'empty' }
}

/** Empty is no number, and no zero. */
function numberOf(text: string): number {
  const trimmed = text.trim().replace('\u2212', '-')
  return trimmed === '' ? Number.NaN : Number(trimmed)
}

/** Six decimals are a tenth of a metre. */
function degrees(value: number): string {
  return String(Number(value.toFixed(6)))
}

function latLngTexts({ lat, lng }: LatLng) {
  return { lat: degrees(lat), lng: degrees(lng) }
}

function lines(points: readonly LatLng[]): string {
  return points.map(({ lat, lng }) => `${degrees(lat)}, ${degrees(lng)}`).join('\n')
}

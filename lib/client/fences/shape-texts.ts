// A shape as the texts of a form, and back. What somebody types stays as it is typed; what it means is worked out beside it.

import { isAmbiguous } from '@/lib/domain/device-edit'
import type { LatLng } from '@/lib/domain/gcj02'
import { CORRIDOR_WIDTH_M, FENCE_RADIUS_M, type FenceShape, type FenceShapeKind } from '@/lib/domain/geofence'
import { type ShapeProblem, shapeProblem } from '@/lib/domain/geofence-check'
import { fromMetres, type UnitSystem } from '@/lib/domain/units'

/** Texts by field; `points` has a corner a line, `lat, lng`. Lengths are typed in `units`, whatever their fields are called. */
export type ShapeTexts = {
  kind: FenceShapeKind
  units: UnitSystem
  /** What the lengths are exactly, for as long as their texts show just that. */
  metres: Record<LengthField, number>
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
export type LengthField = 'radiusM' | 'widthM'
export type ShapeField = Exclude<keyof ShapeTexts, 'kind' | 'units' | 'metres'>

/** What is wrong with one field; `line` counts from 1. */
export type FieldProblem = {
  field: ShapeField
  problem: 'not_a_number' | 'not_a_line' | 'empty' | 'latitude' | 'longitude' | 'radius' | 'width'
  line?: number
}

/** What the texts mean: a shape, every field that is wrong, or right fields whose shape makes no fence. */
export type ShapeReading =
  | { ok: true; shape: FenceShape }
  | { ok: false; fields: readonly FieldProblem[]; problem: ShapeProblem | null }

/** The lengths of a shape that is yet to be drawn. */
const USUAL_METRES = { radiusM: 500, widthM: 50 }

/** The form of a new fence, for a reader of these units. */
export function emptyTexts(units: UnitSystem): ShapeTexts {
  return {
    kind: 'circle',
    units,
    metres: USUAL_METRES,
    lat: '',
    lng: '',
    radiusM: lengthText(USUAL_METRES.radiusM, units),
    south: '',
    west: '',
    north: '',
    east: '',
    points: '',
    widthM: lengthText(USUAL_METRES.widthM, units),
  }
}

export const EMPTY_TEXTS: ShapeTexts = emptyTexts('metric')

/** The texts of a shape; those of other kinds stay as they were. */
export function textsOf(shape: FenceShape, before: ShapeTexts = EMPTY_TEXTS): ShapeTexts {
  const { kind } = shape
  if (kind === 'circle') {
    const { center, radiusM } = shape
    return {
      ...before,
      kind,
      ...latLngTexts(center),
      radiusM: lengthText(radiusM, before.units),
      metres: { ...before.metres, radiusM },
    }
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
  const { line, widthM } = shape
  const metres = { ...before.metres, widthM }
  return { ...before, kind, points: lines(line), widthM: lengthText(widthM, before.units), metres }
}

/** What the texts mean. Every wrong field is named at once, each with the first that is wrong with it. */
export function readShapeTexts(texts: ShapeTexts): ShapeReading {
  const fields = FIELDS[texts.kind].flatMap((field) => problemsOf(texts, field))
  if (fields.length > 0) return { ok: false, fields, problem: null }
  const shape = toShape(texts)
  const problem = shapeProblem(shape)
  return problem === null ? { ok: true, shape } : { ok: false, fields: [], problem }
}

/** How wide a corridor is while it is drawn: as typed, or as usual while that makes none. */
export function drawnWidthM(texts: ShapeTexts): number {
  return problemsOf(texts, 'widthM').length === 0 ? numberIn(texts, 'widthM') : USUAL_METRES.widthM
}

/** What a length may be, as a reader of these units types it. */
export function lengthLimits(field: LengthField, units: UnitSystem): { least: number; most: number } {
  const { min, max } = RANGES[field]
  return { least: Number(lengthText(min, units)), most: Number(lengthText(max, units)) }
}

/** The fields of each kind of shape, in the order of the form. */
export const FIELDS = {
  circle: ['lat', 'lng', 'radiusM'],
  rectangle: ['south', 'north', 'west', 'east'],
  polygon: ['points'],
  corridor: ['points', 'widthM'],
} as const satisfies Record<FenceShapeKind, readonly ShapeField[]>

const LATITUDE = { min: -90, max: 90, problem: 'latitude' } as const
const LONGITUDE = { min: -180, max: 180, problem: 'longitude' } as const

/** What each number may be. */
const RANGES = {
  lat: LATITUDE,
  south: LATITUDE,
  north: LATITUDE,
  lng: LONGITUDE,
  west: LONGITUDE,
  east: LONGITUDE,
  radiusM: { ...FENCE_RADIUS_M, problem: 'radius' },
  widthM: { ...CORRIDOR_WIDTH_M, problem: 'width' },
} as const satisfies Record<Exclude<ShapeField, 'points'>, { min: number; max: number; problem: string }>

function problemsOf(texts: ShapeTexts, field: ShapeField): FieldProblem[] {
  const text = texts[field]
  if (text.trim() === '') return [{ field, problem: 'empty' }]
  if (field === 'points') {
    const points = readLines(text)
    return Array.isArray(points) ? [] : [{ field, problem: 'not_a_line', line: points.wrongLine }]
  }
  const number = numberIn(texts, field)
  if (!Number.isFinite(number)) return [{ field, problem: 'not_a_number' }]
  const { min, max, problem } = RANGES[field]
  return number < min || number > max ? [{ field, problem }] : []
}

/** The shape of texts whose fields are right. */
function toShape(texts: ShapeTexts): FenceShape {
  const { kind } = texts
  const of = (field: Exclude<ShapeField, 'points'>) => numberIn(texts, field)
  if (kind === 'circle') return { kind, center: { lat: of('lat'), lng: of('lng') }, radiusM: of('radiusM') }
  if (kind === 'rectangle')
    return { kind, south: of('south'), west: of('west'), north: of('north'), east: of('east') }
  const read = readLines(texts.points)
  const points = Array.isArray(read) ? read : []
  return kind === 'polygon' ? { kind, ring: points } : { kind, line: points, widthM: of('widthM') }
}

function readLines(text: string): LatLng[] | { wrongLine: number } {
  const points: LatLng[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const [lat = '', lng = '', ...rest] = line.trim().split(/[,;\s]+/)
    const point = { lat: numberOf(lat), lng: numberOf(lng) }
    if (!Number.isFinite(point.lat) || !Number.isFinite(point.lng) || rest.length > 0)
      return { wrongLine: index + 1 }
    points.push(point)
  }
  return points
}

/** A number by itself has a point or a comma before its decimals; a line of `points` is parted by commas. */
function numberIn(texts: ShapeTexts, field: Exclude<ShapeField, 'points'>): number {
  if (field === 'radiusM' || field === 'widthM') return lengthIn(texts, field)
  return numberOf(texts[field].replace(',', '.'))
}

/** A length in metres. A text nobody touched is what it was to the digit, though it shows it rounded. */
function lengthIn({ units, metres, ...texts }: ShapeTexts, field: LengthField): number {
  const text = texts[field]
  if (text.trim() === lengthText(metres[field], units)) return metres[field]
  if (isAmbiguous(text)) return Number.NaN
  const shown = numberOf(text.replace(',', '.'))
  const { least, most } = lengthLimits(field, units)
  const length = metresOf(shown, units)
  if (!(shown >= least && shown <= most)) return length
  // The limits as they are told are rounded.
  return Math.min(RANGES[field].max, Math.max(RANGES[field].min, length))
}

/** A whole foot has four decimals of a metre; what comes after them is noise of the multiplication. */
function metresOf(shown: number, units: UnitSystem): number {
  return units === 'metric' ? shown : Number((shown / fromMetres(1, units)).toFixed(4))
}

function lengthText(metres: number, units: UnitSystem): string {
  return String(Math.round(fromMetres(metres, units)))
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

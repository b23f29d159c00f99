import { describe, expect, test } from 'vitest'
import type { LiveColumns } from '@/lib/client/live-types'
import { latOfMercator, lngOfMercator, mercatorX, mercatorY, metresPerUnit } from '../mercator'
import { createMotionField, moveTo, nearestTurn, shownX, shownY } from './motion-field'

function columnsOf(
  rows: { lat: number; lng: number; fixAtMs: number; heading?: number; source?: number }[],
): LiveColumns {
  return {
    lat: Float64Array.from(rows, (row) => row.lat),
    lng: Float64Array.from(rows, (row) => row.lng),
    fixAtMs: Float64Array.from(rows, (row) => row.fixAtMs),
    heardAtMs: new Float64Array(rows.length),
    sinceMs: new Float64Array(rows.length),
    speedKph: new Float32Array(rows.length),
    headingDeg: Int16Array.from(rows, (row) => row.heading ?? -1),
    status: new Uint8Array(rows.length),
    source: Int8Array.from(rows, (row) => row.source ?? 0),
    ignition: new Int8Array(rows.length),
    battery: new Int8Array(rows.length),
    accuracyM: new Float32Array(rows.length),
  }
}

function fieldAfter(
  next: { lat: number; lng: number; fixAtMs: number; heading?: number; source?: number },
  glide = true,
) {
  const columns = columnsOf([{ lat: 41.15, lng: -8.61, fixAtMs: 0, heading: 350 }])
  const field = createMotionField(columns, 1)
  moveTo(field, columnsOf([next]), [0], { nowMs: 1_000, glide })
  return field
}

describe('mercator', () => {
  // Porto at zoom 0: x = (-8.61 + 180) / 360; y from the definition ln(tan(pi/4 + lat/2)).
  test('matches the definition and inverts', () => {
    expect(mercatorX(-8.61)).toBeCloseTo(171.39 / 360, 12)
    const y = 0.5 - Math.log(Math.tan(Math.PI / 4 + (41.15 * Math.PI) / 360)) / (2 * Math.PI)
    expect(mercatorY(41.15)).toBeCloseTo(y, 12)
    expect(latOfMercator(mercatorY(41.15))).toBeCloseTo(41.15, 9)
    expect(lngOfMercator(mercatorX(-8.61))).toBeCloseTo(-8.61, 9)
    // At 60 degrees a unit spans half of what it does at the equator.
    expect(metresPerUnit(mercatorY(60)) / metresPerUnit(0.5)).toBeCloseTo(0.5, 6)
  })
})

describe('motion field', () => {
  const near = { lat: 41.1502, lng: -8.61, fixAtMs: 2_000, heading: 10 }

  test('a vehicle glides to its new fix over about the time between fixes', () => {
    const field = fieldAfter(near)
    expect(shownY(field, 0, 1_000)).toBe(mercatorY(41.15))
    const half = (mercatorY(41.15) + mercatorY(41.1502)) / 2
    expect(shownY(field, 0, 1_000 + 1_080)).toBeCloseTo(half, 12)
    expect(shownY(field, 0, 1_000 + 2_160)).toBe(mercatorY(41.1502))
    expect(shownY(field, 0, 99_000)).toBe(mercatorY(41.1502))
  })

  test('a fix that arrives during a glide starts from the shown position, not from the old fix', () => {
    const field = fieldAfter(near)
    const shown = shownY(field, 0, 2_080)
    moveTo(field, columnsOf([{ ...near, lat: 41.1504, fixAtMs: 4_000 }]), [0], { nowMs: 2_080, glide: true })
    expect(shownY(field, 0, 2_080)).toBe(shown)
  })

  test.each([
    ['a leap', { ...near, lat: 41.25 }, true],
    ['a cell fix', { ...near, source: 2 }, true],
    ['a glide nobody wants', near, false],
  ])('%s is taken at once', (_, next, glide) => {
    const field = fieldAfter(next, glide)
    expect(shownY(field, 0, 1_000)).toBe(mercatorY(next.lat))
  })

  test('a first fix appears where it is', () => {
    const nowhere = columnsOf([{ lat: Number.NaN, lng: Number.NaN, fixAtMs: 0 }])
    const field = createMotionField(nowhere, 1)
    expect(shownX(field, 0, 0)).toBeNaN()
    moveTo(field, columnsOf([near]), [0], { nowMs: 5, glide: true })
    expect(shownX(field, 0, 5)).toBe(mercatorX(-8.61))
  })

  test('the shorter way round is turned, and an unknown heading follows the movement', () => {
    const field = fieldAfter(near)
    expect([field.fromHeading[0], field.toHeading[0]]).toEqual([350, 370])
    const south = fieldAfter({ lat: 41.1498, lng: -8.61, fixAtMs: 2_000 })
    expect(south.toHeading[0]).toBeCloseTo(nearestTurn(350, 180), 3)
    expect(nearestTurn(10, 350)).toBe(-10)
  })
})

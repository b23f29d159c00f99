import { expect, test } from 'vitest'
import { framePace, isBetween, type View } from './frame-pace'
import { createMotionField, type MotionField } from './motion-field'

const EMPTY = {
  lat: new Float64Array(1),
  lng: new Float64Array(1),
  fixAtMs: new Float64Array(1),
  heardAtMs: new Float64Array(1),
  sinceMs: new Float64Array(1),
  speedKph: new Float32Array(1),
  headingDeg: new Int16Array(1),
  status: new Uint8Array(1),
  source: new Int8Array(1),
  ignition: new Int8Array(1),
  battery: new Int8Array(1),
  accuracyM: new Float32Array(1),
}

/** One vehicle that covers 14 m in a second (50 km/h) at the equator: 14 / 40,030,230 of the world. */
function fieldInMotion(): MotionField {
  const field = createMotionField(EMPTY, 1)
  field.toX[0] = 0.5 + 14 / 40_030_230
  field.startMs[0] = 1_000
  field.durationMs[0] = 1_000
  return field
}

const view = (zoom: number): View => ({ west: 0.4, east: 0.6, north: 0.4, south: 0.6, zoom })
const always = () => true

test('close up the pace is a frame each half pixel, bounded by the screen', () => {
  // Zoom 15: 512 * 2^15 px / 40,030,230 m * 14 m = 5.87 px in the second, so half a pixel takes 85 ms.
  const pace = framePace(fieldInMotion(), view(15), 1_100, always)
  expect(pace.intervalMs).toBeCloseTo(85.2, 0)
  expect(pace.untilMs).toBe(2_000)
  expect(framePace(fieldInMotion(), view(20), 1_100, always).intervalMs).toBe(15)
})

test('from far away, out of view or hidden, no frame is asked for', () => {
  expect(framePace(fieldInMotion(), view(8), 1_100, always).intervalMs).toBe(Number.POSITIVE_INFINITY)
  const elsewhere = { ...view(15), west: 0.1, east: 0.2 }
  expect(framePace(fieldInMotion(), elsewhere, 1_100, always).intervalMs).toBe(Number.POSITIVE_INFINITY)
  expect(framePace(fieldInMotion(), view(15), 1_100, () => false).intervalMs).toBe(Number.POSITIVE_INFINITY)
})

test('a finished glide settles at its target', () => {
  const field = fieldInMotion()
  framePace(field, view(15), 2_000, always)
  expect([field.durationMs[0], field.fromX[0]]).toEqual([0, field.toX[0]])
})

test('a place is found across the date line', () => {
  expect(isBetween(0.99, -0.05, 0.05)).toBe(true)
  expect(isBetween(0.02, 0.95, 1.05)).toBe(true)
  expect(isBetween(0.5, -0.05, 0.05)).toBe(false)
})

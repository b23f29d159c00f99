import { expect, test } from 'vitest'
import { onForMs, pointsOf } from './series-points'

const MINUTE_MS = 60_000
const span = { fromMs: 0, toMs: 60 * MINUTE_MS }

test('ignition holds from its last change to the end of the range', () => {
  const ignition = { kind: 'ignition' as const, at: [0, 20 * MINUTE_MS], value: [0, 1] }
  expect(pointsOf(ignition, span)).toEqual({ at: [0, 20 * MINUTE_MS, span.toMs], value: [0, 1, 1] })
  expect(onForMs(ignition, span.toMs)).toBe(40 * MINUTE_MS)
  // A reading that came after the question was asked is the last.
  expect(onForMs({ at: [0, 61 * MINUTE_MS], value: [1, 0] }, span.toMs)).toBe(61 * MINUTE_MS)
})

test('other values are not joined over a long silence, and do not last to the end', () => {
  const speed = { kind: 'speed' as const, at: [0, MINUTE_MS, 30 * MINUTE_MS], value: [10, 20, 30] }
  expect(pointsOf(speed, span).value).toEqual([10, 20, null, 30])
})

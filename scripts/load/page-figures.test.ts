import { expect, test } from 'vitest'
import { figuresOf, median, type Visit } from './page-figures'

const visit = (usable: number, more: Partial<Visit> = {}): Visit => ({
  at: { usable, drawn: usable * 2 },
  files: [
    { path: '/map', sentBytes: 10, plainBytes: 40, endMs: 50 },
    { path: '/_next/a.js', sentBytes: 100, plainBytes: 300, endMs: 100 },
    { path: '/worker.mjs', sentBytes: 1000, plainBytes: 4000, endMs: 300 },
  ],
  streamedBytes: 5,
  firstPaintMs: 60,
  shift: 0,
  shifts: [],
  blockedMs: 0,
  longestMs: 20,
  ...more,
})

test('the median of an odd and of an even number of values', () => {
  expect(median([9, 1, 4])).toBe(4)
  expect(median([9, 1, 4, 6])).toBe(5)
})

test('script is what ends in js or mjs, and counts at a moment if it had come whole by then', () => {
  const figures = figuresOf([visit(200)], new Map([['/_next/a.js', 80]]))
  expect(figures).toMatchObject({ sentBytes: 1110, scriptBytes: 1100, scriptPlainBytes: 4300 })
  // The worker came at 300: after 200, when it was usable, and before 400, when it was drawn.
  expect(figures.scriptBytesAt).toEqual({ usable: 100, drawn: 1100 })
  // What Brotli is not known of counts as it was sent.
  expect(figures.scriptBrotliBytes).toBe(1080)
})

test('figures are those of the middle visit, and a moment that one visit never reached is none', () => {
  const figures = figuresOf([visit(500), visit(100), visit(200, { shift: 0.2 })], new Map())
  expect(figures.atMs).toEqual({ usable: 200, drawn: 400 })
  expect(figures.shift).toBe(0)
  expect(figuresOf([visit(200), visit(200, { at: { usable: 1 } })], new Map()).atMs).toHaveProperty('usable')
  expect(figuresOf([visit(200), visit(200, { at: { usable: 1 } })], new Map()).atMs).not.toHaveProperty(
    'drawn',
  )
})

import { expect, test } from 'vitest'
import type { TimeSpan } from '@/lib/domain/track/spans'
import { missingSpans } from './track-gaps'

const HOUR_MS = 3_600_000
const NOW_MS = Date.UTC(2026, 5, 1, 12)
const hoursAgo = (hours: number) => NOW_MS - hours * HOUR_MS
const day: TimeSpan = { fromMs: hoursAgo(36), toMs: hoursAgo(12) }
const nothing = { atMs: [], asked: [], nowMs: NOW_MS }

test('without a fix all is missing, but what the vendor cannot tell yet or no more', () => {
  expect(missingSpans(day, nothing)).toEqual([day])
  const toNow = missingSpans({ fromMs: hoursAgo(1), toMs: hoursAgo(-5) }, nothing)
  expect(toNow).toEqual([{ fromMs: hoursAgo(1), toMs: NOW_MS - 60_000 }])
  const quarter = missingSpans({ fromMs: hoursAgo(24 * 100), toMs: hoursAgo(24 * 89) }, nothing)
  expect(quarter).toEqual([{ fromMs: hoursAgo(24 * 90), toMs: hoursAgo(24 * 89) }])
  expect(missingSpans({ fromMs: hoursAgo(-2), toMs: hoursAgo(-3) }, nothing)).toEqual([])
})

test('fixes each ten minutes leave nothing to ask for, a quiet hour does', () => {
  const steps = Array.from({ length: 145 }, (_, step) => day.fromMs + step * 600_000)
  expect(missingSpans(day, { ...nothing, atMs: steps })).toEqual([])
  const quiet = steps.filter((_, step) => step < 60 || step > 65)
  expect(missingSpans(day, { ...nothing, atMs: quiet })).toEqual([{ fromMs: steps[59], toMs: steps[66] }])
})

test('of a few minutes without a fix all is missing, with one in the middle nothing', () => {
  const short = { fromMs: hoursAgo(20), toMs: hoursAgo(20) + 120_000 }
  expect(missingSpans(short, nothing)).toEqual([short])
  expect(missingSpans(short, { ...nothing, atMs: [short.fromMs + 60_000] })).toEqual([])
})

test('quiet spans near each other are one question', () => {
  const atMs = [hoursAgo(30), hoursAgo(29.9), hoursAgo(29.8)]
  expect(missingSpans(day, { ...nothing, atMs })).toEqual([day])
})

test('what was asked for is not asked for again: a parked vehicle has no fixes there either', () => {
  const asked = [{ ...day, askedMs: hoursAgo(1) }]
  expect(missingSpans(day, { ...nothing, asked })).toEqual([])
  const half = [{ fromMs: day.fromMs, toMs: hoursAgo(24), askedMs: hoursAgo(1) }]
  expect(missingSpans(day, { ...nothing, asked: half })).toEqual([{ fromMs: hoursAgo(24), toMs: day.toMs }])
})

test('the hours just before a question are asked for again, as devices send late, but not within ten minutes', () => {
  const span = { fromMs: hoursAgo(24), toMs: hoursAgo(1) }
  const askedAgo = (ms: number) => [{ ...span, askedMs: NOW_MS - ms }]
  expect(missingSpans(span, { ...nothing, asked: askedAgo(599_000) })).toEqual([])
  expect(missingSpans(span, { ...nothing, asked: askedAgo(600_000) })).toEqual([
    { fromMs: NOW_MS - 600_000 - 6 * HOUR_MS, toMs: span.toMs },
  ])
})

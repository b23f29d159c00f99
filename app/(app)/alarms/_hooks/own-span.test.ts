import { expect, test } from 'vitest'
import { localText, readSpan } from './own-span'

/** Nairobi is three hours ahead of UTC all year (IANA). */
const ZONE = 'Africa/Nairobi'
const MORNING = '2026-03-08T08:00'
const NOON = '2026-03-08T12:00'

test('two times are a span, and an empty field is no bound', () => {
  expect(readSpan({ from: MORNING, to: NOON }, ZONE)).toEqual({
    from: '2026-03-08T05:00:00.000Z',
    to: '2026-03-08T09:00:00.000Z',
  })
  expect(readSpan({ from: MORNING, to: '' }, ZONE)).toEqual({ from: '2026-03-08T05:00:00.000Z', to: null })
  expect(readSpan({ from: '', to: '' }, ZONE)).toEqual({ from: null, to: null })
})

test.each([
  [{ from: NOON, to: MORNING }, 'to', 'backwards'],
  [{ from: NOON, to: NOON }, 'to', 'backwards'],
  [{ from: '2026-02-30T08:00', to: NOON }, 'from', 'noTime'],
  [{ from: MORNING, to: '2026-03-08T25:00' }, 'to', 'noTime'],
  [{ from: '', to: NOON, isFromBad: true }, 'from', 'noTime'],
  [{ from: MORNING, to: '', isToBad: true }, 'to', 'noTime'],
])('%j is wrong at %s: %s', (span, field, problem) => {
  expect(readSpan(span, ZONE)).toEqual({ field, problem })
})

test('a moment comes back as the same text', () => {
  expect(localText('2026-03-08T05:00:00.000Z', ZONE)).toBe(MORNING)
  expect(localText(null, ZONE)).toBe('')
})

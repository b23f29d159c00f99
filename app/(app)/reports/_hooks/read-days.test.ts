import { expect, test } from 'vitest'
import { readDays } from './read-days'

const TODAY = '2026-03-08'

test('two days are a range, also the same day twice, and one that goes on', () => {
  expect(readDays({ from: '2026-03-01', to: '2026-03-07' }, TODAY)).toEqual({
    from: '2026-03-01',
    to: '2026-03-07',
  })
  expect(readDays({ from: TODAY, to: TODAY }, TODAY)).toEqual({ from: TODAY, to: TODAY })
  expect(readDays({ from: '2026-03-01', to: '2026-03-31' }, TODAY)).toMatchObject({ to: '2026-03-31' })
})

test.each([
  [{ from: '', to: TODAY }, 'from', 'noDay'],
  [{ from: TODAY, to: '2026-02-30' }, 'to', 'noDay'],
  [{ from: TODAY, to: '2026-03-07' }, 'to', 'backwards'],
  [{ from: '2026-03-09', to: '2026-03-10' }, 'from', 'future'],
  [{ from: '2025-03-07', to: TODAY }, 'to', 'tooLong'],
])('%j is wrong at %s: %s', (days, field, problem) => {
  expect(readDays(days, TODAY)).toEqual({ field, problem })
})

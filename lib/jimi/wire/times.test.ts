import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatUtcText, parseUtcText } from './times'

test.each([
  ['2026-03-18 09:40:46', '2026-03-18T09:40:46.000Z'],
  ['2026-03-18 9:40:46', '2026-03-18T09:40:46.000Z'],
  [' 2026-03-18 09:40:46 ', '2026-03-18T09:40:46.000Z'],
  ['2022-12-10T01:05:33.250Z', '2022-12-10T01:05:33.250Z'],
  ['2024-02-29 00:00:00', '2024-02-29T00:00:00.000Z'],
])('reads %j as UTC', (text, iso) => {
  expect(parseUtcText(text)?.toISOString()).toBe(iso)
})

test.each([
  '2026-02-30 10:00:00',
  '2025-02-29 10:00:00',
  '2026-13-01 10:00:00',
  '2026-00-10 10:00:00',
  '2026-01-01 24:00:00',
  '2026-01-01 10:60:00',
  '0000-00-00 00:00:00',
  '2026-01-01',
  '2026-01-01 10:00:00 +08:00',
  '1710755000',
  'null',
  '',
])('refuses %j', (text) => {
  expect(parseUtcText(text)).toBeUndefined()
})

test('reads back every whole second it writes', () => {
  const moments = fc.date({ min: new Date('1900-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(moments, (moment) => {
      const wholeSecond = Math.floor(moment.getTime() / 1000) * 1000
      expect(parseUtcText(formatUtcText(moment))?.getTime()).toBe(wholeSecond)
    }),
  )
})

import { expect, test } from 'vitest'
import {
  clockText,
  hoursEndAt,
  isInHours,
  isWholeWeek,
  type QuietHours,
  readClock,
  sendTime,
  type WeekSpan,
} from './alarm-rules-hours'

const ALL = [0, 1, 2, 3, 4, 5, 6]
const span = (from: string, to: string, days = ALL): WeekSpan => ({
  days,
  fromMin: readClock(from) ?? -1,
  toMin: readClock(to) ?? -1,
})

// 2026-03-02 is a Monday.
test.each<[string, WeekSpan, string, boolean]>([
  ['at its beginning', span('08:00', '17:00'), '2026-03-02T08:00:00Z', true],
  ['in its last minute', span('08:00', '17:00'), '2026-03-02T16:59:59Z', true],
  ['no longer at its end', span('08:00', '17:00'), '2026-03-02T17:00:00Z', false],
  ['before midnight', span('22:00', '06:00', [1]), '2026-03-02T23:30:00Z', true],
  ['after midnight, of the day before', span('22:00', '06:00', [1]), '2026-03-03T05:59:00Z', true],
  [
    'the early morning of its own day belongs to another night',
    span('22:00', '06:00', [1]),
    '2026-03-02T05:00:00Z',
    false,
  ],
  ['a night over the end of the week', span('22:00', '06:00', [6]), '2026-03-08T01:00:00Z', true],
  ['until midnight', span('18:00', '00:00', [1]), '2026-03-02T23:59:00Z', true],
  ['not after midnight', span('18:00', '00:00', [1]), '2026-03-03T00:00:00Z', false],
  ['a whole day', span('06:00', '06:00', [1]), '2026-03-03T05:59:00Z', true],
])('a moment lies in a span: %s', (_, spans, at, expected) => {
  expect(isInHours([spans], new Date(at), 'UTC')).toBe(expected)
})

test.each<[string, string, string, boolean]>([
  // New York goes from 02:00 to 03:00 on 8 March 2026, and from 02:00 back to 01:00 on 1 November.
  ['an hour that is skipped is in no span', '2026-03-08T07:00:00Z', 'America/New_York', false],
  ['the first 01:30 of two', '2026-11-01T05:30:00Z', 'America/New_York', true],
  ['the second 01:30 of two', '2026-11-01T06:30:00Z', 'America/New_York', true],
  ['quarter-hour zones', '2026-03-01T19:45:00Z', 'Asia/Kathmandu', true],
  ['zones without changes', '2026-03-01T22:30:00Z', 'Africa/Nairobi', true],
])('from one to three by the wall clock: %s', (_, at, zone, expected) => {
  const hours = zone === 'America/New_York' ? span('01:00', '03:00') : span('01:00', '02:00')
  expect(isInHours([hours], new Date(at), zone)).toBe(expected)
})

test.each<[string, WeekSpan[], string, string, string | null]>([
  ['not in them', [span('22:00', '06:00')], '2026-03-02T12:00:00Z', 'UTC', null],
  ['over midnight', [span('22:00', '06:00')], '2026-03-02T23:00:00Z', 'UTC', '2026-03-03T06:00:00.000Z'],
  ['after midnight', [span('22:00', '06:00')], '2026-03-03T01:00:00Z', 'UTC', '2026-03-03T06:00:00.000Z'],
  [
    'one span after another',
    [span('22:00', '06:00'), span('06:00', '07:00')],
    '2026-03-02T23:00:00Z',
    'UTC',
    '2026-03-03T07:00:00.000Z',
  ],
  [
    'a night that loses an hour',
    [span('22:00', '06:00')],
    '2026-03-08T04:00:00Z',
    'America/New_York',
    '2026-03-08T10:00:00.000Z',
  ],
  [
    'a night that gains an hour',
    [span('22:00', '06:00')],
    '2026-11-01T03:00:00Z',
    'America/New_York',
    '2026-11-01T11:00:00.000Z',
  ],
  [
    'an end that shows twice, the first time',
    [span('22:00', '01:30')],
    '2026-11-01T05:10:00Z',
    'America/New_York',
    '2026-11-01T05:30:00.000Z',
  ],
  [
    'an end that shows twice, the second time',
    [span('22:00', '01:30')],
    '2026-11-01T06:10:00Z',
    'America/New_York',
    '2026-11-01T06:30:00.000Z',
  ],
])('the end of hours: %s', (_, spans, at, zone, expected) => {
  expect(hoursEndAt(spans, new Date(at), zone)?.toISOString() ?? null).toBe(expected)
})

test('hours without an end come to one all the same', () => {
  expect(hoursEndAt([span('06:00', '06:00')], new Date('2026-03-02T12:00:00Z'), 'UTC')).toBeInstanceOf(Date)
  expect(isWholeWeek([span('06:00', '06:00')])).toBe(true)
  expect(isWholeWeek([span('00:00', '12:00'), span('12:00', '00:00', [0, 1, 2, 3, 4, 5])])).toBe(false)
})

const quiet = (over: Partial<QuietHours> = {}): QuietHours => ({
  spans: [span('22:00', '06:00')],
  mode: 'hold',
  criticalBreaksThrough: true,
  ...over,
})
const NIGHT = new Date('2026-03-02T23:00:00Z')
const DAY = new Date('2026-03-02T12:00:00Z')

test.each<[string, QuietHours[], Date, boolean, string | null | 'never']>([
  ['by day at once', [quiet()], DAY, false, null],
  ['by night when it ends', [quiet()], NIGHT, false, '2026-03-03T06:00:00.000Z'],
  ['a critical one breaks through', [quiet()], NIGHT, true, null],
  ['unless it may not', [quiet({ criticalBreaksThrough: false })], NIGHT, true, '2026-03-03T06:00:00.000Z'],
  ['dropped', [quiet({ mode: 'drop' })], NIGHT, false, 'never'],
  ['a critical one is not dropped', [quiet({ mode: 'drop' })], NIGHT, true, null],
  [
    'both ends count',
    [quiet(), quiet({ spans: [span('05:00', '08:00')] })],
    NIGHT,
    false,
    '2026-03-03T08:00:00.000Z',
  ],
  [
    'what is held is not dropped later',
    [quiet(), quiet({ spans: [span('05:00', '08:00')], mode: 'drop' })],
    NIGHT,
    false,
    '2026-03-03T08:00:00.000Z',
  ],
  ['nobody wants quiet', [], NIGHT, false, null],
])('when to send: %s', (_, quiets, at, isCritical, expected) => {
  const sent = sendTime(
    quiets.map((each) => ({ quiet: each, zone: 'UTC' })),
    { at, isCritical },
  )
  expect(sent === 'never' ? sent : (sent.at?.toISOString() ?? null)).toBe(expected)
})

test.each([
  ['00:00', 0],
  ['08:05', 485],
  ['23:59:00', 1439],
])('%s is minute %i', (text, minutes) => {
  expect(readClock(text)).toBe(minutes)
  expect(clockText(minutes)).toBe(text.slice(0, 5))
})

test.each(['24:00', '8:05', '08:60', '', 'noon'])('%j is no time of day', (text) => {
  expect(readClock(text)).toBeNull()
})

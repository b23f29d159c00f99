import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { DEFAULT_PREFERENCES, type Preferences } from '@/lib/domain/preferences'
import { addDays, daysOf, startOfWeek } from '@/lib/domain/time'
import messages from '@/messages/en.json'
import { FormatPreferencesProvider } from './preferences'
import { type Formats, useFormats } from './use-formats'

/** What a page of somebody with these preferences formats with. */
function formatsOf(preferences: Partial<Preferences>, locale = 'en-GB'): Formats {
  const found: { formats?: Formats } = {}
  function Page() {
    found.formats = useFormats()
    return null
  }
  const value = { ...DEFAULT_PREFERENCES, ...preferences }
  renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messages} timeZone="UTC">
      <FormatPreferencesProvider value={value}>
        <Page />
      </FormatPreferencesProvider>
    </NextIntlClientProvider>,
  )
  if (found.formats === undefined) throw new Error('nothing was rendered')
  return found.formats
}

/** In New York clocks went from 02:00 to 03:00 on 8 March 2026 and go from 02:00 to 01:00 on 1 November (IANA). */
const CHANGES: [string, Record<string, string>][] = [
  [
    '2026-03-08T06:59:59Z',
    {
      'Africa/Nairobi': '8 Mar, 09:59:59',
      'Asia/Kathmandu': '8 Mar, 12:44:59',
      'America/New_York': '8 Mar, 01:59:59',
    },
  ],
  [
    '2026-03-08T07:00:00Z',
    {
      'Africa/Nairobi': '8 Mar, 10:00:00',
      'Asia/Kathmandu': '8 Mar, 12:45:00',
      'America/New_York': '8 Mar, 03:00:00',
    },
  ],
  [
    '2026-11-01T05:59:59Z',
    {
      'Africa/Nairobi': '1 Nov, 08:59:59',
      'Asia/Kathmandu': '1 Nov, 11:44:59',
      'America/New_York': '1 Nov, 01:59:59',
    },
  ],
  [
    '2026-11-01T06:00:00Z',
    {
      'Africa/Nairobi': '1 Nov, 09:00:00',
      'Asia/Kathmandu': '1 Nov, 11:45:00',
      'America/New_York': '1 Nov, 01:00:00',
    },
  ],
]

test.each(CHANGES)(
  'at %s a page says the time of its reader, whichever side of a clock change',
  (at, expected) => {
    const atMs = Date.parse(at)
    for (const [timeZone, text] of Object.entries(expected)) {
      const formats = formatsOf({ timeZone })
      expect(formats.dateTime(atMs)).toBe(text)
      expect(formats.time(atMs)).toBe(text.slice(-8, -3))
    }
  },
)

test('what is shown on hovering names the zone as it was then, also where an hour comes twice', () => {
  const ends = (timeZone: string, at: string) =>
    formatsOf({ timeZone }).exactTime(Date.parse(at)).split(' ').at(-1)
  expect(ends('Africa/Nairobi', '2026-03-08T07:00:00Z')).toMatch(/^(EAT|GMT\+3)$/)
  expect(ends('Asia/Kathmandu', '2026-03-08T07:00:00Z')).toBe('GMT+5:45')
  expect(ends('America/New_York', '2026-11-01T05:30:00Z')).toMatch(/^(EDT|GMT-4)$/)
  expect(ends('America/New_York', '2026-11-01T06:30:00Z')).toMatch(/^(EST|GMT-5)$/)
})

test('days and weeks begin where the reader is, and a day of a change has 23 or 25 hours', () => {
  const day = (zone: string, key: string) => {
    const noon = new Date(`${key}T12:00:00Z`)
    const days = daysOf({ from: addDays(noon, -1, zone), to: addDays(noon, 1, zone) }, zone)
    const found = days.find((each) => each.key === key)
    if (found === undefined) throw new Error(key)
    return (found.endsAt.getTime() - found.startsAt.getTime()) / 3_600_000
  }
  expect([day('America/New_York', '2026-03-08'), day('America/New_York', '2026-11-01')]).toEqual([23, 25])
  for (const zone of ['Africa/Nairobi', 'Asia/Kathmandu'])
    expect([day(zone, '2026-03-08'), day(zone, '2026-11-01')]).toEqual([24, 24])
  const week = (zone: string, start: 'mon' | 'sun' | 'sat') =>
    startOfWeek(new Date('2026-03-09T03:30:00Z'), zone, start).toISOString()
  // Sunday evening in New York, Monday morning in Kathmandu and Nairobi.
  expect(week('America/New_York', 'mon')).toBe('2026-03-02T05:00:00.000Z')
  expect(week('America/New_York', 'sun')).toBe('2026-03-08T05:00:00.000Z')
  expect(week('Asia/Kathmandu', 'mon')).toBe('2026-03-08T18:15:00.000Z')
  expect(week('Asia/Kathmandu', 'sat')).toBe('2026-03-06T18:15:00.000Z')
  expect(week('Africa/Nairobi', 'sun')).toBe('2026-03-07T21:00:00.000Z')
})

test('quantities come in the units of the reader, each by itself', () => {
  const metric = formatsOf({ unitSystem: 'metric', volumeUnit: 'litre', temperatureUnit: 'celsius' })
  const mixed = formatsOf({ unitSystem: 'imperial', volumeUnit: 'litre', temperatureUnit: 'fahrenheit' })
  expect([metric.speed(100), metric.distance(100), metric.temperature(20)]).toEqual([
    '100 km/h',
    '100 km',
    '20 °C',
  ])
  expect([mixed.speed(100), mixed.distance(100), mixed.temperature(20)]).toEqual(['62 mph', '62 mi', '68 °F'])
  expect(mixed.volume(50)).toBe(metric.volume(50))
})

test('the last day of a term is the same day to readers of every zone', () => {
  const lastMs = Date.parse('2026-03-09T23:59:59Z')
  for (const timeZone of ['Asia/Kathmandu', 'Pacific/Kiritimati', 'America/New_York'])
    expect(formatsOf({ timeZone }).utcDate(lastMs)).toBe('9 Mar 2026')
})

/** Source: CLDR list patterns, narrow "and". */
test.each([
  ['en', 'Ana, Bo, Cy'],
  ['fr', 'Ana, Bo, Cy'],
  ['zh', 'Ana、Bo、Cy'],
  ['ar-u-nu-latn', 'Ana وBo وCy'],
])('names in %s are strung together as the language does it: %s', (locale, words) => {
  expect(formatsOf({}, locale).list(['Ana', 'Bo', 'Cy'])).toBe(words)
})

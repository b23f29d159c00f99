import { createElement } from 'react'
import { expect, test } from 'vitest'
import { renderedFor, textsOf, titlesOf } from '@/lib/client/format/rendered.test-helper'
import type { Readings } from '@/lib/domain/api/telemetry'
import { DeviceHistory } from './device-history'
import { GapNotes } from './gap-notes'
import { MessageRow } from './message-row'

// In New York clocks went from 02:00 to 03:00 on 8 March 2026 at 07:00 UTC and go from 02:00 to 01:00 on 1 November at
// 06:00 UTC; Nairobi is UTC+3 and Kathmandu UTC+5:45 all year (IANA).
const SPRING = ['2026-03-08T06:59:59Z', '2026-03-08T07:00:00Z'] as const
const AUTUMN = ['2026-11-01T05:59:59Z', '2026-11-01T06:00:00Z'] as const
const TIMES: [string, readonly [string, string], readonly [string, string]][] = [
  ['Africa/Nairobi', SPRING, ['8 Mar, 09:59:59', '8 Mar, 10:00:00']],
  ['Asia/Kathmandu', SPRING, ['8 Mar, 12:44:59', '8 Mar, 12:45:00']],
  ['America/New_York', SPRING, ['8 Mar, 01:59:59', '8 Mar, 03:00:00']],
  ['Africa/Nairobi', AUTUMN, ['1 Nov, 08:59:59', '1 Nov, 09:00:00']],
  ['Asia/Kathmandu', AUTUMN, ['1 Nov, 11:44:59', '1 Nov, 11:45:00']],
  ['America/New_York', AUTUMN, ['1 Nov, 01:59:59', '1 Nov, 01:00:00']],
]

const ID = '00000000-0000-4000-8000-000000000001'
const SPAN_MS = 24 * 3_600_000

function history(timeZone: string, [first, last]: readonly [string, string]): string {
  const readings: Readings = {
    series: [],
    cutKinds: [],
    faults: [{ code: 'P0301', firstAt: first, lastAt: last, clearedAt: last }],
    signOns: [
      { at: last, state: 'logout', word: 'LOGOUT', timezone: null },
      { at: first, state: 'login', word: 'LOGIN', timezone: null },
    ],
  }
  const part = createElement(DeviceHistory, { deviceId: ID, spanMs: SPAN_MS })
  return renderedFor({ timeZone }, part, [
    [['devices', ID, 'readings', 'faults,signOns', SPAN_MS], { ...readings, fromMs: 0, toMs: SPAN_MS }],
  ])
}

test.each(TIMES)('in %s faults and sign-ons at %s are told by the clock there', (zone, at, [first, last]) => {
  const said = textsOf(history(zone, at))
  expect(said).toContain(`First ${first}, last ${last}`)
  expect(said.filter((text) => text === last)).toHaveLength(2)
  expect(said.filter((text) => text === first)).toHaveLength(1)
})

test.each(TIMES)('in %s messages at %s are told by the clock there', (zone, at, times) => {
  const said = at.map((each) => {
    const message = { at: each, receivedAt: each, topic: 'pushgps', json: '{}', isVendorText: true }
    const html = renderedFor({ timeZone: zone }, createElement(MessageRow, { message }))
    return textsOf(html)[0]
  })
  expect(said).toEqual(times)
})

test('of an hour that comes twice hovering tells which one', () => {
  const zones = titlesOf(history('America/New_York', ['2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z'])).map(
    (title) => title.split(' ').at(-1),
  )
  expect(zones.some((zone) => /^(EST|GMT-5)$/.test(zone ?? ''))).toBe(true)
  expect(zones.some((zone) => /^(EDT|GMT-4)$/.test(zone ?? ''))).toBe(true)
})

test('a time without reception is told with zones only where clocks were changed within it', () => {
  const note = (timeZone: string, from: string, to: string) => {
    const gaps = [{ fromMs: Date.parse(from), toMs: Date.parse(to), isFilled: false }]
    return textsOf(renderedFor({ timeZone }, createElement(GapNotes, { gaps, about: 'faults' })))
      .join(' ')
      .replaceAll('GMT-4', 'EDT')
      .replaceAll('GMT-5', 'EST')
  }
  const hour = ['2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z'] as const
  expect(note('Africa/Nairobi', ...hour)).toContain('1 Nov, 08:30:00 – 09:30:00')
  expect(note('Asia/Kathmandu', ...hour)).toContain('1 Nov, 11:15:00 – 12:15:00')
  // The clock shows the same at both ends.
  expect(note('America/New_York', ...hour)).toContain('1 Nov, 01:30:00 EDT – 1 Nov, 01:30:00 EST')
})

import { createElement } from 'react'
import { expect, test } from 'vitest'
import { renderedFor, textsOf, titlesOf } from '@/lib/client/format/rendered.test-helper'
import type { FenceEventRow } from '@/lib/domain/api/fences'
import { FenceEventList } from './fence-event-list'
import { VisitList } from './vendor-visits'

// In New York clocks went from 02:00 to 03:00 on 8 March 2026 at 07:00 UTC and go from 02:00 to 01:00 on 1 November at
// 06:00 UTC; Nairobi is UTC+3 and Kathmandu UTC+5:45 all year (IANA).
const FENCE_ID = '00000000-0000-4000-8000-0000000000f1'

/** What the list of a fence says of one who came and went, the newest first, with what hovering shows. */
function eventsFor(timeZone: string, [enteredAt, leftAt]: readonly [string, string]) {
  const event = (kind: 'enter' | 'exit', at: string): FenceEventRow => ({
    ...{ deviceId: '00000000-0000-4000-8000-000000000001', deviceName: 'Van 1', plate: null },
    ...{ kind, at, enteredAt, lat: 40.7, lng: -74 },
  })
  const answer = { events: [event('exit', leftAt), event('enter', enteredAt)], hasMore: false }
  const key = ['fences', 'events', FENCE_ID]
  const html = renderedFor({ timeZone }, createElement(FenceEventList, { fenceId: FENCE_ID }), [
    [key, { pages: [answer], pageParams: [''] }],
  ])
  const said = textsOf(html).filter((text) => /^(Left|Entered|\d)/.test(text))
  return { said, zones: titlesOf(html).map((title) => title.split(' ').at(-1)) }
}

function visitFor(timeZone: string, [enterAt, exitAt]: readonly [string, string | null]) {
  const visits = [{ deviceName: 'Van 1', enterAt, exitAt }]
  return textsOf(renderedFor({ timeZone }, createElement(VisitList, { visits }))).at(-1)
}

// An hour and a half around each change.
const SPRING = ['2026-03-08T06:30:00Z', '2026-03-08T08:00:00Z'] as const
const AUTUMN = ['2026-11-01T05:30:00Z', '2026-11-01T07:00:00Z'] as const

test.each([
  ['Africa/Nairobi', SPRING, ['8 Mar, 11:00:00', '8 Mar, 09:30:00']],
  ['Asia/Kathmandu', SPRING, ['8 Mar, 13:45:00', '8 Mar, 12:15:00']],
  ['America/New_York', SPRING, ['8 Mar, 04:00:00', '8 Mar, 01:30:00']],
  ['Africa/Nairobi', AUTUMN, ['1 Nov, 10:00:00', '1 Nov, 08:30:00']],
  ['Asia/Kathmandu', AUTUMN, ['1 Nov, 12:45:00', '1 Nov, 11:15:00']],
  ['America/New_York', AUTUMN, ['1 Nov, 02:00:00', '1 Nov, 01:30:00']],
] as const)('in %s who came at %s went by the clock there, after as long as it was', (zone, visit, times) => {
  const { said } = eventsFor(zone, visit)
  // By the wall clock of New York it would be two and a half hours, or half an hour.
  expect(said).toEqual(['Left after 1 h', times[0], 'Entered', times[1]])
})

test('of an hour that comes twice hovering tells which one', () => {
  const { said, zones } = eventsFor('America/New_York', ['2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z'])
  expect(said).toEqual(['Left after 1 h', '1 Nov, 01:30:00', 'Entered', '1 Nov, 01:30:00'])
  expect(zones[0]).toMatch(/^(EST|GMT-5)$/)
  expect(zones[1]).toMatch(/^(EDT|GMT-4)$/)
})

test('a visit is told from its beginning to its end, with zones where clocks were changed within it', () => {
  expect(visitFor('Africa/Nairobi', SPRING)).toBe('8 Mar, 09:30:00 – 11:00:00')
  expect(visitFor('Asia/Kathmandu', AUTUMN)).toBe('1 Nov, 11:15:00 – 12:45:00')
  const named = (text = '') => text.replaceAll('GMT-4', 'EDT').replaceAll('GMT-5', 'EST')
  expect(named(visitFor('America/New_York', SPRING))).toBe('8 Mar, 01:30:00 EST – 8 Mar, 04:00:00 EDT')
  // 50 minutes, though the clock went back from 01:50 to 01:40.
  const back = visitFor('America/New_York', ['2026-11-01T05:50:00Z', '2026-11-01T06:40:00Z'])
  expect(named(back)).toBe('1 Nov, 01:50:00 EDT – 1 Nov, 01:40:00 EST')
  expect(visitFor('America/New_York', ['2026-11-01T04:30:00Z', '2026-11-01T05:30:00Z'])).toBe(
    '1 Nov, 00:30:00 – 01:30:00',
  )
  expect(visitFor('America/New_York', ['2026-11-01T06:30:00Z', null])).toBe('since 1 Nov, 01:30:00')
})

import { expect, test } from 'vitest'
import { isShareToken, minutesLeft, shareState } from './share'
import { agoText, fillIn } from './share-words'

const T0 = Date.UTC(2026, 0, 15, 8)
const times = (over: object = {}) => ({
  startsAt: new Date(T0),
  endsAt: new Date(T0 + 3_600_000),
  pausedAt: null,
  revokedAt: null,
  ...over,
})

test('a link is waiting before its start, active from that millisecond on, and ended at its end', () => {
  expect(shareState(times(), T0 - 1)).toBe('waiting')
  expect(shareState(times(), T0)).toBe('active')
  expect(shareState(times(), T0 + 3_599_999)).toBe('active')
  expect(shareState(times(), T0 + 3_600_000)).toBe('ended')
})

test('a pause holds until the end, and revoking wins over everything', () => {
  expect(shareState(times({ pausedAt: new Date(T0) }), T0 + 1)).toBe('paused')
  expect(shareState(times({ pausedAt: new Date(T0) }), T0 + 3_600_000)).toBe('ended')
  expect(shareState(times({ revokedAt: new Date(T0) }), T0 + 3_600_000)).toBe('revoked')
})

const onItsWay = {
  at: { lat: 0, lng: 0 },
  // One degree of the mean sphere: 111.195 km.
  destination: { lat: 0, lng: 0.25 },
  meanSpeedKph: 60,
  isMoving: true,
  fixAgeMs: 5_000,
}

test('the time left is the straight distance with a third more, by the mean speed, and no finer than five minutes', () => {
  // 27.8 km * 1.3 / 60 km/h = 36.1 min.
  expect(minutesLeft(onItsWay)).toBe(35)
  expect(minutesLeft({ ...onItsWay, destination: { lat: 0, lng: 0.0001 } })).toBe(0)
})

test('nothing is said of a vehicle that stands, crawls, was not heard of lately, or has more than a day to go', () => {
  expect(minutesLeft({ ...onItsWay, isMoving: false })).toBeNull()
  expect(minutesLeft({ ...onItsWay, meanSpeedKph: 7 })).toBeNull()
  expect(minutesLeft({ ...onItsWay, meanSpeedKph: null })).toBeNull()
  expect(minutesLeft({ ...onItsWay, fixAgeMs: 600_001 })).toBeNull()
  expect(minutesLeft({ ...onItsWay, destination: { lat: 0, lng: 60 } })).toBeNull()
})

test('a token is 22 characters of base64url and nothing else', () => {
  expect(isShareToken('AAAAAAAAAAAAAAAAAAAA-_')).toBe(true)
  for (const text of ['', 'A'.repeat(21), 'A'.repeat(23), `${'A'.repeat(21)}=`, `${'A'.repeat(21)}\n`])
    expect(isShareToken(text)).toBe(false)
})

test('ages are told in the largest whole unit and never lie in the future', () => {
  expect(agoText(12_900, 'en')).toBe('12 sec. ago')
  expect(agoText(179_000, 'en')).toBe('2 min. ago')
  expect(agoText(-5_000, 'en')).toBe('0 sec. ago')
  expect(fillIn('Last seen {age}, {what}', { age: 'now' })).toBe('Last seen now, {what}')
})

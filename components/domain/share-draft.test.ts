import { expect, test } from 'vitest'
import { newShareForm, readDegrees, readShareForm, type ShareForm } from './share-draft'

const VEHICLE = { id: '3f0e2c8e-7f39-4f26-9a3e-0f7a3c7c2a11', name: 'Bus 1' }
const read = (over: Partial<ShareForm> = {}) =>
  readShareForm({ ...newShareForm([VEHICLE]), ...over }, 'America/New_York')
const problemOf = (over: Partial<ShareForm>) => {
  const answer = read(over)
  return 'problem' in answer ? answer.problem : null
}

test('a start is read in the reader’s zone, in winter five hours behind UTC', () => {
  const answer = read({ isLater: true, start: '2026-01-15T08:00' })
  expect('draft' in answer && answer.draft.startsAt).toBe('2026-01-15T13:00:00.000Z')
})

test('the first part that will not do is named', () => {
  expect(problemOf({ vehicles: [] })).toBe('vehicles')
  expect(problemOf({ isLater: true, start: '' })).toBe('startsAt')
  for (const customAmount of ['', '14', '0.5', '-60', 'an hour', '43201'])
    expect(problemOf({ durationMin: null, customAmount, customUnit: 'minutes' })).toBe('durationMin')
  expect(problemOf({ durationMin: null, customAmount: '30', customUnit: 'days' })).toBeNull()
  expect(problemOf({ zoneMode: 'hide_inside' })).toBe('zone')
  expect(problemOf({ password: '12345' })).toBe('password')
  expect(problemOf({ fields: ['eta'] })).toBe('destination')
  expect(problemOf({ hasDestination: true, lat: '41,15', lng: 'west' })).toBe('destination')
  for (const viewerLimit of ['0', '1.5', '1001', 'many'])
    expect(problemOf({ viewerLimit })).toBe('viewerLimit')
})

test('what is typed into parts that are switched off is not sent', () => {
  const answer = read({ fenceIds: ['x'], lat: '1', lng: '2', label: 'Home', start: '2026-01-15T08:00' })
  if ('problem' in answer) throw new Error(answer.problem)
  expect(answer.draft).toMatchObject({
    startsAt: null,
    destination: null,
    password: null,
    zone: { mode: 'none', fenceIds: [] },
  })
})

test('degrees are taken with a point or a comma, and none beyond the poles', () => {
  expect(readDegrees(' 41,15 ', 90)).toBe(41.15)
  expect(readDegrees('-8.61', 180)).toBe(-8.61)
  for (const text of ['90.1', '1e1', '', '4 1', 'NaN']) expect(readDegrees(text, 90)).toBeNull()
})

import { expect, test } from 'vitest'
import { isFiltering, NO_FILTER, parseMapFilter, withDevice, withMapFilter } from './map-address'

test('a filter survives its way through the address', () => {
  const filter = {
    text: '粤B & Łódź',
    statuses: ['moving', 'idling'] as const,
    stale: true,
    sort: 'speed' as const,
  }
  const search = withMapFilter('?device=abc', filter)
  expect(search).toContain('status=moving,idling')
  expect(parseMapFilter(new URLSearchParams(search))).toEqual(filter)
  expect(new URLSearchParams(search).get('device')).toBe('abc')
})

test('the plain list has a plain address', () => {
  expect(withMapFilter('?q=x&status=moving&sort=speed', NO_FILTER)).toBe('')
})

test('words we do not know are ignored', () => {
  expect(parseMapFilter(new URLSearchParams('status=flying,parked&sort=colour&stale=yes'))).toEqual({
    ...NO_FILTER,
    statuses: ['parked'],
  })
})

test('choosing and leaving a vehicle keeps the filter', () => {
  expect(withDevice('?q=bus', 'a1')).toBe('?q=bus&device=a1')
  expect(withDevice('?q=bus&device=a1', null)).toBe('?q=bus')
})

test('sorting alone narrows nothing', () => {
  expect(isFiltering({ ...NO_FILTER, sort: 'speed' })).toBe(false)
  expect(isFiltering({ ...NO_FILTER, text: '  ' })).toBe(false)
  expect(isFiltering({ ...NO_FILTER, stale: true })).toBe(true)
})

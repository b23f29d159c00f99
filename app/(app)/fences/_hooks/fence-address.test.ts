import { expect, test } from 'vitest'
import type { Fence } from '@/lib/domain/api/fences'
import { fenceQuery, filterFences, isElsewhere, parseFenceAddress } from './fence-address'

test.each(['', '?fence=new', '?fence=a&edit=1&q=depot&tag=north&copy=differs', '?q=%26%20x'])(
  '"%s" survives being read and written',
  (query) => {
    const read = parseFenceAddress(new URLSearchParams(query))
    expect(parseFenceAddress(new URLSearchParams(fenceQuery(read)))).toEqual(read)
  },
)

test('what cannot be right is left out', () => {
  expect(parseFenceAddress(new URLSearchParams('fence=&edit=2&copy=odd&tag='))).toEqual({
    fenceId: null,
    isEditing: false,
    q: '',
    tag: null,
    copy: null,
  })
})

test('a fence is found by name, description and tag, whatever its capitals', () => {
  const fence = (name: string, tags: string[]): Fence => ({
    id: name,
    name,
    shape: { kind: 'circle', center: { lat: 0, lng: 0 }, radiusM: 100 },
    color: '#3b7aff',
    tags,
    description: `Behind ${name}`,
    rules: { enter: true, exit: false, dwellMin: null },
    enabled: true,
    deviceCount: null,
    insideCount: 0,
    updatedAt: '2026-03-01T00:00:00Z',
    vendor: { kind: 'none', state: 'none', problem: null, checkedAt: null },
  })
  const fences = [fence('Depot', ['North']), fence('Yard', [])]
  const found = (query: string) =>
    filterFences(fences, parseFenceAddress(new URLSearchParams(query))).map(({ name }) => name)
  expect(found('q=DEPOT')).toEqual(['Depot'])
  expect(found('q=north')).toEqual(['Depot'])
  expect(found('q=behind')).toEqual(['Depot', 'Yard'])
  expect(found('tag=North')).toEqual(['Depot'])
  expect(found('copy=same')).toEqual([])
})

test('a form stays where the filter alone changes, and is gone with another fence or without editing', () => {
  const at = parseFenceAddress(new URLSearchParams('fence=a&edit=1'))
  expect(isElsewhere({ ...at, q: 'depot', tag: 'north' }, at)).toBe(false)
  expect(isElsewhere({ ...at, fenceId: null }, at)).toBe(true)
  expect(isElsewhere({ ...at, isEditing: false }, at)).toBe(true)
})

import { expect, test } from 'vitest'
import { mergeFixes } from './trail'

const fix = (second: number, lat: number, source: 'gps' | 'wifi' | 'cell' | null = 'gps') => ({
  atMs: second * 1000,
  lat,
  lng: 10,
  speedKph: null,
  source,
})

test('two sources become one trail in time order, each second once, ours first', () => {
  const merged = mergeFixes([fix(30, 1), fix(10, 2)], [fix(20, 3), fix(30, 4)])
  expect(merged.map(({ atMs, lat }) => [atMs / 1000, lat])).toEqual([
    [10, 2],
    [20, 3],
    [30, 1],
  ])
})

test('Wi-Fi and cell fixes and 0,0 are left out; the equator is not', () => {
  const nowhere = { ...fix(40, 0), lng: 0 }
  const merged = mergeFixes([fix(10, 1, 'wifi'), fix(20, 2, 'cell'), nowhere, fix(50, 0)], [fix(60, 6, null)])
  expect(merged.map(({ atMs }) => atMs / 1000)).toEqual([50, 60])
})

import { expect, test } from 'vitest'
import { placeLabels } from './labels'
import { createShelves } from './shelves'

const size = () => ({ widthPx: 60, heightPx: 18 })

test('labels that would touch give way to the more wanted one', () => {
  const points = [
    { slot: 1, x: 100, y: 100 },
    { slot: 2, x: 150, y: 110 },
    { slot: 3, x: 161, y: 100 },
    { slot: 4, x: 100, y: 119 },
  ]
  expect(placeLabels(points, size).map(({ slot }) => slot)).toEqual([1, 3, 4])
})

test('names are measured only while they may still be needed', () => {
  const points = Array.from({ length: 500 }, (_, slot) => ({ slot, x: slot * 200, y: 0 }))
  let measured = 0
  const placed = placeLabels(points, (slot) => {
    measured += 1
    return slot === 0 ? null : size()
  })
  expect(placed).toHaveLength(60)
  expect(measured).toBe(61)
})

test('shelves never overlap and say when they are full', () => {
  const shelves = createShelves(64, 40)
  const places = Array.from({ length: 20 }, (_, i) => ({ w: 10 + (i % 3) * 5, h: i % 2 ? 8 : 10 })).map(
    ({ w, h }) => {
      const place = shelves.add(w, h)
      return place && { ...place, w, h }
    },
  )
  const kept = places.filter((place) => place !== null)
  expect(kept.length).toBeGreaterThan(5)
  expect(kept.length).toBeLessThan(20)
  for (const a of kept) {
    expect(a.x + a.w <= 64 && a.y + a.h <= 40).toBe(true)
    for (const b of kept) {
      if (a === b) continue
      expect(a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y).toBe(true)
    }
  }
})

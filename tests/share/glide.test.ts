import { expect, test } from 'vitest'
import { Glide } from '@/share-page/glide'

test('a vehicle moves from fix to fix, and is set down at once for who wishes for less motion', () => {
  const start = { lat: 40, lng: -8 }
  const goal = { lat: 40.001, lng: -8 }
  const moving = new Glide(start)
  moving.to(goal, 1000)
  expect(moving.at(1001).at.lat).toBeLessThan(40.0005)
  const calm = new Glide(start, () => true)
  calm.to(goal, 1000)
  expect(calm.at(1000).at).toEqual(goal)
})

import { expect, test } from 'vitest'
import { speedText } from './share-words'

test('speeds read in the units of whoever made the link', () => {
  expect(speedText(100, 'en-GB', 'metric')).toBe('100 km/h')
  // 1 mile is 1.609344 km.
  expect(speedText(100, 'en-GB', 'imperial')).toBe('62 mph')
})

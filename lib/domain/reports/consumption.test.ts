import { expect, test } from 'vitest'
import { fromLitresPer100Km } from './consumption'

test('consumption comes for a hundred of the distance of the reader', () => {
  expect(fromLitresPer100Km(10, 'metric', 'litre')).toBe(10)
  expect(fromLitresPer100Km(10, 'imperial', 'litre')).toBeCloseTo(16.093_44, 5)
  // 23.52 miles to the gallon.
  expect(100 / fromLitresPer100Km(10, 'imperial', 'us_gallon')).toBeCloseTo(23.5215, 4)
})

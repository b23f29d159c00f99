import { expect, test } from 'vitest'
import { exponentOf } from './fit'

const WORK = [1000, 4000, 16_000]

/** Costs by an exact power, so that the exponent is the one put in. */
const power = (exponent: number, factor: number) =>
  WORK.map((work) => ({ work, cost: factor * work ** exponent }))

test.each([0, 0.5, 1, 1.1, 2])(
  'costs that grow with the power %f of the work have that exponent',
  (exponent) => {
    expect(exponentOf(power(exponent, 1))).toBeCloseTo(exponent, 12)
  },
)

test('the exponent does not depend on the unit of the cost nor of the work', () => {
  expect(exponentOf(power(1.5, 0.002))).toBeCloseTo(1.5, 12)
  const inThousands = power(1.5, 7).map(({ work, cost }) => ({ work: work / 1000, cost }))
  expect(exponentOf(inThousands)).toBeCloseTo(1.5, 12)
})

test('a cost that is the same for any work lowers the exponent below that of what grows', () => {
  expect(exponentOf(power(1, 1).map(({ work, cost }) => ({ work, cost: cost + 5000 })))).toBeLessThan(0.9)
})

test('a point off the line moves the exponent by least squares', () => {
  // Logs to the base 2: x = 0, 2, 4 and y = 0, 2, 5. The slope is ((-2)(-7/3) + 0 + 2 * 8/3) / 8 = 1.25.
  const points = [
    { work: 1, cost: 1 },
    { work: 4, cost: 4 },
    { work: 16, cost: 32 },
  ]
  expect(exponentOf(points)).toBeCloseTo(1.25, 12)
})

test('what has no exponent is refused', () => {
  expect(() => exponentOf([])).toThrow(RangeError)
  expect(() => exponentOf([{ work: 5, cost: 1 }])).toThrow(RangeError)
  expect(() => exponentOf(power(1, 1).map(({ cost }) => ({ work: 5, cost })))).toThrow(RangeError)
  expect(() => exponentOf([...power(1, 1), { work: 64_000, cost: 0 }])).toThrow(RangeError)
  expect(() => exponentOf([...power(1, 1), { work: 64_000, cost: Number.NaN }])).toThrow(RangeError)
})

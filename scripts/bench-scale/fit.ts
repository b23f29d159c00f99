// How cost grows with work: the exponent of the power law through what was measured.

export type Measured = { work: number; cost: number }

/**
 * The slope of log(cost) over log(work) by least squares: 1 when twice the work costs twice as much, 2 when it costs four times
 * as much, below 1 when a part of the cost is the same whatever the work.
 * @throws RangeError for fewer than two amounts of work, and for work or cost that is not above 0.
 */
export function exponentOf(points: readonly Measured[]): number {
  if (points.some(({ work, cost }) => !(work > 0 && cost > 0)))
    throw new RangeError('Work and cost must be above 0 to have a logarithm.')
  const logs = points.map(({ work, cost }) => ({ x: Math.log(work), y: Math.log(cost) }))
  const meanX = mean(logs.map(({ x }) => x))
  const meanY = mean(logs.map(({ y }) => y))
  const spread = logs.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0)
  if (!(spread > 0)) throw new RangeError('One amount of work has no slope.')
  return logs.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

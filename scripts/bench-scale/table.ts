// The figures of a run in lines and in JSON.

import { rounded } from '../bench-map/statistics'
import type { Figures } from './measure'

/** The goal: cost grows at most linearly, with a tenth for what the machine does to it. */
export const MOST_EXPONENT = 1.1

/** One line for each amount of work, and what all of them say together. */
export function linesOf(name: string, figures: Figures): string[] {
  const { items, work, ms, leastMs, mostMs, exponent } = figures
  const rows = work.map((amount, index) => {
    const [each, least, most] = [ms[index] ?? 0, leastMs[index] ?? 0, mostMs[index] ?? 0]
    const cells = [
      `  ${amount.toLocaleString('en').padStart(13)}`,
      `${rounded(each)} ms`.padStart(11),
      `${rounded(least)} to ${rounded(most)}`.padStart(18),
      `${rounded((each * 1000) / amount)} µs an item`.padStart(22),
    ]
    return cells.join('')
  })
  const verdict = isAbove(figures) ? `ABOVE ${MOST_EXPONENT}` : 'within the goal'
  return [`${name}: ${items}`, ...rows, `  exponent ${exponent.toFixed(3)}, ${verdict}`]
}

export function isAbove({ exponent }: Figures): boolean {
  return exponent > MOST_EXPONENT
}

/** The same for machines. */
export function jsonOf({ work, ms, leastMs, mostMs, exponent }: Figures) {
  const round = (values: readonly number[]) => values.map(rounded)
  return {
    ...{ work, ms: round(ms), leastMs: round(leastMs), mostMs: round(mostMs) },
    exponent: Number(exponent.toFixed(3)),
  }
}

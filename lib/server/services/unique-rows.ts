// Rows of several answers, each once. It knows nothing of what rows are.

/** Rows once each: those at the seams come twice, and pages shift while new rows arrive. The later of two stays. */
export function unique<T>(rows: readonly T[], keyOf: (row: T) => string = (row) => JSON.stringify(row)): T[] {
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()]
}

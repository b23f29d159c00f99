// Whose fault a failed write is. Data is refused with an SQLSTATE of a few classes, or trips our own code; everything else
// (no connection, no disk, a schema of another version) is no item's fault and passes by itself.

/** SQLSTATE classes: cardinality, data exception, integrity, limits of the program (such as too large for an index). */
const DATA_CLASSES = ['21', '22', '23', '54']
/** Serialization failure and deadlock: the same again may well work. */
const PASSING_STATES = ['40001', '40P01']

/** Whether an item could be to blame, so that writing fewer at once can save the others. */
export function isDataFailure(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return true
  const state = sqlStateOf(error)
  return state !== null && DATA_CLASSES.includes(state.slice(0, 2))
}

/** Whether two writers met, so that the same again may work. */
export function isPassingFailure(error: unknown): boolean {
  const state = sqlStateOf(error)
  return state !== null && PASSING_STATES.includes(state)
}

/** In words for the owner of the item, and without its content: the database's own words may quote it. */
export function failureWords(error: unknown): string {
  const state = sqlStateOf(error)
  return state === null ? 'Milepost could not store it.' : `The database refused it (SQLSTATE ${state}).`
}

/** For the log. The error itself may carry the whole statement with everybody's items. */
export function summaryOf(error: unknown): { reason: string; code: string | null } {
  if (!(error instanceof Error)) return { reason: 'unknown', code: null }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  return { reason: `${error.name}: ${error.message.slice(0, 300)}`, code }
}

function sqlStateOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null
  return /^[0-9A-Z]{5}$/.test(error.code) ? error.code : null
}

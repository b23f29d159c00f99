// Changes of rows that were read before: somebody else may have taken them away in between.

import 'server-only'
import { NotFoundError } from './errors'
import type { Sql } from './sql'

/** Runs a statement that ends in RETURNING. @throws NotFoundError when it touches no row, so that nothing of its transaction stays. */
export async function mustChange(tx: Sql, text: string, values: readonly unknown[]): Promise<void> {
  if ((await tx.query(text, values)).length === 0) throw new NotFoundError()
}

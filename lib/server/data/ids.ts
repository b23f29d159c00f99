// Ids from outside, before they reach a query.

/** Whether an id from outside can be compared with a uuid column at all; the database refuses others with an error. */
export function isUuid(id: string): boolean {
  return /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(id)
}

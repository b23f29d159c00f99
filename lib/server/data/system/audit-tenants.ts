// Whose audit trails there are, for the check of all of them from the command line.

import { sql } from '../../db'

/** Every tenant, by its short name. */
export function listAuditTenants(): Promise<{ id: string; slug: string }[]> {
  return sql().query<{ id: string; slug: string }>('SELECT id::text AS id, slug FROM tenant ORDER BY slug')
}

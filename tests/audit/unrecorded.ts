// Whether a deed and its entry in the audit trail are one: while the entry cannot be written, nothing else may be either.

import { expect } from 'vitest'
import { sql } from '@/lib/server/db'
import { whileRecordRefuses } from '../db/refused-record'

/** Something somebody does, which can be tried twice, and the tables of the tenant that it changes. */
export type Deed = { tenantId: string; tables: readonly string[]; act: () => Promise<unknown> }

/** Expects that a deed leaves the tables as they are while its entry is refused, and changes them afterwards. */
export async function expectNothingUnrecorded(action: string, { tenantId, tables, act }: Deed) {
  const before = await rowsOf(tenantId, tables)
  await whileRecordRefuses(action, async () => {
    await expect(act(), action).rejects.toThrow(/refused_record/)
  })
  expect(await rowsOf(tenantId, tables), action).toEqual(before)
  await act()
  expect(await rowsOf(tenantId, tables), action).not.toEqual(before)
}

/** What any call to the vendor notes beside, a moment after its answer: no deed of anybody. */
const NOTED_BY_CALLS = [
  'clock_offset_ms',
  'clock_measured_at',
  'health_kind',
  'health_since',
  'last_success_at',
]

function rowsOf(tenantId: string, tables: readonly string[]) {
  return Promise.all(
    tables.map((table) => {
      const key = table === 'tenant' ? 'id' : 'tenant_id'
      return sql().query(
        `SELECT (to_jsonb(t) - $2::text[])::text AS row FROM ${table} t WHERE ${key} = $1::uuid ORDER BY 1`,
        [tenantId, NOTED_BY_CALLS],
      )
    }),
  )
}

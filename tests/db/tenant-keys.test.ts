import { expect, test } from 'vitest'
import { makeDays } from '@/lib/server/data/system/partitions'
import { TELEMETRY_KINDS } from '@/lib/server/data/system/telemetry-kinds'
import { sql } from '@/lib/server/db'
import { describeOnEachDatabase } from './each-database'

/**
 * Unique keys that do not begin with the tenant, each with its reason: a tenant, its host name and a person are found
 * before their tenant is known, and a post is found by nothing but its path. Anything else could not be distributed by tenant.
 */
const EXCEPTIONS = [
  'tenant: id',
  'tenant: slug',
  'tenant_domain: host',
  'app_user: id',
  'app_user: email',
  'push_hook: path_hash',
  'share_link: token_hash',
  '_prisma_migrations: id',
]

type UniqueKey = { table: string; columns: string[]; isPart: boolean }

const listUniqueKeys = () =>
  sql().query<UniqueKey>(`
    SELECT t.relname AS "table", t.relispartition AS "isPart",
      ARRAY(SELECT a.attname::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, n)
            JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum ORDER BY k.n) AS columns
    FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace s ON s.oid = t.relnamespace
    WHERE i.indisunique AND s.nspname = 'public'`)

const textOf = ({ table, columns }: UniqueKey) => `${table}: ${columns.join(' ')}`

describeOnEachDatabase('unique keys', () => {
  test('each begins with the tenant, but for those found before their tenant is known', async () => {
    const keys = await listUniqueKeys()
    const others = keys.filter(({ columns }) => columns[0] !== 'tenant_id').map(textOf)
    expect(others.toSorted()).toEqual(EXCEPTIONS.toSorted())
  })

  test('every table has a primary key, and every day of a table the key of the table', async () => {
    await makeDays(Date.parse('2026-03-01T08:00:00Z'))
    const without = await sql().query(`
      SELECT t.relname FROM pg_class t JOIN pg_namespace s ON s.oid = t.relnamespace
      WHERE s.nspname = 'public' AND t.relkind IN ('r', 'p')
        AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = t.oid AND i.indisprimary)`)
    expect(without).toEqual([])
    const keys = await listUniqueKeys()
    for (const { table } of TELEMETRY_KINDS.filter(({ isByDay }) => isByDay)) {
      const own = keys.filter((key) => key.table === table)
      const parts = keys.filter(({ isPart, table: name }) => isPart && name.startsWith(`${table}_`))
      expect(own).toHaveLength(1)
      // Ten days and the default part.
      expect(parts).toHaveLength(11)
      expect(new Set(parts.map(({ columns }) => columns.join()))).toEqual(new Set([own[0]?.columns.join()]))
    }
  })
})

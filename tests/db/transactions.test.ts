import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { database, db, inTransaction, sql } from '@/lib/server/db'
import { defineBatch, textArray } from '@/lib/server/sql'
import { casesOn, describeOnEachDatabase, describeOnPostgres } from './each-database'

const insertTenant = (slug: string) =>
  sql().query('INSERT INTO tenant (id, slug, name) VALUES ($1, $2, $3)', [randomUUID(), slug, 'x'])
const countTenants = (slug: string) => db().tenant.count({ where: { slug } })

describeOnEachDatabase('transactions and plain SQL', (database) => {
  test('an error undoes everything, and the next transaction is fine', async () => {
    const slug = randomUUID()
    const failing = inTransaction(async () => {
      await insertTenant(slug)
      await insertTenant(slug)
    })
    await expect(failing).rejects.toThrow(/tenant_slug_key/)
    expect(await countTenants(slug)).toBe(0)
    await inTransaction(() => insertTenant(slug))
    expect(await countTenants(slug)).toBe(1)
  })

  test('a transaction within a transaction is part of it', async () => {
    const slug = randomUUID()
    const failing = inTransaction(async () => {
      await inTransaction(() => insertTenant(slug))
      throw new Error('later')
    })
    await expect(failing).rejects.toThrow('later')
    expect(await countTenants(slug)).toBe(0)
  })

  test('transactions that run at the same time do not mix', async () => {
    const slugs = Array.from({ length: 20 }, () => randomUUID())
    const results = await Promise.allSettled(
      slugs.map((slug, index) =>
        inTransaction(async () => {
          await insertTenant(slug)
          if (index % 2) throw new Error('odd')
        }),
      ),
    )
    expect(results.filter((result) => result.status === 'rejected')).toHaveLength(10)
    expect(await Promise.all(slugs.map(countTenants))).toEqual(slugs.map((_, index) => (index % 2 ? 0 : 1)))
  })

  test('Prisma transactions commit and roll back too', async () => {
    const [kept, dropped] = [randomUUID(), randomUUID()]
    await db().$transaction((tx) => tx.tenant.create({ data: { id: randomUUID(), slug: kept, name: 'x' } }))
    const failing = db().$transaction(async (tx) => {
      await tx.tenant.create({ data: { id: randomUUID(), slug: dropped, name: 'x' } })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect([await countTenants(kept), await countTenants(dropped)]).toEqual([1, 0])
  })

  test('a unique key that is taken is Prisma error P2002 on both databases', async () => {
    const data = { id: randomUUID(), slug: randomUUID(), name: 'x' }
    await db().tenant.create({ data })
    await expect(db().tenant.create({ data: { ...data, id: randomUUID() } })).rejects.toMatchObject({
      code: 'P2002',
    })
  })

  test('columns of a batch arrive as they were, whatever the text', async () => {
    type Row = {
      id: number
      label: string | null
      at: Date | null
      amount: number | null
      flag: boolean | null
    }
    const batch = defineBatch<Row>([
      ['id', 'int4', (row) => row.id],
      ['label', 'text', (row) => row.label],
      ['at', 'timestamptz', (row) => row.at],
      ['amount', 'float8', (row) => row.amount],
      ['flag', 'bool', (row) => row.flag],
    ])
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        'NULL',
        'null',
        '',
        ' ',
        '{}',
        '{a,b}',
        '"',
        '\\',
        '\\"',
        ',',
        "'",
        '%',
        '\n',
        '粤B·12345',
        '🚚',
        'عربي',
      ),
    )
    // PostgreSQL text holds no NUL; the batch leaves it out.
    const label = text.map((value) => value.replaceAll('\u0000', ''))
    const row = fc.record({
      label: fc.option(label),
      at: fc.option(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })),
      amount: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
      flag: fc.option(fc.boolean()),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (drawn) => {
        const rows = drawn.map((cells, id) => ({ id, ...cells }))
        const read = await sql().query<Row>(
          `SELECT * FROM ${batch.from(1, 'n')} ORDER BY id`,
          batch.values(rows),
        )
        expect(read.map((one) => ({ ...one, amount: one.amount === 0 ? 0 : one.amount }))).toEqual(
          rows.map((one) => ({ ...one, amount: one.amount === 0 ? 0 : one.amount })),
        )
        const labels = rows.map((one) => one.label ?? '')
        expect(await sql().query('SELECT $1::text[] AS labels', [textArray(labels)])).toEqual([{ labels }])
      }),
      { numRuns: casesOn(database, 50) },
    )
  })
})

describeOnPostgres('a session that the server ends', () => {
  test('costs its transaction and nothing else: the process lives, and the next one works', async () => {
    const uncaught: unknown[] = []
    const note = (error: unknown) => uncaught.push(error)
    const others = process.listeners('uncaughtException')
    process.removeAllListeners('uncaughtException').on('uncaughtException', note)
    try {
      const broken = inTransaction((session) =>
        session.query('SELECT pg_terminate_backend(pg_backend_pid())'),
      )
      await expect(broken).rejects.toThrow()
      const idle = inTransaction(async (session) => {
        const [row] = await session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
        // Nothing is asked of the session while it breaks: there is no query that could hear of it.
        await endSession(row?.pid ?? 0)
        await session.query('SELECT 1')
      })
      await expect(idle).rejects.toThrow()
      expect(await inTransaction((session) => session.query('SELECT 1 AS one'))).toEqual([{ one: 1 }])
      expect(uncaught).toEqual([])
    } finally {
      process.off('uncaughtException', note)
      for (const listener of others) process.on('uncaughtException', listener)
    }
  })
})

/** Ends a session from another one, and waits until it is gone. */
async function endSession(pid: number): Promise<void> {
  const outside = database().sql
  await outside.query('SELECT pg_terminate_backend($1::int)', [pid])
  const isThere = async () =>
    (await outside.query('SELECT 1 FROM pg_stat_activity WHERE pid = $1::int', [pid])).length > 0
  await expect.poll(isThere).toBe(false)
}

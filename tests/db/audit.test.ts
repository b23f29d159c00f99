import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { appendAudit, canonicalJson, newestAuditHash, verifyAuditChain } from '@/lib/server/audit'
import { db, inTransaction, sql } from '@/lib/server/db'
import { describeOnEachDatabase } from './each-database'

const entry = (action: string) => ({
  actorId: randomUUID(),
  action,
  target: 'device',
  detail: { b: 1, a: ['x', { d: null, c: 'é"\\' }] },
})

/** Runs statements as somebody who may switch triggers off would. */
async function tamper(statement: string, values: unknown[]): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.query('ALTER TABLE audit_entry DISABLE TRIGGER ALL')
    await tx.query(statement, values)
    await tx.query('ALTER TABLE audit_entry ENABLE TRIGGER ALL')
  })
}

describeOnEachDatabase('the audit trail', () => {
  test('entries form a chain that holds', async () => {
    const tenantId = randomUUID()
    expect(await verifyAuditChain(tenantId)).toEqual({ intact: true, entries: 0 })
    for (const action of ['a.one', 'a.two', 'a.three']) await appendAudit(tenantId, entry(action))
    expect(await verifyAuditChain(tenantId)).toEqual({ intact: true, entries: 3 })
    const rows = await db().auditEntry.findMany({ where: { tenantId }, orderBy: { seq: 'asc' } })
    expect(rows.map((row) => [Number(row.seq), row.action])).toEqual([
      [1, 'a.one'],
      [2, 'a.two'],
      [3, 'a.three'],
    ])
    expect(rows[1]?.prevHash).toBe(rows[0]?.hash)
    expect(await newestAuditHash(tenantId)).toBe(rows[2]?.hash)
    expect(await newestAuditHash(randomUUID())).toBeNull()
  })

  test('writers at the same time neither fork the chain nor leave a gap, and tenants do not share one', async () => {
    const tenants = [randomUUID(), randomUUID()]
    await Promise.all(
      Array.from({ length: 30 }, (_, index) => appendAudit(tenants[index % 2] ?? '', entry(`a.${index}`))),
    )
    for (const tenantId of tenants) {
      expect(await verifyAuditChain(tenantId)).toEqual({ intact: true, entries: 15 })
    }
  })

  test('an entry written within a transaction that is undone leaves no trace', async () => {
    const tenantId = randomUUID()
    const undone = inTransaction(async () => {
      await appendAudit(tenantId, entry('a.lost'))
      throw new Error('undo')
    })
    await expect(undone).rejects.toThrow('undo')
    await appendAudit(tenantId, entry('a.kept'))
    expect(await verifyAuditChain(tenantId)).toEqual({ intact: true, entries: 1 })
  })

  test('text from outside that the database cannot hold is mended, and the chain holds', async () => {
    const tenantId = randomUUID()
    const detail = { address: 'a\u0000b', half: 'x\ud83d', nothing: -0, tiny: 5e-324, huge: 1e21 }
    await appendAudit(tenantId, { actorId: null, action: 'a.odd', target: 't\u0000', detail })
    const [row] = await db().auditEntry.findMany({ where: { tenantId } })
    expect(row).toMatchObject({ target: 't', detail: { address: 'ab', half: 'x\ufffd', huge: 1e21 } })
    expect(await verifyAuditChain(tenantId)).toEqual({ intact: true, entries: 1 })
  })

  test('the database refuses to change, delete or empty', async () => {
    const tenantId = randomUUID()
    await appendAudit(tenantId, entry('a.one'))
    const where = { tenantId }
    await expect(db().auditEntry.updateMany({ where, data: { action: 'x' } })).rejects.toThrow(/append-only/)
    await expect(db().auditEntry.deleteMany({ where })).rejects.toThrow(/append-only/)
    await expect(sql().query('TRUNCATE audit_entry')).rejects.toThrow(/append-only/)
  })

  test.each([
    ['a changed detail', `UPDATE audit_entry SET detail = '{}' WHERE tenant_id = $1 AND seq = 2`, 2],
    ['a changed actor', `UPDATE audit_entry SET actor_id = NULL WHERE tenant_id = $1 AND seq = 2`, 2],
    [
      'a changed time',
      `UPDATE audit_entry SET at = at + interval '1 ms' WHERE tenant_id = $1 AND seq = 2`,
      2,
    ],
    ['a removed entry', `DELETE FROM audit_entry WHERE tenant_id = $1 AND seq = 2`, 2],
    ['a removed beginning', `DELETE FROM audit_entry WHERE tenant_id = $1 AND seq = 1`, 1],
    ['a rewritten hash', `UPDATE audit_entry SET hash = prev_hash WHERE tenant_id = $1 AND seq = 3`, 3],
  ])('%s is found, at its place', async (_, statement, brokenAtSeq) => {
    const tenantId = randomUUID()
    for (const action of ['a.one', 'a.two', 'a.three']) await appendAudit(tenantId, entry(action))
    await tamper(statement, [tenantId])
    expect(await verifyAuditChain(tenantId)).toEqual({ intact: false, brokenAtSeq })
  })
})

test('the same value has one text, whatever the order its keys were written in', () => {
  expect(canonicalJson({ b: [1, { d: 'x', c: null }], a: true })).toBe(
    '{"a":true,"b":[1,{"c":null,"d":"x"}]}',
  )
  expect(canonicalJson({ a: true, b: [1, { c: null, d: 'x' }] })).toBe(
    canonicalJson({ b: [1, { d: 'x', c: null }], a: true }),
  )
})

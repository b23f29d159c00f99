// The audit log as owners read it: found by who, what, words and time, page by page, and whole as a file.

import { beforeAll, expect, test } from 'vitest'
import { AUDIT_PAGE, type AuditFilter } from '@/lib/domain/api/audit'
import type { Viewer } from '@/lib/server/access'
import { appendAudit } from '@/lib/server/audit'
import { sql } from '@/lib/server/db'
import { ForbiddenError } from '@/lib/server/errors'
import { auditPage, exportAudit, verifyAudit } from '@/lib/server/services/audit-log'
import { describeOnEachDatabase } from '../db/each-database'
import { makePerson, makeTenant } from '../db/fixtures'

/** More than two pages. */
const ENTRIES = 2 * AUDIT_PAGE + 5

describeOnEachDatabase('the audit log', () => {
  let owner: Viewer
  let other: Viewer
  beforeAll(async () => {
    const { tenantId } = await makeTenant()
    owner = await makePerson({ tenantId, role: 'owner' })
    other = await makePerson({ tenantId, role: 'dispatcher' })
    for (let index = 1; index <= ENTRIES; index += 1)
      await appendAudit(tenantId, {
        actorId: index % 2 === 0 ? owner.userId : null,
        action: index % 10 === 0 ? 'fence.create' : index % 10 === 1 ? 'fence.remove' : 'session.start',
        target: index === 7 ? other.userId : null,
        detail: { note: index === 9 ? '=HYPERLINK("x") 50%_深圳' : `entry ${index}` },
      })
    await appendAudit((await makeTenant()).tenantId, { actorId: null, action: 'fence.create' })
  })
  const find = async (filter: AuditFilter) => (await auditPage(owner, filter, null)).entries

  test('pages go from the newest to the first entry, each entry once', async () => {
    const seen: string[] = []
    let before: string | null = null
    do {
      const page: Awaited<ReturnType<typeof auditPage>> = await auditPage(owner, {}, before)
      seen.push(...page.entries.map(({ seq }) => seq))
      before = page.next
    } while (before !== null)
    expect(seen).toEqual(Array.from({ length: ENTRIES }, (_, index) => String(ENTRIES - index)))
  })

  test('entries are found by who, what, words, target and time', async () => {
    expect((await find({ action: 'fence.create' })).every(({ seq }) => Number(seq) % 10 === 0)).toBe(true)
    const fences = await find({ action: 'fence.' })
    expect(new Set(fences.map(({ action }) => action))).toEqual(new Set(['fence.create', 'fence.remove']))
    expect((await find({ actor: owner.userId })).every(({ actorId }) => actorId === owner.userId)).toBe(true)
    expect((await find({ actor: 'system' })).every(({ actorId }) => actorId === null)).toBe(true)
    expect((await find({ search: '50%_' })).map(({ seq }) => seq)).toEqual(['9'])
    expect(await find({ search: other.userId })).toMatchObject([{ seq: '7', targetName: 'dispatcher' }])
    expect((await find({ search: 'DISPATCHER' })).map(({ seq }) => seq)).toEqual(['7'])
    expect(await find({ to: new Date(0).toISOString() })).toEqual([])
    expect(await find({ from: new Date(Date.now() + 60_000).toISOString() })).toEqual([])
  })

  test('it is for owners alone', async () => {
    await expect(auditPage(other, {}, null)).rejects.toThrow(ForbiddenError)
    await expect(verifyAudit(other)).rejects.toThrow(ForbiddenError)
    await expect(exportAudit(other, {}, 'csv')).rejects.toThrow(ForbiddenError)
  })

  test('a file holds all that fits, runs no formula, and is itself an entry', async () => {
    const csv = await new Response(await exportAudit(owner, { action: 'session.' }, 'csv')).text()
    const fitting = Array.from({ length: ENTRIES }, (_, index) => (index + 1) % 10).filter(
      (digit) => digit > 1,
    )
    expect(csv.trimEnd().split('\r\n')).toHaveLength(fitting.length + 1)
    expect(csv).not.toMatch(/(^|,)"?[=+@]/m)
    const lines = await new Response(await exportAudit(owner, { search: '深圳' }, 'jsonl')).text()
    expect(JSON.parse(lines)).toMatchObject({ seq: '9', detail: { note: '=HYPERLINK("x") 50%_深圳' } })
    expect(await find({ action: 'audit.export' })).toHaveLength(2)
  })

  test('the chain is verified, and the first entry that does not fit is named', async () => {
    const entries = Number((await find({}))[0]?.seq)
    expect(await verifyAudit(owner)).toEqual({ intact: true, entries })
    await sql().query('ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only')
    await sql().query(
      `UPDATE audit_entry SET action = 'nothing.happened' WHERE tenant_id = $1 AND seq = 12`,
      [owner.tenantId],
    )
    await sql().query('ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_append_only')
    expect(await verifyAudit(owner)).toEqual({ intact: false, brokenAtSeq: 12 })
  })
})

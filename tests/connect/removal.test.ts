// The removal of a connection takes as long as the fleet is large: meanwhile nobody of the tenant waits to be put on record.

import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { appendAudit, verifyAuditChain } from '@/lib/server/audit'
import { startSession } from '@/lib/server/data/system/sessions'
import { insertView } from '@/lib/server/data/system/views'
import { database, db } from '@/lib/server/db'
import { removeConnection } from '@/lib/server/services/connection-admin'
import { describeOnEachDatabase, describeOnPostgres } from '../db/each-database'
import { makeFleet, makePerson } from '../db/fixtures'
import { takeRecord, waitingSessions } from '../db/lock-waits'

/** A fleet whose account somebody looks as. */
async function makeViewed() {
  const fleet = await makeFleet(1)
  const { tenantId } = fleet
  const { userId } = await makePerson({ tenantId, role: 'owner' })
  const sessionId = await startSession({ tenantId, userId }, { address: null, userAgent: null })
  const { id: accountId } = await db().account.findFirstOrThrow({ where: { tenantId } })
  const endsAt = new Date(Date.now() + 3_600_000)
  const viewId = await insertView({ tenantId, sessionId, userId, accountId, endsAt })
  return { ...fleet, accountId, viewId }
}

async function trailOf(tenantId: string) {
  const rows = await db().auditEntry.findMany({ where: { tenantId }, orderBy: { seq: 'asc' } })
  return rows.map(({ action, target, detail }) => ({ action, target, detail }))
}

describeOnEachDatabase('the removal of a connection', () => {
  test('notes the ends of views of its accounts, and of no other, before itself', async () => {
    const [gone, stays] = [await makeViewed(), await makeViewed()]
    await removeConnection(gone.owner, gone.connectionId, 'Vendor')
    expect(await trailOf(gone.tenantId)).toMatchObject([
      {
        action: 'view_as.end',
        target: gone.accountId,
        detail: { view: gone.viewId, because: 'account' },
      },
      { action: 'connection.remove', target: gone.connectionId, detail: { accounts: 1, devices: 1 } },
    ])
    expect(await trailOf(stays.tenantId)).toEqual([])
    expect(await verifyAuditChain(gone.tenantId)).toEqual({ intact: true, entries: 2 })
  })
})

describeOnPostgres('the removal of a connection that waits for a vehicle', () => {
  test('lets others of the tenant be put on record, also whoever holds that vehicle', async () => {
    const { tenantId, connectionId, owner, deviceIds } = await makeViewed()
    let removing: Promise<unknown> | null = null
    await database().transaction(async (deed) => {
      // As a deed does that names a vehicle: it holds the row, and is put on record last.
      await deed.query('SELECT 1 FROM device WHERE id = $1 FOR KEY SHARE', [deviceIds[0]])
      removing = removeConnection(owner, connectionId, 'Vendor')
      removing.catch(() => {})
      await expect.poll(waitingSessions, { timeout: 5_000 }).toBe(1)
      expect(await takeRecord(deed, tenantId)).toBe(true)
    })
    await removing
    expect(await db().device.count({ where: { tenantId } })).toBe(0)
    await appendAudit(tenantId, { actorId: null, action: 'test.after', target: randomUUID() })
    expect((await trailOf(tenantId)).map(({ action }) => action)).toEqual([
      'view_as.end',
      'connection.remove',
      'test.after',
    ])
  })
})

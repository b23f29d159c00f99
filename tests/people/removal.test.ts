// Somebody who is removed while they look as a customer: the view ends with them, on record, and only if they do go.

import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { startSession } from '@/lib/server/data/system/sessions'
import { insertView } from '@/lib/server/data/system/views'
import { database, db } from '@/lib/server/db'
import { removePerson } from '@/lib/server/services/people'
import { describeOnEachDatabase, describeOnPostgres } from '../db/each-database'
import { makeFleet, makePerson } from '../db/fixtures'
import { takeRecord, waitingSessions } from '../db/lock-waits'
import { whileRecordRefuses } from '../db/refused-record'

/** An owner, and somebody who looks as the account of the fleet and has a saved view of the table. */
async function makeLooking() {
  const { tenantId } = await makeFleet(1)
  const owner = await makePerson({ tenantId, role: 'owner' })
  const { userId } = await makePerson({ tenantId, role: 'distributor' })
  const sessionId = await startSession({ tenantId, userId }, { address: null, userAgent: null })
  const { id: accountId } = await db().account.findFirstOrThrow({ where: { tenantId } })
  const endsAt = new Date(Date.now() + 3_600_000)
  const viewId = await insertView({ tenantId, sessionId, userId, accountId, endsAt })
  const saved = { name: 'Mine', spec: {}, updatedAt: new Date() }
  await db().deviceView.create({ data: { tenantId, id: randomUUID(), ownerId: userId, ...saved } })
  const remove = () => removePerson({ viewer: owner, sessionHash: '-' }, userId)
  return { tenantId, userId, accountId, viewId, sessionId, remove }
}

async function trailOf(tenantId: string) {
  const rows = await db().auditEntry.findMany({ where: { tenantId }, orderBy: { seq: 'asc' } })
  return rows.map(({ action, actorId, target, detail }) => ({ action, actorId, target, detail }))
}

describeOnEachDatabase('the removal of somebody who looks as a customer', () => {
  test('notes the end of their view before itself', async () => {
    const { tenantId, userId, accountId, viewId, remove } = await makeLooking()
    expect(await remove()).toBeNull()
    expect(await trailOf(tenantId)).toMatchObject([
      {
        action: 'view_as.end',
        actorId: userId,
        target: accountId,
        detail: { view: viewId, because: 'session' },
      },
      { action: 'person.remove', target: userId },
    ])
  })

  test.each(['person.remove', 'view_as.end'])(
    'that fails at noting %s ends neither view nor session',
    async (action) => {
      const { tenantId, viewId, sessionId, remove } = await makeLooking()
      await whileRecordRefuses(action, async () => {
        await expect(remove()).rejects.toThrow(/refused_record/)
      })
      const [view, session] = [
        await db().viewAs.findFirst({ where: { tenantId, id: viewId ?? '' } }),
        await db().userSession.findFirst({ where: { tenantId, id: sessionId } }),
      ]
      expect([view?.endedAt, session?.endedAt]).toEqual([null, null])
      expect(await trailOf(tenantId)).toEqual([])
    },
  )
})

describeOnPostgres('the removal of somebody that waits for what is theirs', () => {
  test('lets others of the tenant be put on record meanwhile', async () => {
    const { tenantId, userId, remove } = await makeLooking()
    let removing: Promise<unknown> | null = null
    await database().transaction(async (deed) => {
      await deed.query('SELECT 1 FROM device_view WHERE tenant_id = $1 AND owner_id = $2 FOR UPDATE', [
        tenantId,
        userId,
      ])
      removing = remove()
      removing.catch(() => {})
      await expect.poll(waitingSessions, { timeout: 5_000 }).toBe(1)
      expect(await takeRecord(deed, tenantId)).toBe(true)
    })
    expect(await removing).toBeNull()
  })
})

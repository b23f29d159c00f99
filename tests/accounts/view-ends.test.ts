// Views of several tenants that end together are put on record in one order, so that two who end them never wait for each other.

import { beforeEach, expect, test } from 'vitest'
import { startSession } from '@/lib/server/data/system/sessions'
import { insertView } from '@/lib/server/data/system/views'
import { database, db } from '@/lib/server/db'
import { endOverdue } from '@/lib/server/view-as-ends'
import { describeOnEachDatabase, describeOnPostgres } from '../db/each-database'
import { makeFleet, makePerson } from '../db/fixtures'
import { takeRecord, waitingSessions } from '../db/lock-waits'

/** Tenants by their ids, the highest first; each has a view whose time is over, begun in this order. */
async function makeOverdue(): Promise<string[]> {
  const fleets = await Promise.all([makeFleet(1), makeFleet(1), makeFleet(1)])
  const tenantIds = fleets.map(({ tenantId }) => tenantId).toSorted((a, b) => (a < b ? 1 : -1))
  for (const tenantId of tenantIds) {
    const { userId } = await makePerson({ tenantId, role: 'owner' })
    const sessionId = await startSession({ tenantId, userId }, { address: null, userAgent: null })
    const { id: accountId } = await db().account.findFirstOrThrow({ where: { tenantId } })
    await insertView({ tenantId, sessionId, userId, accountId, endsAt: new Date(Date.now() - 1_000) })
  }
  return tenantIds
}

const endsOf = (tenantId: string) => db().auditEntry.count({ where: { tenantId, action: 'view_as.end' } })

describeOnEachDatabase('views that are over', () => {
  beforeEach(async () => {
    await endOverdue()
  })

  test('end for all tenants at once, and once', async () => {
    const tenantIds = await makeOverdue()
    expect(await endOverdue()).toBe(3)
    expect(await endOverdue()).toBe(0)
    expect(await Promise.all(tenantIds.map(endsOf))).toEqual([1, 1, 1])
  })
})

describeOnPostgres('ends of views of several tenants', () => {
  test('wait for one tenant without keeping another waiting that comes after it', async () => {
    const [highest = '', , lowest = ''] = await makeOverdue()
    let ending: Promise<number> | null = null
    await database().transaction(async (other) => {
      expect(await takeRecord(other, lowest)).toBe(true)
      ending = endOverdue()
      ending.catch(() => {})
      await expect.poll(waitingSessions, { timeout: 5_000 }).toBe(1)
      expect(await takeRecord(other, highest)).toBe(true)
    })
    expect(await ending).toBe(3)
  })
})

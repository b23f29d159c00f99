// Edits that wait for a roster being stored wait in their process: sessions of the database are for those who have work for them.

import pg from 'pg'
import { expect, test } from 'vitest'
import { storeAccountName } from '@/lib/server/data/account-changes'
import { getAccount } from '@/lib/server/data/accounts'
import { storeEdit, storeGroup } from '@/lib/server/data/device-table-edit'
import { storeExpiry } from '@/lib/server/data/system/device-jobs-devices'
import { inRosterTransaction, readRosterRevision } from '@/lib/server/data/system/roster-changes'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { db } from '@/lib/server/db'
import { describeOnEachDatabase, describeOnPostgres } from './each-database'
import { account, device, imeiOf, makeConnection, makeFleet } from './fixtures'
import { waitingSessions } from './lock-waits'

const LATER = new Date('2031-01-01T00:00:00Z')
/** More than the pool has sessions (10, lib/server/db.ts). */
const EDITS = 20

const accountOf = async ({ tenantId, owner }: Awaited<ReturnType<typeof makeFleet>>) =>
  getAccount(owner, (await db().account.findFirstOrThrow({ where: { tenantId } })).id)

describeOnPostgres('edits while a roster is stored elsewhere', (database) => {
  async function whileStored(connectionId: string, work: () => Promise<void>): Promise<void> {
    const elsewhere = new pg.Client({ connectionString: database.databaseUrl() })
    await elsewhere.connect()
    try {
      await elsewhere.query('BEGIN')
      await elsewhere.query(`SELECT pg_advisory_xact_lock(hashtext('milepost roster'), hashtext($1))`, [
        connectionId,
      ])
      await work()
    } finally {
      await elsewhere.end()
    }
  }

  test('leave the sessions to others, whatever they edit, and are all done afterwards', async () => {
    const fleet = await makeFleet(2)
    const { tenantId, connectionId, owner, deviceIds } = fleet
    const [id = ''] = deviceIds
    const top = await accountOf(fleet)
    const kinds: ((at: number) => Promise<unknown>)[] = [
      (at) => storeAccountName(owner, top, `Name ${at}`),
      () => storeExpiry(tenantId, deviceIds, LATER),
      (at) => storeGroup(owner, deviceIds, `Group ${at}`),
      (at) =>
        inRosterTransaction([connectionId], () =>
          storeEdit(owner, { id, connectionId }, { edit: { plate: `P ${at}` }, now: LATER }),
        ),
    ]
    let edits: Promise<unknown>[] = []
    await whileStored(connectionId, async () => {
      edits = Array.from({ length: EDITS }, async (_, at) => kinds[at % kinds.length]?.(at))
      await expect.poll(waitingSessions, { timeout: 5_000 }).toBe(1)
      expect(await readRosterRevision(tenantId, connectionId)).toBe(0)
      expect(await waitingSessions()).toBe(1)
    })
    await Promise.all(edits)
    expect(await readRosterRevision(tenantId, connectionId)).toBe(EDITS)
  })

  test('of another connection do not wait with them', async () => {
    const [stored, other] = [await makeFleet(1), await makeFleet(1)]
    let edits: Promise<unknown>[] = []
    await whileStored(stored.connectionId, async () => {
      edits = Array.from({ length: EDITS }, () => storeExpiry(stored.tenantId, stored.deviceIds, LATER))
      await storeExpiry(other.tenantId, other.deviceIds, LATER)
      expect(await readRosterRevision(other.tenantId, other.connectionId)).toBe(1)
    })
    await Promise.all(edits)
  })
})

describeOnEachDatabase('changes of rosters that are begun at once', () => {
  test('all end, those of several connections too, in whatever order they name them', async () => {
    const { tenantId, connectionId, deviceIds } = await makeFleet(1)
    const second = await makeConnection(tenantId)
    const roster = { accounts: [account('top')], devices: [device(imeiOf(7), 'top')] }
    await syncRoster(tenantId, second, roster)
    const { id: further } = await db().device.findFirstOrThrow({
      where: { tenantId, connectionId: second },
    })
    const [first = ''] = deviceIds
    const sets = [[first, further], [further, first], [first], [further]]
    const changes = Array.from({ length: EDITS }, (_, at) =>
      storeExpiry(tenantId, sets[at % sets.length] ?? [], LATER),
    )
    await Promise.all([...changes, syncRoster(tenantId, second, roster)])
    // Of each four, three name the connection.
    for (const id of [connectionId, second])
      expect(await readRosterRevision(tenantId, id)).toBe((EDITS / 4) * 3)
  })

  test('come after one that failed', async () => {
    const { tenantId, connectionId, deviceIds } = await makeFleet(1)
    const failing = inRosterTransaction([connectionId], async () => {
      throw new Error('not this one')
    })
    const next = storeExpiry(tenantId, deviceIds, LATER)
    await expect(failing).rejects.toThrow('not this one')
    await next
    expect(await readRosterRevision(tenantId, connectionId)).toBe(1)
  })

  test('are one with the transaction they are begun in', async () => {
    const { tenantId, connectionId, deviceIds } = await makeFleet(1)
    const failing = inRosterTransaction([connectionId], async () => {
      await storeExpiry(tenantId, deviceIds, LATER)
      throw new Error('later')
    })
    await expect(failing).rejects.toThrow('later')
    expect(await readRosterRevision(tenantId, connectionId)).toBe(0)
  })
})

import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { enqueueDueGaps } from '@/lib/server/data/system/heal-gaps'
import { db } from '@/lib/server/db'
import { describeOnPostgres } from '../db/each-database'
import { makeFleet } from '../db/fixtures'

const ROUNDS = 10
const PROCESSES = 4

describeOnPostgres('due gaps', () => {
  test('each has one job, however many processes look at the same moment', async () => {
    const { tenantId, connectionId } = await makeFleet(1)
    const nowMs = Date.now()
    for (let round = 0; round < ROUNDS; round += 1) {
      const endedAt = new Date(nowMs - 1_000)
      await db().receiveGap.createMany({
        data: Array.from({ length: 20 }, (_, index) => ({
          tenantId,
          id: randomUUID(),
          connectionId,
          startedAt: new Date(nowMs - 60_000 - index),
          endedAt,
          nextTryAt: endedAt,
        })),
      })
      await Promise.all(Array.from({ length: PROCESSES }, () => enqueueDueGaps(nowMs)))
      expect(await db().job.count({ where: { tenantId } })).toBe(20)
      await db().job.deleteMany({ where: { tenantId } })
      await db().receiveGap.deleteMany({ where: { tenantId } })
    }
  })
})

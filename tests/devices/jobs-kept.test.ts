// Work on many devices and views of customers are kept for ninety days after they ended, and no longer.

import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { db } from '@/lib/server/db'
import { Upkeep } from '@/lib/server/jobs/upkeep'
import { systemClock } from '@/lib/server/live/clock'
import { describeOnEachDatabase } from '../db/each-database'
import { prepareJobsWorld } from './jobs-world'

const world = prepareJobsWorld()
const NOW = Date.now()
const DAY_MS = 86_400_000
const daysAgo = (days: number) => new Date(NOW - days * DAY_MS)

/** A piece of work with one item; `ended` days ago, or under way since a year. */
async function addWork(ended: number | null, askedById: string): Promise<string> {
  const { tenantId } = world()
  const id = randomUUID()
  await db().deviceJob.create({
    data: {
      ...{ tenantId, id, kind: 'expiry', askedById, scopePath: '/', about: {}, total: 1 },
      ...{ createdAt: daysAgo(365), state: ended === null ? 'running' : 'done' },
      finishedAt: ended === null ? null : daysAgo(ended),
    },
  })
  await db().deviceJobItem.create({
    data: {
      ...{ tenantId, jobId: id, seq: 1, deviceId: randomUUID(), connectionId: randomUUID() },
      ...{ imei: '860000000000001', deviceName: 'Van', batchKey: 'x', wish: {}, changes: [] },
      updatedAt: daysAgo(ended ?? 0),
    },
  })
  return id
}

async function addView(ended: number, userId: string): Promise<string> {
  const { tenantId } = world()
  const id = randomUUID()
  const accountId = await world().accountId('acme-north')
  const times = { startedAt: daysAgo(ended), endsAt: daysAgo(ended), endedAt: daysAgo(ended) }
  await db().viewAs.create({
    data: { tenantId, id, userId, accountId, sessionId: randomUUID(), endReason: 'left', ...times },
  })
  return id
}

describeOnEachDatabase('records of what is over', () => {
  test('go with all that belongs to them ninety days after the end; what is under way stays, however old', async () => {
    const { userId } = await world().person('owner')
    // More than are dropped at once.
    for (let count = 0; count < 25; count += 1) await addWork(91 + count, userId)
    await addView(91, userId)
    const kept = [await addWork(89, userId), await addWork(null, userId)]
    const view = await addView(89, userId)
    expect(await new Upkeep({ ...systemClock, now: () => NOW }).round()).toBe(true)
    const where = { tenantId: world().tenantId }
    const jobs = await db().deviceJob.findMany({ where, select: { id: true } })
    expect(jobs.map(({ id }) => id).toSorted()).toEqual(kept.toSorted())
    const items = await db().deviceJobItem.findMany({ where, select: { jobId: true } })
    expect(items.map(({ jobId }) => jobId).toSorted()).toEqual(kept.toSorted())
    expect((await db().viewAs.findMany({ where })).map(({ id }) => id)).toEqual([view])
  })
})

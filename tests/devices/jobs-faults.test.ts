// Work on many devices while the database fails: it goes on later, ends whole, and sends nothing twice.

import { afterEach, expect, test, vi } from 'vitest'
import { storeExpiry } from '@/lib/server/data/system/device-jobs-devices'
import { database, db, sql } from '@/lib/server/db'
import { lookAgain } from '@/lib/server/services/device-jobs'
import { beginTransfer } from '@/lib/server/services/device-transfer'
import { describeOnEachDatabase, describeOnPostgres } from '../db/each-database'
import { whileRecordRefuses } from '../db/refused-record'
import { MOVE, prepareJobsWorld } from './jobs-world'

const world = prepareJobsWorld()
afterEach(() => {
  vi.restoreAllMocks()
})

/** Asks for the three devices of `acme-north` to go to `acme-northwest`. */
async function askForMove() {
  const owner = await world().person('owner')
  const deviceIds = (await world().devicesOf('acme-north')).map(({ id }) => id)
  const accountId = await world().accountId('acme-northwest')
  const { jobId } = await beginTransfer(owner, { deviceIds, accountId, clearBindings: false })
  return { owner, jobId }
}

/** The next `times` statements with these words fail as one does that has lost against another. */
function failStatements(words: string, times = 1): void {
  const { sql: plain } = database()
  const query = plain.query
  let failed = 0
  vi.spyOn(plain, 'query').mockImplementation((text, values) => {
    if (failed >= times || !text.includes(words)) return query(text, values)
    failed += 1
    return Promise.reject(Object.assign(new Error('deadlock detected'), { code: '40P01' }))
  })
}

/** Lets what rests go on, as if its time were over. Answers how much rested. */
async function endRests(): Promise<number> {
  const rested = await sql().query(
    `UPDATE job SET lease_until = NULL WHERE tenant_id = $1 AND status = 'queued' RETURNING 1`,
    [world().tenantId],
  )
  return rested.length
}

const SETTLE = 'SET state = verdict.state'

describeOnEachDatabase('work on many devices when the database fails', () => {
  test.each([
    ['writing down what the vendor said', SETTLE],
    ['its beginning', "UPDATE device_job SET state = 'running'"],
    ['taking the next devices', 'WITH first AS'],
  ])('%s fails once: it rests, goes on and ends whole, and nothing is sent twice', async (_name, words) => {
    const { owner, jobId } = await askForMove()
    failStatements(words)
    await world().work()
    const { job: resting } = await world().outcome(owner, jobId)
    expect(['queued', 'running']).toContain(resting.state)
    expect(resting.counts.working).toBe(0)
    expect(await endRests()).toBe(1)
    await world().work()
    const { job } = await world().outcome(owner, jobId)
    expect(job).toMatchObject({ state: 'done', endReason: null, counts: { done: 3, unknown: 0, working: 0 } })
    expect([await world().sent(jobId), await world().callsOf(MOVE)]).toEqual([[1, 1, 1], 1])
    expect((await world().trail()).map(({ action }) => action)).toEqual([
      'device_job.start',
      'device_job.end',
    ])
    expect(await db().job.count({ where: { tenantId: world().tenantId, status: 'done' } })).toBe(1)
  })

  test('an end that cannot be noted in the audit trail is no end: it is tried again', async () => {
    const { owner, jobId } = await askForMove()
    await whileRecordRefuses('device_job.end', () => world().work())
    expect((await world().outcome(owner, jobId)).job.state).toBe('running')
    expect(await endRests()).toBe(1)
    await world().work()
    const { job } = await world().outcome(owner, jobId)
    expect(job).toMatchObject({ state: 'done', counts: { done: 3 } })
    expect((await world().trail()).at(-1)?.action).toBe('device_job.end')
  })

  test('work that fails again and again ends at last, and what was held is of unknown fate', async () => {
    const { owner, jobId } = await askForMove()
    failStatements('stop_asked_at IS NOT NULL', 1_000)
    // Twenty times in a row, as device-jobs-run.ts has it.
    for (let turn = 1; turn < 20; turn += 1) {
      await world().work()
      expect(await endRests()).toBe(1)
    }
    await world().work()
    const { job } = await world().outcome(owner, jobId)
    expect(job).toMatchObject({ state: 'failed', endReason: 'internal', counts: { undone: 3, working: 0 } })
    expect(await endRests()).toBe(0)
    expect(await world().writes()).toBe(0)
  })

  test('what an ended piece of work still holds is told as unknown, and looking again settles it', async () => {
    const { owner, jobId } = await askForMove()
    await world().work()
    const where = { tenantId: world().tenantId, jobId }
    await db().deviceJobItem.updateMany({ where: { ...where, seq: 2 }, data: { state: 'working' } })
    const { job, items } = await world().outcome(owner, jobId)
    expect([job.counts.unknown, job.counts.working, items[1]?.state]).toEqual([1, 0, 'unknown'])
    await lookAgain(owner, jobId)
    await world().work()
    const after = await world().outcome(owner, jobId)
    expect(after.job.counts).toMatchObject({ done: 3, unknown: 0, working: 0 })
    expect(after.items[1]?.problem?.word).toBe('read_done')
    expect(await world().callsOf(MOVE)).toBe(1)
  })
})

describeOnPostgres('rows of devices', () => {
  test('are locked in the order of a roster, so that the two never wait for each other', async () => {
    const { tenantId } = world()
    const place = await db().device.findFirstOrThrow({
      where: { tenantId },
      select: { connectionId: true, accountId: true },
    })
    // By their ids, and as they stand in the table, the last of them is before the first.
    const ids = [3, 2, 1].map((at) => `0000000${4 - at}-0000-4000-8000-000000000000`)
    await db().device.createMany({
      data: ids.map((id, at) => ({ ...place, tenantId, id, imei: `86200000000000${3 - at}`, name: 'Van' })),
    })
    const [last, , first] = ids
    let storing: Promise<void> | null = null
    await database().transaction(async (roster) => {
      await roster.query('SELECT 1 FROM device WHERE id = $1 FOR UPDATE', [first])
      storing = storeExpiry(tenantId, ids, new Date('2031-05-06T23:59:59Z'))
      await expect.poll(waiting, { timeout: 5_000 }).toBe(1)
      // The other waits for the first with nothing in its hands.
      await roster.query('SELECT 1 FROM device WHERE id = $1 FOR UPDATE NOWAIT', [last])
    })
    await storing
    const days = await db().device.findMany({ where: { id: { in: ids } }, select: { expiresAt: true } })
    expect(days.map(({ expiresAt }) => expiresAt?.toISOString())).toEqual(
      Array(ids.length).fill('2031-05-06T23:59:59.000Z'),
    )
  })
})

/** How many sessions of this database wait for a lock. */
async function waiting(): Promise<number> {
  const rows = await sql().query(
    `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  )
  return rows.length
}

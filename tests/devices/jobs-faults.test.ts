// Work on many devices while the database fails: it goes on later, ends whole, and sends nothing twice.

import { afterEach, expect, test, vi } from 'vitest'
import { database, db, sql } from '@/lib/server/db'
import { lookAgain } from '@/lib/server/services/device-jobs'
import { beginTransfer } from '@/lib/server/services/device-transfer'
import { describeOnEachDatabase } from '../db/each-database'
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

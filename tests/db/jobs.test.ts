import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { getJob } from '@/lib/server/data/jobs'
import {
  claimJob,
  enqueueJob,
  finishJob,
  hasOpenJob,
  postponeJob,
  renewJobLease,
  wakeJobs,
} from '@/lib/server/data/system/jobs'
import { describeOnEachDatabase } from './each-database'
import { makeTenant } from './fixtures'

const LEASE_MS = 60_000

describeOnEachDatabase('jobs', () => {
  test('of 20 workers at once each job goes to exactly one, oldest first', async () => {
    const { tenantId } = await makeTenant()
    const kind = randomUUID()
    const ids: string[] = []
    for (let index = 0; index < 5; index += 1) ids.push(await enqueueJob(tenantId, kind, { index }))
    const claim = () => claimJob([kind], { owner: randomUUID(), leaseMs: LEASE_MS })
    const claimed = (await Promise.all(Array.from({ length: 20 }, claim))).filter((job) => job !== null)
    expect(claimed.map((job) => job.id).toSorted()).toEqual(ids.toSorted())
    expect(claimed.find((job) => job.id === ids[3])?.payload).toEqual({ index: 3 })
  })

  test('a job whose owner died goes to another, and the first can no longer change it', async () => {
    const { tenantId, owner: viewer } = await makeTenant()
    const kind = randomUUID()
    const id = await enqueueJob(tenantId, kind, {})
    const first = await claimJob([kind], { owner: 'first', leaseMs: -1 })
    const second = await claimJob([kind], { owner: 'second', leaseMs: LEASE_MS })
    expect([first?.id, second?.id]).toEqual([id, id])
    if (!first || !second) return
    expect(await renewJobLease(first, { owner: 'first', leaseMs: LEASE_MS })).toBe(false)
    expect(await finishJob(first, 'first')).toBe(false)
    expect(await renewJobLease(second, { owner: 'second', leaseMs: LEASE_MS, progress: { done: 1 } })).toBe(
      true,
    )
    expect(await getJob(viewer, id)).toMatchObject({ status: 'running', progress: { done: 1 } })
    expect(await finishJob(second, 'second')).toBe(true)
    expect(await getJob(viewer, id)).toMatchObject({
      status: 'done',
      error: null,
      finishedAt: expect.any(Date),
    })
    expect(await claimJob([kind], { owner: 'third', leaseMs: LEASE_MS })).toBeNull()
  })

  test('a job that is put back is nobody’s until its time, or until it is woken', async () => {
    const { tenantId } = await makeTenant()
    const kind = randomUUID()
    const id = await enqueueJob(tenantId, kind, { about: 'this', more: 1 })
    const claim = () => claimJob([kind], { owner: 'a', leaseMs: LEASE_MS })
    const job = await claim()
    if (job === null) throw new Error('nothing to claim')
    expect(await postponeJob(job, 'another', LEASE_MS)).toBe(false)
    expect(await postponeJob(job, 'a', LEASE_MS)).toBe(true)
    expect([await claim(), await hasOpenJob(tenantId, kind, { about: 'this' })]).toEqual([null, true])
    await wakeJobs(tenantId, kind, { about: 'that' })
    expect(await claim()).toBeNull()
    await wakeJobs(tenantId, kind, { about: 'this' })
    expect((await claim())?.id).toBe(id)
    await postponeJob(job, 'a', -1)
    expect((await claim())?.id).toBe(id)
  })

  test('a failed job keeps its words, and other kinds are left alone', async () => {
    const { tenantId, owner: viewer } = await makeTenant()
    const kind = randomUUID()
    const id = await enqueueJob(tenantId, kind, {})
    expect(await claimJob([randomUUID()], { owner: 'a', leaseMs: LEASE_MS })).toBeNull()
    const job = await claimJob([kind, 'other'], { owner: 'a', leaseMs: LEASE_MS })
    if (job) await finishJob(job, 'a', 'The disk is full.')
    expect(await getJob(viewer, id)).toMatchObject({ status: 'failed', error: 'The disk is full.' })
  })
})

// Work on many devices, done against a vendor that behaves, refuses, does not answer, or is asked by a worker that died.

import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { beginDeviceJob, takeItems } from '@/lib/server/data/system/device-jobs-items'
import { db } from '@/lib/server/db'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { beginBinding } from '@/lib/server/services/device-binding'
import { beginExpiry } from '@/lib/server/services/device-expiry'
import { deviceJobList, lookAgain, stopDeviceJob } from '@/lib/server/services/device-jobs'
import { beginTransfer, listTargets, previewTransfer } from '@/lib/server/services/device-transfer'
import { describeOnEachDatabase } from '../db/each-database'
import { BIND, EXPIRY, type JobsWorld, MOVE, prepareJobsWorld, type Row } from './jobs-world'

const idsOf = (rows: readonly Row[]) => rows.map(({ id }) => id)
const statesOf = (items: readonly { state: string }[]) => items.map(({ state }) => state)
const wordsOf = (items: readonly { problem: { word: string } | null }[]) =>
  items.map(({ problem }) => problem?.word ?? null)

const world = prepareJobsWorld()

/** Asks for the devices of `acme-north` to go to `acme-northwest`. */
async function askForMove({ person, accountId, devicesOf }: Bound, count = 3) {
  const owner = await person('owner')
  const rows = (await devicesOf('acme-north')).slice(0, count)
  const request = { accountId: await accountId('acme-northwest'), clearBindings: false }
  const { jobId } = await beginTransfer(owner, { deviceIds: idsOf(rows), ...request })
  return { owner, rows, jobId }
}
type Bound = Pick<JobsWorld, 'person' | 'accountId' | 'devicesOf'>
const bound = (): Bound => {
  const it = world()
  return {
    person: (...args) => it.person(...args),
    accountId: (login) => it.accountId(login),
    devicesOf: (login) => it.devicesOf(login),
  }
}

describeOnEachDatabase('work on many devices', () => {
  test('devices move in one call, at the vendor and in our rows, with the audit telling start and end', async () => {
    const { owner, rows, jobId } = await askForMove(bound())
    await world().work()
    const { job, items } = await world().outcome(owner, jobId)
    expect(job).toMatchObject({ state: 'done', total: 3, counts: { done: 3, waiting: 0 }, endReason: null })
    expect(items[0]).toMatchObject({
      imei: rows[0]?.imei,
      changes: [{ field: 'account', from: 'Name of acme-north', to: 'Name of acme-northwest' }],
    })
    expect(await world().callsOf(MOVE)).toBe(1)
    expect((await world().devicesOf('acme-northwest')).map(({ imei }) => imei)).toEqual(
      expect.arrayContaining(rows.map(({ imei }) => imei)),
    )
    const trail = await world().trail()
    expect(trail.map(({ action }) => action)).toEqual(['device_job.start', 'device_job.end'])
    expect(trail[1]?.detail).toMatchObject({ state: 'done', done: 3, failed: 0 })
  })

  test('a device the vendor refuses fails by itself with its code and words, and its neighbours go', async () => {
    // Our rows have it in an account where the vendor does not.
    const [astray] = await world().devicesOf('north-depot')
    const [accountId, key] = [await world().accountId('acme-north'), astray?.id ?? '']
    await db().device.update({
      where: { tenantId_id: { tenantId: world().tenantId, id: key } },
      data: { accountId },
    })
    const { owner, jobId } = await askForMove(bound(), 4)
    await world().work()
    const { job, items } = await world().outcome(owner, jobId)
    expect(job.counts).toMatchObject({ done: 3, failed: 1 })
    const failed = items.find(({ state }) => state === 'failed')
    expect(failed).toMatchObject({
      imei: astray?.imei,
      problem: { word: 'refused', code: 219, vendorWords: 'The IMEI list is illegal' },
    })
    // Only those went again of which a reading had shown that they had not moved.
    expect([await world().callsOf(MOVE), (await world().sent(jobId)).toSorted()]).toEqual([2, [1, 2, 2, 2]])
  })

  test('an answer that never came is looked after by reading, and nothing is sent twice', async () => {
    const { owner, jobId } = await askForMove(bound())
    await world().vendor.fault({ kind: 'half', method: MOVE, times: 1 })
    await world().work()
    const { items } = await world().outcome(owner, jobId)
    expect([statesOf(items), wordsOf(items)]).toEqual([
      ['done', 'done', 'done'],
      ['read_done', 'read_done', 'read_done'],
    ])
    expect([await world().callsOf(MOVE), await world().sent(jobId)]).toEqual([1, [1, 1, 1]])
  })

  test('what a reading shows undone is told as failed, with the moment of the reading', async () => {
    const { owner, jobId } = await askForMove(bound())
    await world().vendor.fault({ kind: 'drop', method: MOVE, times: 1 })
    await world().work()
    const { items } = await world().outcome(owner, jobId)
    const isThere = (await world().devicesOf('acme-northwest')).length > 2
    expect(wordsOf(items)).toEqual(Array(3).fill(isThere ? 'read_done' : 'read_undone'))
    expect(items[0]?.problem?.checkedAt).toEqual(expect.any(String))
    expect(await world().callsOf(MOVE)).toBe(1)
  })

  test('what cannot be read stays unknown, however often one looks', async () => {
    const owner = await world().person('owner')
    const rows = (await world().devicesOf('acme')).slice(0, 1)
    const request = { deviceIds: idsOf(rows), appUserLogin: 'acme-north', step: 'bind' as const }
    const { jobId } = await beginBinding(owner, request)
    await world().vendor.fault({ kind: 'half', method: BIND, times: 1 })
    await world().work()
    const other = await world().person('owner')
    await lookAgain(other, jobId)
    // One that waits to be done is enough.
    await lookAgain(owner, jobId)
    expect(await db().job.count({ where: { tenantId: world().tenantId, status: 'queued' } })).toBe(1)
    await world().work()
    const [check] = await db().auditEntry.findMany({
      where: { tenantId: world().tenantId, action: 'device_job.check' },
    })
    expect(check?.actorId).toBe(other.userId)
    const { job, items } = await world().outcome(owner, jobId)
    expect([job.state, statesOf(items), wordsOf(items)]).toEqual(['done', ['unknown'], ['no_answer']])
    expect(await world().callsOf(BIND)).toBe(1)
  })

  test('a worker that takes over from a dead one sends nothing that may have been sent', async () => {
    const { owner, jobId } = await askForMove(bound())
    const ref = { tenantId: world().tenantId, jobId }
    // The first took two of them and died before anything left.
    await beginDeviceJob(ref)
    expect(await takeItems(ref, 2)).toHaveLength(2)
    await world().work()
    const { job, items } = await world().outcome(owner, jobId)
    expect(statesOf(items)).toEqual(['failed', 'failed', 'done'])
    expect(wordsOf(items)).toEqual(['read_undone', 'read_undone', null])
    expect([job.state, await world().sent(jobId), await world().callsOf(MOVE)]).toEqual([
      'done',
      [1, 1, 1],
      1,
    ])
    // Whoever comes late finds it over.
    expect(await beginDeviceJob(ref)).toBeNull()
  })

  test('stopped work finishes what has left, and the rest says that it is undone', async () => {
    const owner = await world().person('owner')
    const rows = await world().devicesOf('north-depot')
    const request = { deviceIds: idsOf(rows), appUserLogin: 'acme-north', step: 'bind' as const }
    const { jobId } = await beginBinding(owner, request)
    await world().work({ report: () => stopDeviceJob(owner, jobId) })
    const { job, items } = await world().outcome(owner, jobId)
    expect(job).toMatchObject({ state: 'stopped', endReason: 'stopped', counts: { done: 1, undone: 3 } })
    expect(wordsOf(items).slice(1)).toEqual(['stopped', 'stopped', 'stopped'])
    expect(await world().callsOf(BIND)).toBe(1)
    expect((await world().trail()).map(({ action }) => action)).toEqual([
      'device_job.start',
      'device_job.stop',
      'device_job.end',
    ])
  })

  test('the right and the scope are those of whoever asked at the moment it runs', async () => {
    const { rows, jobId, owner } = await askForMove(bound())
    await db().user.update({ where: { id: owner.userId }, data: { disabledAt: new Date() } })
    await world().work()
    const { job } = await world().outcome(owner, jobId)
    expect(job).toMatchObject({ state: 'stopped', endReason: 'right_gone', counts: { undone: 3 } })

    const distributor = await world().person('distributor')
    const target = { accountId: await world().accountId('acme-northwest'), clearBindings: false }
    const second = await beginTransfer(distributor, { deviceIds: idsOf(rows), ...target })
    await db().user.update({
      where: { id: distributor.userId },
      data: { scopePath: '/acme/acme-northwest/' },
    })
    await world().work()
    const { items } = await world().outcome(owner, second.jobId)
    expect([statesOf(items), wordsOf(items)]).toEqual([Array(3).fill('skipped'), Array(3).fill('gone')])
    expect(await world().writes()).toBe(0)
  })

  test('a quota that is used up makes the work rest with its end told, nothing counts as sent, and it can be stopped', async () => {
    const { owner, jobId } = await askForMove(bound())
    await world().vendor.fault({ kind: 'code', method: MOVE, code: 1006, times: 1 })
    const rests: (string | null)[] = []
    await world().work({
      whileResting: async () => {
        rests.push((await world().outcome(owner, jobId)).job.waitUntil)
        await stopDeviceJob(owner, jobId)
      },
    })
    expect(rests).toEqual([expect.any(String)])
    const { job } = await world().outcome(owner, jobId)
    expect([job.state, job.counts.undone, await world().sent(jobId)]).toEqual(['stopped', 3, [0, 0, 0]])
  })

  test('work that must rest for hours is put back, so that others have the worker, and it can be stopped', async () => {
    const { owner, jobId } = await askForMove(bound())
    world().silenceVendor(3 * 3_600_000)
    await world().work()
    const { job: resting } = await world().outcome(owner, jobId)
    expect(resting).toMatchObject({ state: 'running', waitUntil: expect.any(String) })
    const queued = await db().job.findFirstOrThrow({ where: { tenantId: world().tenantId } })
    expect(queued).toMatchObject({ status: 'queued', leaseOwner: null })
    // Nobody takes it before its time, or until it is stopped.
    await world().work()
    expect((await world().outcome(owner, jobId)).job).toEqual(resting)
    await stopDeviceJob(owner, jobId)
    await world().work()
    const { job } = await world().outcome(owner, jobId)
    expect([job.state, job.counts.undone, await world().sent(jobId)]).toEqual(['stopped', 3, [0, 0, 0]])
  })

  test('a tenant has at most twenty pieces of work open', async () => {
    const { owner, rows } = await askForMove(bound(), 1)
    const [askedById, scopePath] = [owner.userId, '/']
    await db().deviceJob.createMany({
      data: Array.from({ length: 19 }, () => ({
        ...{ tenantId: world().tenantId, id: randomUUID(), kind: 'bind', askedById, scopePath },
        ...{ about: {}, total: 1, createdAt: new Date() },
      })),
    })
    const request = { deviceIds: idsOf(rows), appUserLogin: 'acme-north', step: 'bind' as const }
    await expect(beginBinding(owner, request)).rejects.toMatchObject({ why: 'too_much_open' })
    await db().deviceJob.updateMany({ where: { kind: 'bind' }, data: { state: 'done' } })
    expect(await beginBinding(owner, request)).toMatchObject({ total: 1 })
  })

  test('new expiries are told device by device, and a day that is over is refused', async () => {
    const owner = await world().person('owner')
    const rows = await world().devicesOf('acme-north')
    const { jobId } = await beginExpiry(owner, { deviceIds: idsOf(rows), date: '2031-05-06' })
    await world().work()
    const { items } = await world().outcome(owner, jobId)
    expect(statesOf(items)).toEqual(['done', 'done', 'done'])
    expect(await world().callsOf(EXPIRY)).toBe(1)
    await expect(beginExpiry(owner, { deviceIds: idsOf(rows), date: '2020-01-01' })).rejects.toMatchObject({
      why: 'past',
    })
  })

  test('nobody sees or begins work beyond their scope or right, and foreign ids are as missing', async () => {
    const { owner, rows, jobId } = await askForMove(bound())
    const depot = await world().person('distributor', '/acme/acme-north/north-depot/')
    const viewer = await world().person('viewer')
    expect((await deviceJobList(depot)).jobs).toEqual([])
    expect((await deviceJobList(owner)).jobs).toHaveLength(1)
    const ask = (deviceIds: string[], accountId: string) =>
      beginTransfer(depot, { deviceIds, accountId, clearBindings: false })
    const own = idsOf(await world().devicesOf('north-depot'))
    const [inScope, outOfScope] = [await world().accountId('north-depot'), await world().accountId('acme')]
    await expect(ask([...own, rows[0]?.id ?? ''], inScope)).rejects.toBeInstanceOf(NotFoundError)
    await expect(ask(own, outOfScope)).rejects.toBeInstanceOf(NotFoundError)
    await expect(stopDeviceJob(depot, jobId)).rejects.toBeInstanceOf(NotFoundError)
    await expect(lookAgain(depot, jobId)).rejects.toBeInstanceOf(NotFoundError)
    await expect(deviceJobList(viewer)).rejects.toBeInstanceOf(ForbiddenError)
    await expect(previewTransfer(viewer, { deviceIds: own, accountId: inScope })).rejects.toBeInstanceOf(
      ForbiddenError,
    )
    expect((await listTargets(depot, '')).accounts.map(({ login }) => login)).toEqual(['north-depot'])
  })

  test('a preview tells from where to where, who loses sight, and why the vendor would refuse', async () => {
    const owner = await world().person('owner')
    await world().person('dispatcher', '/acme/acme-north/')
    const deviceIds = idsOf(await world().devicesOf('acme-north'))
    const accountId = await world().accountId('acme-northwest')
    expect(await previewTransfer(owner, { deviceIds, accountId })).toMatchObject({
      toName: 'Name of acme-northwest',
      from: [{ accountName: 'Name of acme-north', count: 3 }],
      moving: 3,
      already: 0,
      obstacle: null,
      peopleLosing: 1,
      peopleGaining: 0,
    })
    const top = await world().accountId('acme')
    expect(await previewTransfer(owner, { deviceIds, accountId: top })).toMatchObject({
      obstacle: 'own_account',
    })
  })
})

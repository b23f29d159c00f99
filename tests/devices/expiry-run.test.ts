// A new last day for many devices: what is told before, and what the vendor answers for each.

import { expect, test } from 'vitest'
import { db } from '@/lib/server/db'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { beginExpiry, previewExpiry } from '@/lib/server/services/device-expiry'
import { describeOnEachDatabase } from '../db/each-database'
import { EXPIRY, prepareJobsWorld, type Row } from './jobs-world'

const world = prepareJobsWorld()

const idsOf = (rows: readonly Row[]) => rows.map(({ id }) => id)

/** The day each of the devices expires, as our rows have it. */
async function daysOf(rows: readonly Row[]): Promise<(string | null)[]> {
  const found = await db().device.findMany({
    where: { tenantId: world().tenantId, id: { in: idsOf(rows) } },
    select: { id: true, expiresAt: true },
  })
  const of = new Map(found.map(({ id, expiresAt }) => [id, expiresAt?.toISOString() ?? null]))
  return rows.map(({ id }) => of.get(id) ?? null)
}

async function setDays(rows: readonly Row[], days: readonly (string | null)[]): Promise<void> {
  for (const [at, { id }] of rows.entries()) {
    const day = days[at]
    await db().device.update({
      where: { tenantId_id: { tenantId: world().tenantId, id } },
      data: { expiresAt: day === null || day === undefined ? null : new Date(`${day}T23:59:59Z`) },
    })
  }
}

describeOnEachDatabase('a new last day', () => {
  test('a device the vendor refuses fails by itself in its words and keeps its day; the others have the new one', async () => {
    const owner = await world().person('owner')
    const rows = await world().devicesOf('acme-north')
    await setDays(rows, ['2030-01-01', '2030-01-01', '2030-01-01'])
    const refused = rows[1]
    await world().vendor.fault({ kind: 'refuseOne', method: EXPIRY, imei: refused?.imei })
    const { jobId } = await beginExpiry(owner, { deviceIds: idsOf(rows), date: '2031-05-06' })
    await world().work()
    const { job, items } = await world().outcome(owner, jobId)
    expect(job).toMatchObject({ kind: 'expiry', state: 'done', counts: { done: 2, failed: 1 } })
    expect(items.find(({ imei }) => imei === refused?.imei)).toMatchObject({
      state: 'failed',
      // The sandbox's words for an IMEI that is not the caller's.
      problem: { word: 'refused', vendorWords: 'update failed, reason:Illegal device' },
      changes: [{ field: 'expiry', from: '2030-01-01T23:59:59.000Z', to: '2031-05-06T23:59:59.000Z' }],
    })
    expect(await daysOf(rows)).toEqual([
      '2031-05-06T23:59:59.000Z',
      '2030-01-01T23:59:59.000Z',
      '2031-05-06T23:59:59.000Z',
    ])
    expect(await world().callsOf(EXPIRY)).toBe(1)
  })

  test('before, it is told how many change, between which days they expire now, and which would lose time', async () => {
    const owner = await world().person('owner')
    const rows = await world().devicesOf('north-depot')
    await setDays(rows, ['2031-05-06', '2032-01-01', '2030-02-03', null])
    const asked = { deviceIds: idsOf(rows), date: '2031-05-06' }
    expect(await previewExpiry(owner, asked)).toEqual({
      ...{ changing: 3, already: 1, earlier: 1, isPast: false },
      ...{ first: '2030-02-03T23:59:59.000Z', last: '2032-01-01T23:59:59.000Z' },
    })
    expect((await previewExpiry(owner, { ...asked, date: '2020-01-01' })).isPast).toBe(true)
    // What is told of is what is done.
    expect((await beginExpiry(owner, asked)).total).toBe(3)
  })

  test('nobody is told of devices beyond their scope or right', async () => {
    const depot = await world().person('distributor', '/acme/acme-north/north-depot/')
    const own = idsOf(await world().devicesOf('north-depot'))
    const foreign = idsOf(await world().devicesOf('acme-north'))
    const ask = (deviceIds: string[]) => previewExpiry(depot, { deviceIds, date: '2031-05-06' })
    expect((await ask(own)).changing).toBe(own.length)
    await expect(ask([...own, ...foreign.slice(0, 1)])).rejects.toBeInstanceOf(NotFoundError)
    const viewer = await world().person('viewer')
    await expect(previewExpiry(viewer, { deviceIds: own, date: '2031-05-06' })).rejects.toBeInstanceOf(
      ForbiddenError,
    )
  })
})

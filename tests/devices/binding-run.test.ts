// Devices attached to users of the vendor's app and detached again: one call for each, and what the vendor has afterwards.

import { expect, test } from 'vitest'
import { beginBinding } from '@/lib/server/services/device-binding'
import { DeviceJobError } from '@/lib/server/services/device-jobs'
import { describeOnEachDatabase } from '../db/each-database'
import { BIND, JobsWorld, prepareJobsWorld, type Row } from './jobs-world'

const UNBIND = 'jimi.open.device.unbind'
/** Accounts of the fleet's vendor, which are users of its app too. */
const USER = 'acme-north'
const OTHER = 'acme-northwest'

const world = prepareJobsWorld()

/** Asks for it, does it, and tells what became of each device, by its IMEI. */
async function run(step: 'bind' | 'unbind', rows: readonly Row[], appUserLogin = USER) {
  const owner = await world().person('owner')
  const { jobId } = await beginBinding(owner, { deviceIds: rows.map(({ id }) => id), appUserLogin, step })
  await world().work()
  const { job, items } = await world().outcome(owner, jobId)
  const of = new Map(items.map((item) => [item.imei, item]))
  return { job, items: rows.map(({ imei }) => of.get(imei)), sent: await world().sent(jobId) }
}

/** App users by IMEI, as the vendor has them. */
async function bindings(): Promise<Record<string, string>> {
  const { sandbox } = world().vendor
  const { bindings: held } = (await (await fetch(`${sandbox.controlUrl}/state`)).json()) as {
    bindings: { newest: { imei: string; userId: string }[] }
  }
  return Object.fromEntries(held.newest.map(({ imei, userId }) => [imei, userId]))
}

const boundTo = (rows: readonly Row[], user: string) =>
  Object.fromEntries(rows.map(({ imei }) => [imei, user]))

describeOnEachDatabase('devices and users of the app', () => {
  test('each device is attached by a call of its own, and detached by one', async () => {
    const rows = await world().devicesOf('acme-north')
    const bound = await run('bind', rows)
    expect(bound.job).toMatchObject({ kind: 'bind', state: 'done', total: 3, counts: { done: 3 } })
    expect(bound.items[0]).toMatchObject({
      step: 'bind',
      state: 'done',
      problem: null,
      changes: [{ field: 'appUser', from: null, to: USER }],
    })
    expect(await bindings()).toEqual(boundTo(rows, USER))
    const unbound = await run('unbind', rows)
    expect(unbound.job).toMatchObject({ kind: 'unbind', state: 'done', counts: { done: 3 } })
    expect(await bindings()).toEqual({})
    expect([await world().callsOf(BIND), await world().callsOf(UNBIND), bound.sent]).toEqual([
      3,
      3,
      [1, 1, 1],
    ])
  })

  test('a device somebody has already fails by itself with the code and words of the vendor', async () => {
    const [taken, ...others] = await world().devicesOf('acme-north')
    if (taken === undefined) throw new Error('The fleet has no such device.')
    await run('bind', [taken], OTHER)
    const { job, items } = await run('bind', [taken, ...others])
    expect(job).toMatchObject({ state: 'done', counts: { done: 2, failed: 1 } })
    expect(items[0]).toMatchObject({
      state: 'failed',
      problem: { word: 'refused', code: 10, vendorWords: 'The device is already bound' },
    })
    expect(await bindings()).toEqual({ ...boundTo([taken], OTHER), ...boundTo(others, USER) })
  })

  test('detaching what is not attached to that user is nothing to do, and takes nobody else from it', async () => {
    const [mine, free] = await world().devicesOf('acme-north')
    if (mine === undefined || free === undefined) throw new Error('The fleet has no two such devices.')
    await run('bind', [mine], OTHER)
    const { job, items } = await run('unbind', [mine, free])
    expect(job).toMatchObject({ state: 'done', counts: { skipped: 2 } })
    expect(items.map((item) => item?.problem?.word)).toEqual(['already', 'already'])
    expect(await bindings()).toEqual(boundTo([mine], OTHER))
  })

  test('a user the vendor does not know is refused device by device, in its words', async () => {
    const rows = (await world().devicesOf('acme-north')).slice(0, 2)
    const { job, items } = await run('bind', rows, 'nobody-here')
    expect(job).toMatchObject({ state: 'done', counts: { failed: 2 } })
    expect(items[1]?.problem).toMatchObject({ word: 'refused', vendorWords: 'The account does not exist' })
    expect([await world().callsOf(BIND), await bindings()]).toEqual([2, {}])
  })
})

describeOnEachDatabase('a vendor line without such a method', () => {
  test('nothing begins there, and it is said why', async () => {
    const old = await JobsWorld.open('ts')
    try {
      const owner = await old.person('owner')
      const deviceIds = (await old.devicesOf('acme')).map(({ id }) => id)
      const asked = beginBinding(owner, { deviceIds, appUserLogin: USER, step: 'bind' })
      await expect(asked).rejects.toThrow(new DeviceJobError('not_supported'))
      expect(await old.writes()).toBe(0)
    } finally {
      await old.vendor.close()
    }
  })
})

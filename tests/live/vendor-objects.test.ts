import { beforeEach, expect, test } from 'vitest'
import type { Viewer } from '@/lib/server/access'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { callJimi } from '@/lib/server/jimi'
import { objectFinder } from '@/lib/server/services/object-owners'
import { describeOnEmbedded } from '../db/each-database'
import { makeViewer } from '../db/fixtures'
import { prepareLiveSetting } from './live-setting'
import type { Customer } from './vendor'

const GROUP_LIST = 'jimi.device.group.list'
const GROUP_UPDATE = 'jimi.device.group.update'
const GROUP_DELETE = 'jimi.device.group.delete'
const FENCE_LIST = 'jimi.open.platform.fence.list'
const FENCE_DETAIL = 'jimi.open.platform.fence.detail'
const FENCE_BIND = 'jimi.open.platform.fence.bind'
const FENCE_DELETE = 'jimi.open.platform.fence.delete'
const UPDATE = 'jimi.open.device.update'

const setting = prepareLiveSetting()

async function makeGroup(owner: Viewer, accountLogin: string): Promise<string> {
  const made = await callJimi(owner, 'jimi.device.group.create', { accountLogin, name: `Of ${accountLogin}` })
  return made.id
}

function makeFence(owner: Viewer, accountLogin: string, name = `Of ${accountLogin}`): Promise<string> {
  return callJimi(owner, 'jimi.open.platform.fence.create', {
    accountLogin,
    name,
    shape: 'circle',
    points: [{ lat: 41.15, lng: -8.61 }],
    radiusM: 300,
  })
}

/** What each call failed with; null for one that did not. */
async function failuresOf(calls: Promise<unknown>[]): Promise<unknown[]> {
  const results = await Promise.allSettled(calls)
  return results.map((result) => (result.status === 'rejected' ? result.reason : null))
}

describeOnEmbedded('objects that the vendor knows by id alone', () => {
  let customer: Customer
  let other: Customer
  let imei: string
  /** Someone who sees `acme-north` and the account below it, and may write. */
  let north: Viewer
  beforeEach(async () => {
    customer = await setting().knownTenant()
    other = await setting().knownTenant('other')
    imei = setting().vendor.world.imeisOf('acme')[0] ?? ''
    north = { ...makeViewer(customer.ref.tenantId, '/acme/acme-north/'), role: 'dispatcher' }
  })

  test('a group of a sub-account is renamed and deleted', async () => {
    const groupId = await makeGroup(customer.owner, 'north-depot')
    await callJimi(north, GROUP_UPDATE, { groupId, name: 'Night shift' })
    const groups = await callJimi(customer.owner, GROUP_LIST, { accountLogin: 'north-depot' })
    expect(groups.find(({ id }) => id === groupId)?.name).toBe('Night shift')
    await callJimi(customer.owner, GROUP_DELETE, { groupId })
    await expect(callJimi(customer.owner, GROUP_DELETE, { groupId })).rejects.toBeInstanceOf(NotFoundError)
    expect(await setting().callsOf(GROUP_DELETE)).toBe(1)
  })

  test('groups of another tenant, out of scope or unknown are one answer, and nothing is written', async () => {
    const foreign = await makeGroup(other.owner, 'other')
    const outOfScope = [
      await makeGroup(customer.owner, 'acme'),
      await makeGroup(customer.owner, 'acme-northwest'),
    ]
    const depot = setting().vendor.world.imeisOf('north-depot')[0] ?? ''
    const refused = [
      ...[foreign, 'f'.repeat(32)].map((groupId) => callJimi(customer.owner, GROUP_DELETE, { groupId })),
      ...outOfScope.map((groupId) => callJimi(north, GROUP_UPDATE, { groupId, name: 'Mine' })),
      ...[foreign, ...outOfScope].map((groupId) => callJimi(north, UPDATE, { imei: depot, groupId })),
    ]
    const missingDevice = callJimi(customer.owner, 'jimi.track.device.detail', { imei: '1'.repeat(15) })
    for (const failure of await failuresOf([missingDevice, ...refused]))
      expect(failure).toEqual(new NotFoundError())
    for (const method of [GROUP_UPDATE, GROUP_DELETE, UPDATE]) expect(await setting().callsOf(method)).toBe(0)
  })

  test('a fence of ours is read and bound', async () => {
    const fenceId = await makeFence(customer.owner, 'acme-north')
    expect((await callJimi(north, FENCE_DETAIL, { fenceId })).name).toBe('Of acme-north')
    const imeis = setting().vendor.world.imeisOf('north-depot')
    expect(await callJimi(north, FENCE_BIND, { fenceId, imeis, alerts: ['enter'] })).toBe(imeis.length)
  })

  test('a fence is looked for on all pages, first in the accounts named, and not in rows of other accounts', async () => {
    const asked: string[] = []
    const findOwner = objectFinder(async (_, { input }, { anew }) => {
      const { accountLogin, page = 0 } = input as { accountLogin: string; page?: number }
      if (!anew) return null
      asked.push(`${accountLogin} ${page}`)
      const rowOf = (owner: string, id: string) => ({ id, accountLogin: owner })
      const last = [rowOf('acme', 'upstairs'), rowOf(accountLogin, `last of ${accountLogin}`)]
      // 102 fences are three pages of at most 50.
      return { total: 102, rows: page === 3 ? last : [] } as never
    })
    const find = (id: string) =>
      findOwner(
        north,
        { kind: 'fence', id },
        { connectionId: customer.ref.id, logins: ['north-depot', 'acme'] },
      )
    expect(await find('last of north-depot')).toBe(customer.ref.id)
    expect(asked).toEqual(['north-depot 1', 'north-depot 2', 'north-depot 3'])
    expect(await find('upstairs')).toBeNull()
    expect(new Set(asked.map((each) => each.split(' ')[0]))).toEqual(new Set(['north-depot', 'acme-north']))
  })

  test('a fence that is not ours is refused, also beside devices and accounts that are', async () => {
    const foreign = await makeFence(other.owner, 'other')
    const outOfScope = await makeFence(customer.owner, 'acme-northwest')
    const depot = setting().vendor.world.imeisOf('north-depot')
    const refused = [
      callJimi(customer.owner, FENCE_BIND, { fenceId: foreign, imeis: [imei], alerts: ['enter'] }),
      callJimi(customer.owner, FENCE_DELETE, { accountLogin: 'acme', fenceId: foreign }),
      callJimi(customer.owner, FENCE_DETAIL, { fenceId: foreign }),
      callJimi(north, FENCE_BIND, { fenceId: outOfScope, imeis: depot, alerts: ['enter'] }),
      callJimi(north, FENCE_DETAIL, { fenceId: outOfScope }),
    ]
    for (const failure of await failuresOf(refused)) expect(failure).toBeInstanceOf(NotFoundError)
    for (const method of [FENCE_BIND, FENCE_DELETE, FENCE_DETAIL])
      expect(await setting().callsOf(method)).toBe(0)
  })

  test('a fence of ours beside a foreign device is refused without a look at the vendor', async () => {
    const fenceId = await makeFence(customer.owner, 'acme')
    const imeis = [imei, setting().vendor.world.imeisOf('other')[0] ?? '']
    const bind = callJimi(customer.owner, FENCE_BIND, { fenceId, imeis, alerts: ['enter'] })
    await expect(bind).rejects.toBeInstanceOf(NotFoundError)
    expect(await setting().callsOf(FENCE_LIST)).toBe(0)
  })

  test('a list known from before may prove, but only a new one disproves', async () => {
    await callJimi(customer.owner, GROUP_LIST, { accountLogin: 'acme-north' })
    // Another tenant with the same vendor account: its writes leave the answers of the first alone.
    const twin = await setting().knownTenant('acme-north')
    const groupId = await makeGroup(twin.owner, 'acme-north')
    await callJimi(customer.owner, GROUP_UPDATE, { groupId, name: 'Seen at once' })
    await callJimi(customer.owner, GROUP_LIST, { accountLogin: 'acme-north' })
    const before = await setting().callsOf(GROUP_LIST)
    const [imei = ''] = setting().vendor.world.imeisOf('acme-north')
    await callJimi(customer.owner, UPDATE, { imei, groupId })
    expect(await setting().callsOf(GROUP_LIST)).toBe(before)
  })

  test('a list that cannot be read refuses with its own failure; an account the vendor forgot hides no others', async () => {
    const groupId = await makeGroup(customer.owner, 'acme-northwest')
    const { vendor } = setting()
    await vendor.fault({ kind: 'code', method: GROUP_LIST, code: 1100, times: 1 })
    await expect(callJimi(customer.owner, GROUP_DELETE, { groupId })).rejects.toThrow('1100')
    expect(await setting().callsOf(GROUP_DELETE)).toBe(0)
    await vendor.fault({ kind: 'code', method: GROUP_LIST, code: 1002, times: 1 })
    await callJimi(customer.owner, GROUP_DELETE, { groupId })
    expect(await setting().callsOf(GROUP_DELETE)).toBe(1)
  })

  test('a viewer reads a fence and writes nothing, and orders stay refused', async () => {
    const fenceId = await makeFence(customer.owner, 'acme')
    const viewer: Viewer = { ...customer.owner, role: 'viewer' }
    const refused = [
      callJimi(viewer, FENCE_BIND, { fenceId, imeis: [imei], alerts: ['enter'] }),
      callJimi(customer.owner, 'jimi.device.media.history.list.get', { requestKey: 'a'.repeat(32) }),
    ]
    for (const failure of await failuresOf(refused)) expect(failure).toBeInstanceOf(ForbiddenError)
    expect(await setting().callsOf(FENCE_LIST)).toBe(0)
    expect((await callJimi(viewer, FENCE_DETAIL, { fenceId })).id).toBe(fenceId)
  })
})

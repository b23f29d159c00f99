// Groups of devices at the vendor: made, renamed, filled and deleted, and what our devices then say.

import { beforeEach, expect, test, vi } from 'vitest'
import type { Viewer } from '@/lib/server/access'
import { listTenantRoster } from '@/lib/server/data/system/roster'
import { db } from '@/lib/server/db'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import {
  assignDevices,
  createDeviceGroup,
  deleteDeviceGroup,
  listDeviceGroups,
  renameDeviceGroup,
} from '@/lib/server/services/device-groups'
import { describeOnEachDatabase } from '../db/each-database'
import { prepareLiveSetting } from '../live/live-setting'
import { makeUser } from '../notify/notify-world'

const UPDATE = 'jimi.open.device.update'
const DEVICE_LIST = 'jimi.user.device.list'
const setting = prepareLiveSetting()

/** A device at which our own side breaks. */
const broken = vi.hoisted(() => ({ imei: '' }))
vi.mock('@/lib/server/jimi', async (load) => {
  const jimi = await load<typeof import('@/lib/server/jimi')>()
  const callJimi = (...args: Parameters<typeof jimi.callJimi>) => {
    const [, , input] = args
    if ('imei' in input && input.imei === broken.imei) throw new TypeError('Our side broke')
    return jimi.callJimi(...args)
  }
  return { ...jimi, callJimi }
})

describeOnEachDatabase('groups of devices', () => {
  let owner: Viewer
  let accountId: string
  let inAccount: string[]
  let elsewhere: string

  beforeEach(async () => {
    const { ref } = await setting().knownTenant()
    broken.imei = ''
    owner = await makeUser(ref.tenantId, { role: 'owner' })
    const account = await db().account.findFirstOrThrow({
      where: { tenantId: owner.tenantId, login: 'acme-north' },
    })
    accountId = account.id
    const devices = await db().device.findMany({
      where: { tenantId: owner.tenantId },
      orderBy: { imei: 'asc' },
    })
    inAccount = devices.filter((each) => each.accountId === accountId).map(({ id }) => id)
    elsewhere = devices.find((each) => each.accountId !== accountId)?.id ?? ''
  })

  const groupsOf = async () =>
    (await listDeviceGroups(owner, accountId)).groups.map(({ name, deviceCount }) => [name, deviceCount])
  const namesOf = async (ids: string[]) =>
    (await db().device.findMany({ where: { id: { in: ids } }, orderBy: { imei: 'asc' } })).map(
      ({ groupName }) => groupName,
    )

  test('a group is made, filled, renamed and deleted, and its devices follow', async () => {
    const id = await createDeviceGroup(owner, accountId, 'Night shift')
    const [first = '', second = ''] = inAccount
    const results = await assignDevices(owner, accountId, { groupId: id, deviceIds: [first, second] })
    expect(results.map(({ ok }) => ok)).toEqual([true, true])
    expect(await namesOf([first, second])).toEqual(['Night shift', 'Night shift'])
    expect(await groupsOf()).toContainEqual(['Night shift', 2])
    await renameDeviceGroup(owner, accountId, { groupId: id, name: "O'Night 100%" })
    expect(await namesOf([first, second])).toEqual(["O'Night 100%", "O'Night 100%"])
    expect(await groupsOf()).toContainEqual(["O'Night 100%", 2])
    await deleteDeviceGroup(owner, accountId, id)
    expect((await groupsOf()).map(([name]) => name)).not.toContain("O'Night 100%")
    // They are where the vendor lists them now.
    for (const name of await namesOf([first, second])) expect(name?.toLowerCase()).toBe('default group')
    const actions = await db().$queryRaw<{ action: string }[]>`
      SELECT action FROM audit_entry WHERE tenant_id = ${owner.tenantId}::uuid ORDER BY seq`
    expect(actions.map(({ action }) => action)).toEqual(
      ['create', 'assign', 'rename', 'delete'].map((verb) => `device_group.${verb}`),
    )
  })

  test('live lists follow every change of groups, as the scope of people may be one', async () => {
    const [first = ''] = inAccount
    const times: number[] = []
    const paths: (string | undefined)[] = []
    const look = async () => {
      const connection = await db().jimiConnection.findFirstOrThrow({ where: { tenantId: owner.tenantId } })
      times.push(connection.rosterSyncedAt?.getTime() ?? 0)
      paths.push((await listTenantRoster(owner.tenantId)).find(({ id }) => id === first)?.scopePath)
    }
    const id = await createDeviceGroup(owner, accountId, 'Live')
    await look()
    await assignDevices(owner, accountId, { groupId: id, deviceIds: [first] })
    await look()
    await renameDeviceGroup(owner, accountId, { groupId: id, name: 'Live too' })
    await look()
    await deleteDeviceGroup(owner, accountId, id)
    await look()
    // The live path reads a roster anew when its time is another one; a millisecond for each change.
    const [before = 0] = times
    expect(times).toEqual([before, before + 1, before + 2, before + 3])
    expect(new Set(paths.slice(1)).size).toBe(3)
  })

  test('devices that changed at the vendor before our side broke are written down', async () => {
    const [first = '', second = ''] = inAccount
    const id = await createDeviceGroup(owner, accountId, 'Half')
    const { imei } = await db().device.findFirstOrThrow({ where: { id: second } })
    broken.imei = imei
    const assigned = assignDevices(owner, accountId, { groupId: id, deviceIds: [first, second] })
    await expect(assigned).rejects.toBeInstanceOf(TypeError)
    expect(await namesOf([first])).toEqual(['Half'])
    const [entry] = await db().$queryRaw<{ action: string; detail: unknown }[]>`
      SELECT action, detail FROM audit_entry WHERE tenant_id = ${owner.tenantId}::uuid ORDER BY seq DESC LIMIT 1`
    const known = await db().device.findFirstOrThrow({ where: { id: first } })
    expect(entry).toMatchObject({ action: 'device_group.assign', detail: { imeis: [known.imei] } })
  })

  test('devices of a deleted group stand in none when the vendor does not tell where they are', async () => {
    const [first = ''] = inAccount
    const id = await createDeviceGroup(owner, accountId, 'Short')
    await assignDevices(owner, accountId, { groupId: id, deviceIds: [first] })
    await setting().vendor.fault({ kind: 'code', method: DEVICE_LIST, code: 1006, times: 1 })
    await deleteDeviceGroup(owner, accountId, id)
    expect(await namesOf([first])).toEqual([null])
  })

  test('each device fares for itself: refused ones, and those of other accounts, stay where they were', async () => {
    const [first = '', second = ''] = inAccount
    const before = await namesOf([second, elsewhere])
    const id = await createDeviceGroup(owner, accountId, 'Partly')
    await assignDevices(owner, accountId, { groupId: id, deviceIds: [first] })
    await setting().vendor.fault({ kind: 'code', method: UPDATE, code: 1100, times: 1 })
    const results = await assignDevices(owner, accountId, { groupId: id, deviceIds: [second, elsewhere] })
    expect(results.map(({ ok }) => ok)).toEqual([false, false])
    expect(results[1]?.message).toContain('another account')
    expect(await namesOf([second, elsewhere])).toEqual(before)
    expect(await namesOf([first])).toEqual(['Partly'])
  })

  test('a name is used once in an account, whatever its case', async () => {
    const id = await createDeviceGroup(owner, accountId, 'North')
    const taken = { code: 'group_name_taken' }
    await expect(createDeviceGroup(owner, accountId, 'NORTH')).rejects.toMatchObject(taken)
    const other = await createDeviceGroup(owner, accountId, 'South')
    await expect(
      renameDeviceGroup(owner, accountId, { groupId: other, name: 'north' }),
    ).rejects.toMatchObject(taken)
    await renameDeviceGroup(owner, accountId, { groupId: id, name: 'north' })
    expect(await groupsOf()).toContainEqual(['north', 0])
  })

  test('groups, accounts and devices out of scope are missing ones, and nobody acts without the right', async () => {
    const id = await createDeviceGroup(owner, accountId, 'Closed')
    const sibling = await makeUser(owner.tenantId, {
      role: 'distributor',
      scopePath: '/acme/acme-northwest/',
    })
    const own = await db().account.findFirstOrThrow({
      where: { tenantId: owner.tenantId, login: 'acme-northwest' },
    })
    const missing = new NotFoundError()
    for (const account of [accountId, own.id]) {
      await expect(renameDeviceGroup(sibling, account, { groupId: id, name: 'X' })).rejects.toEqual(missing)
      await expect(deleteDeviceGroup(sibling, account, id)).rejects.toEqual(missing)
      const deviceIds = inAccount.slice(0, 1)
      await expect(assignDevices(sibling, account, { groupId: id, deviceIds })).rejects.toEqual(missing)
    }
    await expect(listDeviceGroups(sibling, accountId)).rejects.toEqual(missing)
    await expect(createDeviceGroup(sibling, accountId, 'Y')).rejects.toEqual(missing)
    const mine = await createDeviceGroup(sibling, own.id, 'Mine')
    const foreign = { groupId: mine, deviceIds: inAccount.slice(0, 1) }
    await expect(assignDevices(sibling, own.id, foreign)).rejects.toEqual(missing)
    const dispatcher = await makeUser(owner.tenantId, { role: 'dispatcher' })
    await expect(createDeviceGroup(dispatcher, accountId, 'Z')).rejects.toBeInstanceOf(ForbiddenError)
    await expect(deleteDeviceGroup(dispatcher, accountId, id)).rejects.toBeInstanceOf(ForbiddenError)
    expect(await groupsOf()).toContainEqual(['Closed', 0])
  })

  test('a service without groups says so', async () => {
    await db().jimiConnection.updateMany({ where: { tenantId: owner.tenantId }, data: { profile: 'ts' } })
    expect(await listDeviceGroups(owner, accountId)).toMatchObject({ areSupported: false, groups: [] })
  })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { db } from '@/lib/server/db'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { deviceBook } from '@/lib/server/push/device-book'
import { stopPushes } from '@/lib/server/push/process'
import { forgetPushWriter } from '@/lib/server/push/push-writer'
import { exportPushRejects, listPushRejects, showPushReject } from '@/lib/server/services/push-rejects'
import { replayReject, replayRejects } from '@/lib/server/services/push-replay'
import { forgetSingleton } from '@/lib/server/singleton'
import { describeOnEachDatabase } from '../db/each-database'
import { account, device } from '../db/fixtures'
import { gpsItem, makePushTenant, type PushTenant, post } from './push-world'

const NEWCOMER = '860000000000555'

describeOnEachDatabase('rejected items', () => {
  let tenant: PushTenant
  let other: PushTenant
  beforeAll(async () => {
    for (const name of ['hook-book', 'device-book', 'push-receiver', 'push-ledger']) forgetSingleton(name)
    tenant = await makePushTenant([])
    other = await makePushTenant([])
    const items = [1, 2, 3].map((second) => gpsItem(NEWCOMER, second))
    const bad = { ...gpsItem(NEWCOMER, 4), lat: 91 }
    const list = JSON.stringify([...items, bad])
    await post(tenant.hook, 'pushgps', { form: { token: tenant.token, data_list: list } })
  })
  afterAll(async () => {
    await stopPushes()
    forgetPushWriter()
  })

  const one = async (reason: string) => {
    const { rejects } = await listPushRejects(tenant.owner, { reason }, 1)
    const [first] = rejects
    if (!first) throw new Error('nothing was rejected')
    return first
  }

  test('are counted by reason and topic, listed a page at a time, and shown as they came', async () => {
    const { groups, total, rejects } = await listPushRejects(tenant.owner, { state: 'waiting' }, 1)
    expect(groups.map(({ reason, topic, count }) => [reason, topic, count])).toEqual([
      ['unknown_device', 'pushgps', 3],
      ['out_of_range', 'pushgps', 1],
    ])
    expect([total, rejects.length]).toEqual([4, 4])
    expect((await listPushRejects(tenant.owner, {}, 2)).rejects).toEqual([])
    const shown = await showPushReject(tenant.owner, (await one('out_of_range')).id)
    expect(JSON.parse(shown.text ?? '')).toMatchObject({ deviceImei: NEWCOMER, lat: 91 })
  })

  test('are exported as JSON lines with what came', async () => {
    const text = await new Response(
      await exportPushRejects(tenant.owner, { reason: 'unknown_device' }),
    ).text()
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toHaveLength(3)
    expect(lines.map(({ raw }) => JSON.parse(raw).deviceImei)).toEqual(Array(3).fill(NEWCOMER))
  })

  test('tried again before the cause is gone stay where they are', async () => {
    expect(await replayRejects(tenant.owner, {})).toEqual({ stored: 0, rejected: 4, left: 0 })
    expect(await db().position.count({ where: { tenantId: tenant.tenantId } })).toBe(0)
    expect(await db().pushReject.count({ where: { tenantId: tenant.tenantId } })).toBe(4)
  })

  test('are stored once the device is known, and say so; what is wrong in itself stays wrong', async () => {
    await syncRoster(tenant.tenantId, tenant.connectionId, {
      accounts: [account('top')],
      devices: [device(NEWCOMER, 'top')],
    })
    deviceBook().forget(tenant.tenantId)
    const first = await one('unknown_device')
    expect(await replayReject(tenant.owner, first.id)).toEqual({ stored: 1, rejected: 0, left: 0 })
    expect(await replayRejects(tenant.owner, { topic: 'pushgps' })).toEqual({
      stored: 2,
      rejected: 1,
      left: 0,
    })
    expect(await db().position.count({ where: { tenantId: tenant.tenantId } })).toBe(3)
    expect((await listPushRejects(tenant.owner, { state: 'replayed' }, 1)).total).toBe(3)
    expect((await listPushRejects(tenant.owner, { state: 'waiting' }, 1)).total).toBe(1)
    expect((await one('out_of_range')).replayedAt).toBeNull()
    const audited = await db().auditEntry.findMany({ where: { tenantId: tenant.tenantId } })
    expect(audited.map(({ action }) => action)).toContain('push_reject.replay')
  })

  test('cannot be made to smuggle in more than the one item they are', async () => {
    const { id } = await one('out_of_range')
    const raw = Buffer.from(
      `${JSON.stringify(gpsItem(NEWCOMER, 20))},${JSON.stringify(gpsItem(NEWCOMER, 21))}`,
    )
    await db().pushReject.update({ where: { tenantId_id: { tenantId: tenant.tenantId, id } }, data: { raw } })
    expect(await replayReject(tenant.owner, id)).toEqual({ stored: 0, rejected: 1, left: 0 })
    expect(await db().position.count({ where: { tenantId: tenant.tenantId } })).toBe(3)
  })

  test('are nobody else’s: another tenant finds none, another role is refused', async () => {
    const { id } = (await listPushRejects(tenant.owner, {}, 1)).rejects[0] ?? { id: '' }
    await expect(showPushReject(other.owner, id)).rejects.toThrow(NotFoundError)
    await expect(replayReject(other.owner, id)).rejects.toThrow(NotFoundError)
    expect((await listPushRejects(other.owner, {}, 1)).total).toBe(0)
    const dispatcher = { ...tenant.owner, role: 'dispatcher' as const }
    await expect(listPushRejects(dispatcher, {}, 1)).rejects.toThrow(ForbiddenError)
    await expect(exportPushRejects(dispatcher, {})).rejects.toThrow(ForbiddenError)
    await expect(replayRejects(dispatcher, {})).rejects.toThrow(ForbiddenError)
  })
})

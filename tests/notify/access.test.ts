import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { newRuleDefinition, type RuleDefinition } from '@/lib/domain/alarm-rules'
import * as rules from '@/lib/server/data/notify-rules'
import { listNotices, markNoticesRead, removeBrowser } from '@/lib/server/data/notify-settings'
import { storeSubscription } from '@/lib/server/data/system/notify-people'
import { db } from '@/lib/server/db'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { RuleWatch } from '@/lib/server/notify/rule-watch'
import { listRules, saveRule } from '@/lib/server/services/notify-rules'
import { describeOnOneDatabase } from '../db/each-database'
import { makeUser, makeWorld, raise, standingClock, type World } from './notify-world'

const draft = (over: Partial<RuleDefinition> = {}, name = 'Rule') => ({
  name,
  enabled: true,
  definition: { ...newRuleDefinition('UTC'), severities: ['warning' as const], ...over },
})

describeOnOneDatabase('who may see and change rules', () => {
  let world: World
  let stranger: World

  beforeAll(async () => {
    ;[world, stranger] = [await makeWorld(), await makeWorld()]
  })

  test('owners change rules, dispatchers see what they say, viewers see none', async () => {
    const { owner, tenantId, deviceId } = world
    const vehicles = { deviceIds: [deviceId], accountIds: [] }
    const id = await rules.saveRule(owner, null, draft({ vehicles }, 'Mine'))
    const dispatcher = await makeUser(tenantId, { scopePath: '/elsewhere/' })
    const seen = (await listRules(dispatcher)).rules.find((rule) => rule.id === id)
    expect(seen).toMatchObject({ name: 'Mine', definition: null })
    // The vehicle lies outside their scope, so they learn how many there are, and not which.
    expect(seen?.summary).toMatchObject({ vehicles: [], vehicleCount: 1 })
    await expect(rules.saveRule(dispatcher, id, draft())).rejects.toThrow(ForbiddenError)
    await expect(rules.removeRule(dispatcher, id)).rejects.toThrow(ForbiddenError)
    await expect(rules.setRuleEnabled(dispatcher, id, false)).rejects.toThrow(ForbiddenError)
    await expect(rules.moveRule(dispatcher, id, 1)).rejects.toThrow(ForbiddenError)
    await expect(listRules(await makeUser(tenantId, { role: 'viewer' }))).rejects.toThrow(ForbiddenError)
    await rules.removeRule(owner, id)
  })

  test("another tenant's rule does not exist, and nothing of another tenant can be named in one", async () => {
    const { owner } = world
    const id = await rules.saveRule(owner, null, draft())
    for (const work of [
      () => rules.saveRule(stranger.owner, id, draft()),
      () => rules.removeRule(stranger.owner, id),
      () => rules.setRuleEnabled(stranger.owner, id, false),
      () => rules.moveRule(stranger.owner, id, 1),
      () => rules.saveRule(owner, randomUUID(), draft()),
      () =>
        rules.saveRule(owner, null, draft({ vehicles: { deviceIds: [stranger.deviceId], accountIds: [] } })),
      () => rules.saveRule(owner, null, draft({ fenceIds: [randomUUID()] })),
      () =>
        rules.saveRule(
          owner,
          null,
          draft({ recipients: { userIds: [stranger.owner.userId], roles: [], addresses: [] } }),
        ),
      () =>
        rules.saveRule(
          owner,
          null,
          draft({ ways: { app: true, push: false, mail: false, webhookIds: [randomUUID()] } }),
        ),
    ])
      await expect(work()).rejects.toThrow(NotFoundError)
    await rules.removeRule(owner, id)
  })

  test('a draft that is no rule comes back with words for its fields, and nothing is stored', async () => {
    const before = (await rules.listRules(world.owner)).length
    expect(await saveRule(world.owner, null, draft({ kinds: [] }, ''))).toEqual({
      problems: [
        { field: 'name', problem: 'noName' },
        { field: 'kinds', problem: 'noKinds' },
      ],
    })
    expect(await rules.listRules(world.owner)).toHaveLength(before)
  })

  test('rules keep their order, and every change stands in the audit trail', async () => {
    const { owner, tenantId } = stranger
    const ids = [] as string[]
    for (const name of ['a', 'b', 'c']) ids.push(await rules.saveRule(owner, null, draft({}, name)))
    await rules.moveRule(owner, ids[2] ?? '', -1)
    await rules.moveRule(owner, ids[0] ?? '', -1)
    expect((await rules.listRules(owner)).map(({ name }) => name)).toEqual(['a', 'c', 'b'])
    await rules.setRuleEnabled(owner, ids[0] ?? '', false)
    const actions = await db().auditEntry.findMany({ where: { tenantId }, orderBy: { seq: 'asc' } })
    expect(actions.map(({ action }) => action)).toEqual([
      ...Array(3).fill('alarm_rule.create'),
      'alarm_rule.disable',
    ])
  })

  test("a person's list, read marks and browsers are their own", async () => {
    const { owner, tenantId, deviceId } = world
    const colleague = await makeUser(tenantId, { role: 'owner' })
    await rules.saveRule(owner, null, draft())
    await raise(tenantId, deviceId, { receivedAt: new Date(Date.now() + 5_000) })
    await new RuleWatch({ tenantId, clock: standingClock() }).step('1')
    await markNoticesRead(colleague)
    expect(await listNotices(colleague)).toMatchObject({
      unread: 0,
      notices: [{ readAt: expect.any(String) }],
    })
    expect(await listNotices(owner)).toMatchObject({ unread: 1, notices: [{ readAt: null }] })
    const keys = { p256dh: 'p'.repeat(87), auth: 'a'.repeat(22), label: 'x' }
    const browser = await storeSubscription(owner, { ...keys, endpoint: 'https://push.example/own' })
    await expect(removeBrowser(colleague, browser)).rejects.toThrow(NotFoundError)
    await removeBrowser(owner, browser)
  })
})

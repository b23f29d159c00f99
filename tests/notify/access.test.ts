import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { newRuleDefinition, type RuleDefinition } from '@/lib/domain/alarm-rules'
import type { Viewer } from '@/lib/server/access'
import * as rules from '@/lib/server/data/notify-rules'
import {
  addReceiver,
  forgetBrowser,
  listBrowsers,
  listNotices,
  markNoticesRead,
  removeBrowser,
  removeReceiver,
} from '@/lib/server/data/notify-settings'
import { storeSubscription } from '@/lib/server/data/system/notify-people'
import { db } from '@/lib/server/db'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { RuleWatch } from '@/lib/server/notify/rule-watch'
import { listRules, saveRule } from '@/lib/server/services/notify-rules'
import { describeOnEachDatabase } from '../db/each-database'
import { makeUser, makeWorld, raise, standingClock, type World } from './notify-world'

/** Stores a rule over the one with this id as it is now, and answers its id. */
async function save(viewer: Viewer, id: string | null, rule: ReturnType<typeof draft>): Promise<string> {
  const stored = id === null ? null : await db().alarmRule.findFirst({ where: { id } })
  const seen = id === null ? null : { id, updatedAt: stored?.updatedAt ?? new Date() }
  const saved = await rules.saveRule(viewer, seen, rule)
  return 'id' in saved ? saved.id : ''
}

const draft = (over: Partial<RuleDefinition> = {}, name = 'Rule') => ({
  name,
  enabled: true,
  definition: { ...newRuleDefinition('UTC'), severities: ['warning' as const], ...over },
})

describeOnEachDatabase('who may see and change rules', () => {
  let world: World
  let stranger: World

  beforeAll(async () => {
    ;[world, stranger] = [await makeWorld(), await makeWorld()]
  })

  test('owners change rules, dispatchers see what they say, viewers see none', async () => {
    const { owner, tenantId, deviceId } = world
    const vehicles = { deviceIds: [deviceId], accountIds: [] }
    const id = await save(owner, null, draft({ vehicles }, 'Mine'))
    const dispatcher = await makeUser(tenantId, { scopePath: '/elsewhere/' })
    const seen = (await listRules(dispatcher)).rules.find((rule) => rule.id === id)
    expect(seen).toMatchObject({ name: 'Mine', definition: null })
    // The vehicle lies outside their scope, so they learn how many there are, and not which.
    expect(seen?.summary).toMatchObject({ vehicles: [], vehicleCount: 1 })
    await expect(save(dispatcher, id, draft())).rejects.toThrow(ForbiddenError)
    await expect(rules.removeRule(dispatcher, id)).rejects.toThrow(ForbiddenError)
    await expect(rules.setRuleEnabled(dispatcher, id, false)).rejects.toThrow(ForbiddenError)
    await expect(rules.moveRule(dispatcher, id, 1)).rejects.toThrow(ForbiddenError)
    await expect(listRules(await makeUser(tenantId, { role: 'viewer' }))).rejects.toThrow(ForbiddenError)
    await rules.removeRule(owner, id)
  })

  test("another tenant's rule does not exist, and nothing of another tenant can be named in one", async () => {
    const { owner } = world
    const id = await save(owner, null, draft())
    for (const work of [
      () => save(stranger.owner, id, draft()),
      () => rules.removeRule(stranger.owner, id),
      () => rules.setRuleEnabled(stranger.owner, id, false),
      () => rules.moveRule(stranger.owner, id, 1),
      () => save(owner, randomUUID(), draft()),
      () => save(owner, null, draft({ vehicles: { deviceIds: [stranger.deviceId], accountIds: [] } })),
      () => save(owner, null, draft({ fenceIds: [randomUUID()] })),
      () =>
        save(
          owner,
          null,
          draft({ recipients: { userIds: [stranger.owner.userId], roles: [], addresses: [] } }),
        ),
      () =>
        save(
          owner,
          null,
          draft({ ways: { app: true, push: false, mail: false, webhookIds: [randomUUID()] } }),
        ),
    ])
      await expect(work()).rejects.toThrow(NotFoundError)
    await rules.removeRule(owner, id)
  })

  test('what a rule names and is gone may stay in it, and nothing else that is gone comes in', async () => {
    const { owner } = world
    const receiver = await addReceiver(owner, { name: 'x', url: 'https://a.example', enabled: true }, 's')
    const ways = (...webhookIds: string[]) => ({ ways: { app: true, push: false, mail: false, webhookIds } })
    const id = await save(owner, null, draft(ways(receiver)))
    await removeReceiver(owner, receiver)
    expect(await save(owner, id, draft(ways(receiver), 'Renamed'))).toBe(id)
    await expect(save(owner, id, draft(ways(receiver, randomUUID())))).rejects.toThrow(NotFoundError)
    await save(owner, id, draft(ways()))
    await expect(save(owner, id, draft(ways(receiver)))).rejects.toThrow(NotFoundError)
    await rules.removeRule(owner, id)
  })

  test('who saves over a change they have not seen is told so, and a save switches nothing on', async () => {
    const { owner } = world
    const id = await save(owner, null, draft())
    const read = async () => (await rules.listRules(owner)).find((rule) => rule.id === id)
    const seen = { id, updatedAt: (await read())?.updatedAt ?? new Date() }
    await rules.setRuleEnabled(owner, id, false)
    const refused = await rules.saveRule(owner, seen, draft({}, 'Late'))
    expect(refused).toEqual({ changedAt: (await read())?.updatedAt })
    expect(await read()).toMatchObject({ name: 'Rule', enabled: false })
    if ('changedAt' in refused)
      await rules.saveRule(owner, { id, updatedAt: refused.changedAt }, draft({}, 'Late'))
    expect(await read()).toMatchObject({ name: 'Late', enabled: false })
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
    for (const name of ['a', 'b', 'c']) ids.push(await save(owner, null, draft({}, name)))
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
    await save(owner, null, draft())
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
    await storeSubscription(owner, { ...keys, endpoint: 'https://push.example/own' })
    await forgetBrowser(colleague, 'https://push.example/own')
    expect(await listBrowsers(owner)).toHaveLength(1)
    await forgetBrowser(owner, 'https://push.example/own')
    expect(await listBrowsers(owner)).toEqual([])
  })
})

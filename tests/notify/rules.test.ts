import { beforeEach, expect, test } from 'vitest'
import { noticeSchema } from '@/lib/domain/api/notify'
import { insertAlarms } from '@/lib/server/data/system/alarms'
import { storeSubscription } from '@/lib/server/data/system/notify-people'
import { db } from '@/lib/server/db'
import { localBus } from '@/lib/server/live/live-bus'
import { RuleRunner } from '@/lib/server/notify/rule-runner'
import { RuleWatch } from '@/lib/server/notify/rule-watch'
import { createFence } from '@/lib/server/services/fences'
import { describeOnEachDatabase } from '../db/each-database'
import {
  makeRule,
  makeUser,
  makeWorld,
  NOBODY,
  noticesOf,
  raise,
  standingClock,
  WAYS,
  type World,
} from './notify-world'

const NIGHT = [{ days: [0, 1, 2, 3, 4, 5, 6], fromMin: 0, toMin: 1439 }]

describeOnEachDatabase('alarms held against rules', () => {
  let world: World
  let clock: ReturnType<typeof standingClock>
  let watch: RuleWatch

  beforeEach(async () => {
    world = await makeWorld()
    clock = standingClock()
    watch = new RuleWatch({ tenantId: world.tenantId, clock })
  })

  test('an alarm tells each recipient by each way once, however often and by however many it is looked at', async () => {
    const { tenantId, deviceId, owner } = world
    const ways = { ...WAYS, app: true, mail: true }
    const ruleId = await makeRule(tenantId, {
      ways,
      recipients: {
        ...NOBODY,
        roles: ['owner'],
        addresses: ['a@b.example', owner.email.toUpperCase(), 'A@b.example'],
      },
    })
    const alarm = await raise(tenantId, deviceId)
    const other = new RuleWatch({ tenantId, clock })
    await Promise.all([watch.step('1'), other.step('1')])
    await watch.step('1')
    const notices = await noticesOf(tenantId)
    expect(notices.map(({ way, recipient, status }) => `${way} ${recipient} ${status}`)).toEqual([
      `app ${owner.userId} delivered`,
      ...['A@b.example', owner.email].toSorted().map((address) => `mail ${address} waiting`),
    ])
    expect(notices.every((each) => each.alarmId === alarm.id && each.ruleId === ruleId)).toBe(true)
  })

  test('pushed and polled alarms count alike, and history that only a poll tells of calls nobody', async () => {
    const { tenantId, deviceId } = world
    await makeRule(tenantId)
    const hoursAgo = new Date(Date.now() - 3 * 3_600_000)
    const pushed = await raise(tenantId, deviceId, { code: '1' })
    const polled = await raise(tenantId, deviceId, { code: '2', way: 'poll' })
    await raise(tenantId, deviceId, { code: '3', way: 'poll', startedAt: hoursAgo })
    await watch.step('1')
    const told = (await noticesOf(tenantId)).map(({ alarmId }) => alarmId)
    expect(told.toSorted()).toEqual([pushed.id, polled.id].toSorted())
  })

  test('what came before a rule was made is none of its business', async () => {
    const { tenantId, deviceId } = world
    await raise(tenantId, deviceId)
    await makeRule(tenantId, {}, { activeSince: new Date(Date.now() + 1000) })
    await watch.step('1')
    expect(await noticesOf(tenantId)).toEqual([])
  })

  test('an alarm that was committed late is still found', async () => {
    const { tenantId, deviceId } = world
    await makeRule(tenantId)
    await watch.step('1')
    await raise(tenantId, deviceId, { receivedAt: new Date(Date.now() - 60_000) })
    await watch.step('1')
    expect(await noticesOf(tenantId)).toHaveLength(1)
  })

  test('people are told only of vehicles in their scope, by a rule that names them or their role', async () => {
    const { tenantId, deviceId } = world
    const inside = await makeUser(tenantId, { scopePath: '/top/' })
    await makeUser(tenantId, { scopePath: '/elsewhere/' })
    const disabled = await makeUser(tenantId)
    await db().user.update({ where: { id: disabled.userId }, data: { disabledAt: new Date() } })
    await makeRule(tenantId, { recipients: { ...NOBODY, roles: ['dispatcher'], userIds: [disabled.userId] } })
    await raise(tenantId, deviceId)
    await watch.step('1')
    expect((await noticesOf(tenantId)).map(({ recipient }) => recipient)).toEqual([inside.userId])
  })

  test('a fence is named only to people whose scope holds it', async () => {
    const { tenantId, deviceId, owner } = world
    const inside = await makeUser(tenantId, { scopePath: '/top/' })
    const fenceRef = await createFence(owner, {
      ...{ name: 'Depot', color: '#3b7aff', tags: [], description: '', enabled: true, deviceIds: null },
      shape: { kind: 'circle', center: { lat: 41, lng: -8 }, radiusM: 300 },
      rules: { enter: true, exit: false, dwellMin: null },
    })
    await makeRule(tenantId, { recipients: { ...NOBODY, roles: ['owner', 'dispatcher'] } })
    await raise(tenantId, deviceId, { fenceRef })
    await watch.step('1')
    const rows = await db().notification.findMany({ where: { tenantId } })
    const told = rows.map(({ recipient, content }) => [recipient, noticeSchema.parse(content).alarm.fence])
    expect(Object.fromEntries(told)).toEqual({ [owner.userId]: 'Depot', [inside.userId]: null })
  })

  test("each of a person's browsers gets a push of its own", async () => {
    const { tenantId, deviceId, owner } = world
    const keys = { p256dh: 'p'.repeat(87), auth: 'a'.repeat(22), label: 'Browser' }
    const one = await storeSubscription(owner, { ...keys, endpoint: 'https://push.example/1' })
    const two = await storeSubscription(owner, { ...keys, endpoint: 'https://push.example/2' })
    expect(await storeSubscription(owner, { ...keys, endpoint: 'https://push.example/1' })).toBe(one)
    await makeRule(tenantId, { ways: { ...WAYS, push: true } })
    await raise(tenantId, deviceId)
    await watch.step('1')
    expect((await noticesOf(tenantId)).map(({ recipient }) => recipient)).toEqual([one, two].toSorted())
  })

  test('a minimum duration waits for the alarm to last, and lets go of one that is over sooner', async () => {
    const { tenantId, deviceId, otherId } = world
    await makeRule(tenantId, { minDurationS: 60 })
    const lasting = await raise(tenantId, deviceId)
    const brief = await raise(tenantId, otherId)
    await watch.step('1')
    expect(await noticesOf(tenantId)).toEqual([])
    const endedAt = new Date(brief.startedAt.getTime() + 20_000)
    const end = { tenantId, deviceId: otherId, code: brief.code, endedAt, item: null, receivedAt: endedAt }
    await insertAlarms({ alarms: [], ends: [end] })
    clock.move(70_000)
    const other = new RuleWatch({ tenantId, clock })
    await Promise.all([watch.step('1'), other.step('1')])
    expect((await noticesOf(tenantId)).map(({ alarmId }) => alarmId)).toEqual([lasting.id])
    expect(await db().alarmRuleWait.count({ where: { tenantId } })).toBe(0)
  })

  test('a rule tells of one vehicle and kind only so often, and of others all the same', async () => {
    const { tenantId, deviceId, otherId } = world
    await makeRule(tenantId, { throttleMin: 10 })
    const at = (minutes: number) => new Date(Date.now() - 3_600_000 + minutes * 60_000)
    const first = await raise(tenantId, deviceId, { startedAt: at(0) })
    await raise(tenantId, deviceId, { startedAt: at(5) })
    await watch.step('1')
    await raise(tenantId, deviceId, { startedAt: at(9) })
    const third = await raise(tenantId, deviceId, { startedAt: at(11) })
    const other = await raise(tenantId, otherId, { startedAt: at(5) })
    const kind = await raise(tenantId, deviceId, { startedAt: at(5), code: 'x' })
    await watch.step('1')
    const told = (await noticesOf(tenantId)).map(({ alarmId }) => alarmId)
    expect(told.toSorted()).toEqual([first.id, third.id, other.id, kind.id].toSorted())
  })

  test('the first rule in order that sets a severity decides, also for those who are told by another', async () => {
    const { tenantId, deviceId } = world
    await makeRule(tenantId, { severity: 'critical', ways: WAYS }, { position: 1 })
    await makeRule(tenantId, { severity: 'info' }, { position: 2 })
    const alarm = await raise(tenantId, deviceId)
    await watch.step('1')
    const stored = await db().alarm.findFirstOrThrow({ where: { tenantId, id: alarm.id } })
    expect(stored).toMatchObject({ severity: 'warning', ruleSeverity: 'critical' })
    const [notice] = await db().notification.findMany({ where: { tenantId } })
    expect(notice?.content).toMatchObject({ alarm: { severity: 'critical' } })
  })

  test('a rule that waited tells the severity that an earlier rule has set', async () => {
    const { tenantId, deviceId } = world
    await makeRule(tenantId, { severity: 'critical', ways: WAYS }, { position: 1 })
    await makeRule(tenantId, { minDurationS: 60, severities: ['warning'] }, { position: 2 })
    await raise(tenantId, deviceId)
    await watch.step('1')
    clock.move(70_000)
    await watch.step('1')
    const [notice] = await db().notification.findMany({ where: { tenantId } })
    expect(notice?.content).toMatchObject({ alarm: { severity: 'critical' } })
  })

  test('quiet hours of the rule and of a person hold back or drop what disturbs, and never the list', async () => {
    const { tenantId, deviceId } = world
    const person = await makeUser(tenantId)
    const quiet = { spans: NIGHT, criticalBreaksThrough: true }
    await db().notifySetting.create({
      data: { tenantId, userId: person.userId, quiet: { ...quiet, mode: 'drop' } },
    })
    const ways = { ...WAYS, app: true, mail: true }
    await makeRule(tenantId, { ways, recipients: { ...NOBODY, userIds: [person.userId] } })
    await makeRule(tenantId, {
      ways: { ...WAYS, mail: true },
      recipients: { ...NOBODY, addresses: ['held@b.example'] },
      quiet: { ...quiet, mode: 'hold' },
    })
    clock.move(Date.parse('2026-11-23T12:00:00Z') - clock.now())
    await raise(tenantId, deviceId, { receivedAt: new Date(clock.now()), startedAt: new Date(clock.now()) })
    await raise(tenantId, deviceId, {
      receivedAt: new Date(clock.now()),
      code: 'sos',
      severity: 'critical',
      startedAt: new Date(clock.now()),
    })
    await watch.step('1')
    const shown = (await noticesOf(tenantId)).map(({ way, recipient, status, nextAttemptAt }) =>
      [
        way,
        recipient === person.email ? 'person' : recipient === person.userId ? 'id' : recipient,
        status,
        nextAttemptAt.getTime() > clock.now(),
      ].join(' '),
    )
    expect(shown.toSorted()).toEqual(
      [
        'app id delivered false',
        'app id delivered false',
        'mail person dropped false',
        'mail person waiting false',
        'mail held@b.example waiting true',
        'mail held@b.example waiting false',
      ].toSorted(),
    )
  })

  test('quiet hours of who chose no zone go by the clock they were set by, not by that of the rule', async () => {
    const { tenantId, deviceId } = world
    const people = await Promise.all([makeUser(tenantId), makeUser(tenantId)])
    const spans = [{ days: [0, 1, 2, 3, 4, 5, 6], fromMin: 22 * 60, toMin: 6 * 60 }]
    const quiet = { spans, mode: 'hold', criticalBreaksThrough: false }
    for (const [index, zone] of ['Africa/Nairobi', 'America/New_York'].entries())
      await db().notifySetting.create({
        data: { tenantId, userId: people[index]?.userId ?? '', quiet: { ...quiet, zone } },
      })
    await makeRule(tenantId, {
      ways: { ...WAYS, mail: true },
      recipients: { ...NOBODY, userIds: people.map(({ userId }) => userId) },
      timeZone: 'Asia/Kathmandu',
    })
    // 23:00 in Nairobi, 15:00 in New York, 01:45 in Kathmandu.
    clock.move(Date.parse('2026-11-23T20:00:00Z') - clock.now())
    await raise(tenantId, deviceId, { receivedAt: new Date(clock.now()), startedAt: new Date(clock.now()) })
    await watch.step('1')
    const dueAt = new Map(
      (await noticesOf(tenantId)).map(({ recipient, nextAttemptAt }) => [
        recipient,
        nextAttemptAt.toISOString(),
      ]),
    )
    expect(dueAt.get(people[0]?.email ?? '')).toBe('2026-11-24T03:00:00.000Z')
    expect(dueAt.get(people[1]?.email ?? '')).toBe('2026-11-23T20:00:00.000Z')
  })

  test('a rule that cannot be read costs the others nothing', async () => {
    const { tenantId, deviceId } = world
    const broken = await makeRule(tenantId)
    await db().alarmRule.update({
      where: { tenantId_id: { tenantId, id: broken } },
      data: { definition: { x: 1 } },
    })
    await makeRule(tenantId)
    await raise(tenantId, deviceId)
    await watch.step('1')
    expect(await noticesOf(tenantId)).toHaveLength(1)
  })

  test('of two processes one looks after a tenant, and the other takes over when it ends', async () => {
    const { tenantId, deviceId } = world
    await makeRule(tenantId)
    const bus = localBus(() => undefined)
    let woken = 0
    const options = {
      bus,
      onNotices: () => {
        woken += 1
      },
      clock,
    }
    const [one, two] = [new RuleRunner(options), new RuleRunner(options)]
    await raise(tenantId, deviceId, { code: '1' })
    await Promise.all([one.step(), two.step()])
    await one.stop()
    await raise(tenantId, deviceId, { code: '2' })
    two.noteChange()
    await two.step()
    await two.stop()
    expect(await noticesOf(tenantId)).toHaveLength(2)
    expect(woken).toBeGreaterThan(0)
  })
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { DELIVERY_PAGE, type DeliveryState, LOG_KEEP_DAYS } from '@/lib/domain/api/notify-log'
import { getDelivery } from '@/lib/server/data/notify-deliveries'
import { changeReceiver, removeReceiver } from '@/lib/server/data/notify-settings'
import {
  type ClaimedNotice,
  claimNotices,
  dropOldNotices,
  settleNotice,
} from '@/lib/server/data/system/notify-outbox'
import { db } from '@/lib/server/db'
import { forgetEnv } from '@/lib/server/env'
import { ForbiddenError, InvalidInputError, NotFoundError } from '@/lib/server/errors'
import { MAX_ATTEMPTS, OutboxSender, pauseMs } from '@/lib/server/notify/outbox-sender'
import { RuleWatch } from '@/lib/server/notify/rule-watch'
import { isWebhookGenuine } from '@/lib/server/notify/webhook'
import { deliveriesPage, sendAgain } from '@/lib/server/services/notify-deliveries'
import { saveWebhook, sendTest } from '@/lib/server/services/notify-settings'
import { describeOnEachDatabase } from '../db/each-database'
import { whileRecordRefuses } from '../db/refused-record'
import {
  makeRule,
  makeUser,
  makeWorld,
  NOBODY,
  raise,
  standingClock,
  startReceiver,
  WAYS,
  type World,
} from './notify-world'

describeOnEachDatabase('the log of deliveries', () => {
  let receiver: Awaited<ReturnType<typeof startReceiver>>
  let world: World
  let clock: ReturnType<typeof standingClock>
  let sender: OutboxSender
  let webhook: { id: string; secret: string | null }

  beforeAll(async () => {
    receiver = await startReceiver()
    process.env.MILEPOST_WEBHOOK_ALLOW = '127.0.0.1'
    forgetEnv()
  })
  afterAll(async () => {
    await receiver.close()
    Reflect.deleteProperty(process.env, 'MILEPOST_WEBHOOK_ALLOW')
    forgetEnv()
  })
  beforeEach(async () => {
    world = await makeWorld()
    clock = standingClock()
    sender = new OutboxSender({ clock })
    receiver.got.length = 0
    receiver.answers.length = 0
    const draft = { name: 'Ours', url: `${receiver.url}/hook`, enabled: true }
    webhook = await saveWebhook(world.owner, null, draft)
  })

  const sendDue = async () => {
    while ((await sender.step()) > 0);
  }

  /** An alarm that a rule tells the receiver of, sent once; answers the id of the delivery and of the rule. */
  const post = async (...answers: number[]) => {
    const { tenantId, deviceId, owner } = world
    receiver.answers.push(...answers)
    const ways = { ...WAYS, webhookIds: [webhook.id] }
    const ruleId = await makeRule(tenantId, { ways, recipients: NOBODY }, { name: 'Night' })
    await raise(tenantId, deviceId)
    await new RuleWatch({ tenantId, clock }).step('1')
    await sendDue()
    const { deliveries } = await deliveriesPage(owner, { way: 'webhook' })
    return { id: deliveries[0]?.id ?? '', ruleId }
  }

  const giveUp = async () => {
    const posted = await post(...Array(MAX_ATTEMPTS).fill(503))
    for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt += 1) {
      clock.move(pauseMs(attempt, 1))
      await sendDue()
    }
    return posted
  }

  const gotAt = (nth: number) => {
    const got = receiver.got[nth]
    if (!got) throw new Error(`The receiver has no post ${nth}.`)
    return got
  }

  const genuine = (nth: number) => {
    const { headers, body } = gotAt(nth)
    const given = {
      secret: webhook.secret ?? '',
      id: String(headers['webhook-id']),
      timestamp: String(headers['webhook-timestamp']),
      signature: String(headers['webhook-signature']),
      body: body.toString(),
    }
    return isWebhookGenuine(given, { nowS: clock.now() / 1000 })
  }

  test('each try stands in it with its answer, and the body as it was signed', async () => {
    const { owner } = world
    const { id } = await post(500)
    expect(await getDelivery(owner, id)).toMatchObject({
      delivery: {
        id,
        way: 'webhook',
        to: 'Ours',
        state: 'retrying',
        rule: 'Night',
        alarm: 'Overspeed',
        attempts: 1,
        httpStatus: 500,
        // Half a minute after the first try, by the clock that stands.
        nextAttemptAt: new Date(clock.now() + pauseMs(1, 0.5)).toISOString(),
      },
      body: receiver.got[0]?.body.toString(),
      tries: [{ attempt: 1, outcome: 'later', httpStatus: 500, words: expect.stringContaining('500') }],
    })
    clock.move(pauseMs(1, 1))
    await sendDue()
    const { delivery, body, tries } = await getDelivery(owner, id)
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 2, httpStatus: 201, nextAttemptAt: null })
    expect(tries.map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
      [2, 'delivered'],
      [1, 'later'],
    ])
    expect(receiver.got.map((got) => got.body.toString())).toEqual([body, body])
    expect(JSON.stringify(await getDelivery(owner, id))).not.toContain(webhook.secret)
  })

  test('who never answered stands there with words and without a status', async () => {
    await changeReceiver(world.owner, webhook.id, { url: 'http://127.0.0.1:1/' })
    const { id } = await post()
    expect(await getDelivery(world.owner, id)).toMatchObject({
      delivery: { state: 'retrying', httpStatus: null },
      body: expect.any(String),
      tries: [{ words: 'Nothing listens there: the connection was refused.' }],
    })
  })

  test('what was delivered goes again under the same id, byte by byte, with a new time and signature', async () => {
    const { owner, tenantId } = world
    const { id, ruleId } = await post()
    // The rule is gone and the vehicle renamed: an owner asked for this very post.
    await db().alarmRule.deleteMany({ where: { tenantId, id: ruleId } })
    await db().device.updateMany({ where: { tenantId }, data: { name: 'Renamed' } })
    clock.move(3_600_000)
    expect(await sendAgain(owner, id, clock)).toBeNull()
    expect((await getDelivery(owner, id)).delivery).toMatchObject({ state: 'waiting', settledAt: null })
    expect(await sendAgain(owner, id, clock)).toBe('under_way')
    await sendDue()
    const [first, second] = receiver.got
    expect(receiver.got).toHaveLength(2)
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
    expect(second?.body.equals(first?.body ?? Buffer.of())).toBe(true)
    const passed = Number(second?.headers['webhook-timestamp']) - Number(first?.headers['webhook-timestamp'])
    expect(passed).toBe(3600)
    expect([genuine(0), genuine(1)]).toEqual([false, true])
    expect((await getDelivery(owner, id)).delivery).toMatchObject({ state: 'delivered', attempts: 2 })
    const audit = await db().auditEntry.findMany({ where: { tenantId, action: 'delivery.send_again' } })
    expect(audit).toMatchObject([{ target: id, actorId: owner.userId, detail: { to: 'Ours' } }])
  })

  test('what was given up and is sent again has all its tries anew, and keeps the old ones on record', async () => {
    const { owner } = world
    const { id } = await giveUp()
    expect((await getDelivery(owner, id)).delivery).toMatchObject({ state: 'failed', attempts: MAX_ATTEMPTS })
    receiver.answers.push(503)
    expect(await sendAgain(owner, id, clock)).toBeNull()
    await sendDue()
    expect((await getDelivery(owner, id)).delivery).toMatchObject({
      state: 'retrying',
      attempts: MAX_ATTEMPTS + 1,
      nextAttemptAt: new Date(clock.now() + pauseMs(1, 0.5)).toISOString(),
    })
    clock.move(pauseMs(1, 1))
    await sendDue()
    const { delivery, tries } = await getDelivery(owner, id)
    expect(delivery.state).toBe('delivered')
    expect(tries).toHaveLength(MAX_ATTEMPTS + 2)
  })

  test('an address that leads inside by now is refused when it is sent again, and nothing leaves', async () => {
    const { owner, tenantId } = world
    const { id } = await post()
    const where = { tenantId_id: { tenantId, id: webhook.id } }
    await db().webhookEndpoint.update({ where, data: { url: 'http://10.0.0.1/' } })
    expect(await sendAgain(owner, id, clock)).toBeNull()
    await sendDue()
    expect(receiver.got).toHaveLength(1)
    expect((await getDelivery(owner, id)).delivery).toMatchObject({
      state: 'failed',
      httpStatus: null,
      lastWords: expect.stringContaining('10.0.0.1'),
    })
  })

  test('a receiver that is off or gone is not sent to again, and the reason is said', async () => {
    const { owner } = world
    const { id } = await post()
    await changeReceiver(owner, webhook.id, { enabled: false })
    expect(await sendAgain(owner, id, clock)).toBe('receiver_off')
    await removeReceiver(owner, webhook.id)
    expect(await sendAgain(owner, id, clock)).toBe('receiver_gone')
    expect((await getDelivery(owner, id)).delivery).toMatchObject({ to: null, state: 'delivered' })
  })

  test('of two who ask at once it is sent once', async () => {
    const { owner } = world
    const { id } = await post()
    const answers = await Promise.all([sendAgain(owner, id, clock), sendAgain(owner, id, clock)])
    expect(answers.toSorted()).toEqual(['under_way', null].toSorted())
    await sendDue()
    expect(receiver.got).toHaveLength(2)
  })

  test('what cannot be put on record is not sent again', async () => {
    const { owner } = world
    const { id } = await post()
    await whileRecordRefuses('delivery.send_again', async () => {
      await expect(sendAgain(owner, id, clock)).rejects.toThrow()
    })
    expect((await getDelivery(owner, id)).delivery.state).toBe('delivered')
    await sendDue()
    expect(receiver.got).toHaveLength(1)
  })

  test('a sender that slept past its lease settles nothing of whoever sends by now', async () => {
    const { owner } = world
    // The longest a lease holds, ms: LEASE_MS of the sender.
    const limits = { limit: 20, perTenant: 10, perRecipient: 2, leaseMs: 120_000 }
    const { id } = await post(503)
    clock.move(pauseMs(1, 1))
    const claim = async () => {
      const notice = (await claimNotices(new Date(clock.now()), limits)).find((each) => each.id === id)
      if (!notice) throw new Error('The notification was not to be had.')
      return notice
    }
    const settle = (notice: ClaimedNotice, kind: 'delivered' | 'failed') => {
      const at = new Date(clock.now())
      const outcome = { kind, words: `${kind} by try ${notice.attempts}` }
      return settleNotice(notice, { status: kind, words: outcome.words, outcome, at, nextAttemptAt: at })
    }
    const slept = await claim()
    clock.move(limits.leaseMs)
    const awake = await claim()
    await settle(slept, 'failed')
    const leased = await db().notification.findFirstOrThrow({ where: { id } })
    expect([leased.status, leased.leaseUntil?.getTime()]).toEqual(['waiting', clock.now() + limits.leaseMs])
    await settle(awake, 'delivered')
    const { status, lastWords } = await db().notification.findFirstOrThrow({ where: { id } })
    expect([status, lastWords]).toEqual(['delivered', 'delivered by try 3'])
    // What was tried stays on record, whoever was late with it.
    expect((await getDelivery(owner, id)).tries.map(({ attempt }) => attempt).toSorted()).toEqual([1, 2, 3])
  })

  test('a test stands in it like any other, and can be sent again', async () => {
    const { owner } = world
    receiver.answers.push(500)
    await sendTest(owner, { way: 'webhook', id: webhook.id })
    const [row] = (await deliveriesPage(owner, { way: 'webhook', receiver: webhook.id })).deliveries
    expect(row).toMatchObject({ isTest: true, state: 'failed', attempts: 1, httpStatus: 500 })
    expect(await sendAgain(owner, row?.id ?? '', clock)).toBeNull()
    clock.move(1_000)
    await sendDue()
    expect(receiver.got[1]?.body.equals(receiver.got[0]?.body ?? Buffer.of())).toBe(true)
  })

  test('a mail that was given up may go again by the rule as it is now, one that arrived may not', async () => {
    const { owner, tenantId, deviceId } = world
    const recipients = { ...NOBODY, addresses: ['a@b.example'] }
    const ruleId = await makeRule(tenantId, { ways: { ...WAYS, mail: true }, recipients })
    await raise(tenantId, deviceId)
    await new RuleWatch({ tenantId, clock }).step('1')
    // No mail server is named here, so it is given up at once.
    await sendDue()
    const [row] = (await deliveriesPage(owner, { way: 'mail' })).deliveries
    const id = row?.id ?? ''
    expect(row).toMatchObject({ to: 'a@b.example', state: 'failed', attempts: 1 })
    expect(await sendAgain(owner, id, clock)).toBeNull()
    await db().alarmRule.deleteMany({ where: { tenantId, id: ruleId } })
    await sendDue()
    const { delivery, body } = await getDelivery(owner, id)
    expect(delivery).toMatchObject({
      state: 'dropped',
      lastWords: 'The rule was taken away or switched off.',
    })
    expect(body).toBeNull()
    await db().notification.updateMany({ where: { tenantId, id }, data: { status: 'delivered' } })
    expect(await sendAgain(owner, id, clock)).toBe('not_again')
  })

  test('pages follow each other without a gap or a repetition, also where moments are the same', async () => {
    const { owner, tenantId } = world
    const at = new Date(clock.now())
    const count = DELIVERY_PAGE + 7
    await db().notification.createMany({
      data: Array.from({ length: count }, (_, nth) => ({
        tenantId,
        id: randomUUID(),
        way: 'webhook',
        recipient: webhook.id,
        content: {},
        status: nth % 2 === 0 ? 'failed' : 'delivered',
        nextAttemptAt: at,
        createdAt: new Date(at.getTime() - Math.floor(nth / 4) * 1_000),
      })),
    })
    const first = await deliveriesPage(owner, { way: 'webhook', receiver: webhook.id })
    const second = await deliveriesPage(owner, { way: 'webhook', cursor: first.next ?? '' })
    const ids = [...first.deliveries, ...second.deliveries].map(({ id }) => id)
    expect([first.deliveries.length, second.next]).toEqual([DELIVERY_PAGE, null])
    expect(new Set(ids).size).toBe(count)
    const failed = await deliveriesPage(owner, { way: 'webhook', state: 'failed' })
    expect(failed.deliveries).toHaveLength(Math.ceil(count / 2))
    expect((await deliveriesPage(owner, { way: 'webhook', state: 'retrying' })).deliveries).toEqual([])
    await expect(deliveriesPage(owner, { way: 'webhook', cursor: 'x' })).rejects.toThrow(InvalidInputError)
  })

  test('narrowed to a state it lists what stands in it and nothing else', async () => {
    const { owner } = world
    const { id } = await post(503)
    const listed = async (state: DeliveryState) =>
      (await deliveriesPage(owner, { way: 'webhook', state })).deliveries.map((row) => row.id)
    expect([await listed('retrying'), await listed('waiting'), await listed('failed')]).toEqual([
      [id],
      [],
      [],
    ])
    clock.move(pauseMs(1, 1))
    await sendDue()
    expect([await listed('retrying'), await listed('delivered')]).toEqual([[], [id]])
    await sendAgain(owner, id, clock)
    expect([await listed('waiting'), await listed('retrying')]).toEqual([[id], []])
  })

  test('only owners read it or send again, and what is of another tenant does not exist', async () => {
    const { tenantId } = world
    const { id } = await post()
    const stranger = await makeWorld()
    for (const role of ['distributor', 'dispatcher', 'viewer'] as const) {
      const person = await makeUser(tenantId, { role })
      await expect(deliveriesPage(person, { way: 'webhook' })).rejects.toThrow(ForbiddenError)
      await expect(getDelivery(person, id)).rejects.toThrow(ForbiddenError)
      await expect(sendAgain(person, id, clock)).rejects.toThrow(ForbiddenError)
    }
    await expect(getDelivery(stranger.owner, id)).rejects.toThrow(NotFoundError)
    await expect(sendAgain(stranger.owner, id, clock)).rejects.toThrow(NotFoundError)
    const theirs = await deliveriesPage(stranger.owner, { way: 'webhook', receiver: webhook.id })
    expect(theirs.deliveries).toEqual([])
  })

  test('it is kept for as long as the page says, with its tries', async () => {
    const { owner, tenantId } = world
    const { id } = await post()
    const day = 86_400_000
    await dropOldNotices(new Date(clock.now() + (LOG_KEEP_DAYS - 1) * day))
    expect((await getDelivery(owner, id)).tries).toHaveLength(1)
    await dropOldNotices(new Date(clock.now() + (LOG_KEEP_DAYS + 1) * day))
    await expect(getDelivery(owner, id)).rejects.toThrow(NotFoundError)
    expect(await db().notificationTry.count({ where: { tenantId } })).toBe(0)
  })
})

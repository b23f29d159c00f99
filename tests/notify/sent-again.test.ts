import { expect, test } from 'vitest'
import { getDelivery } from '@/lib/server/data/notify-deliveries'
import { changeReceiver, removeReceiver } from '@/lib/server/data/notify-settings'
import { type ClaimedNotice, claimNotices, settleNotice } from '@/lib/server/data/system/notify-outbox'
import { db } from '@/lib/server/db'
import { MAX_ATTEMPTS, pauseMs } from '@/lib/server/notify/outbox-sender'
import { RuleWatch } from '@/lib/server/notify/rule-watch'
import { deliveriesPage, sendAgain } from '@/lib/server/services/notify-deliveries'
import { sendTest } from '@/lib/server/services/notify-settings'
import { describeOnEachDatabase } from '../db/each-database'
import { whileRecordRefuses } from '../db/refused-record'
import { prepareDeliveries } from './deliveries-world'
import { makeRule, NOBODY, raise, WAYS } from './notify-world'

describeOnEachDatabase('deliveries sent again', () => {
  const log = prepareDeliveries()

  test('what was delivered goes again under the same id, byte by byte, with a new time and signature', async () => {
    const { world, receiver, clock, sendDue, post, genuine } = log
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
    const { world, receiver, clock, sendDue, giveUp } = log
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
    const { world, receiver, clock, webhook, sendDue, post } = log
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
    const { world, clock, webhook, post } = log
    const { owner } = world
    const { id } = await post()
    await changeReceiver(owner, webhook.id, { enabled: false })
    expect(await sendAgain(owner, id, clock)).toBe('receiver_off')
    await removeReceiver(owner, webhook.id)
    expect(await sendAgain(owner, id, clock)).toBe('receiver_gone')
    expect((await getDelivery(owner, id)).delivery).toMatchObject({ to: null, state: 'delivered' })
  })

  test('of two who ask at once it is sent once', async () => {
    const { world, receiver, clock, sendDue, post } = log
    const { owner } = world
    const { id } = await post()
    const answers = await Promise.all([sendAgain(owner, id, clock), sendAgain(owner, id, clock)])
    expect(answers.toSorted()).toEqual(['under_way', null].toSorted())
    await sendDue()
    expect(receiver.got).toHaveLength(2)
  })

  test('what cannot be put on record is not sent again', async () => {
    const { world, receiver, clock, sendDue, post } = log
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
    const { world, clock, post } = log
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
    const { world, receiver, clock, webhook, sendDue } = log
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
    const { world, clock, sendDue } = log
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
})

// The log of deliveries: what stands in it of each try, how it is read, by whom, and for how long.

import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { DELIVERY_PAGE, type DeliveryState, LOG_KEEP_DAYS } from '@/lib/domain/api/notify-log'
import { getDelivery } from '@/lib/server/data/notify-deliveries'
import { changeReceiver } from '@/lib/server/data/notify-settings'
import { dropOldNotices } from '@/lib/server/data/system/notify-outbox'
import { db } from '@/lib/server/db'
import { ForbiddenError, InvalidInputError, NotFoundError } from '@/lib/server/errors'
import { pauseMs } from '@/lib/server/notify/outbox-sender'
import { deliveriesPage, sendAgain } from '@/lib/server/services/notify-deliveries'
import { describeOnEachDatabase } from '../db/each-database'
import { prepareDeliveries } from './deliveries-world'
import { makeUser, makeWorld } from './notify-world'

describeOnEachDatabase('the log of deliveries', () => {
  const log = prepareDeliveries()

  test('each try stands in it with its answer, and the body as it was signed', async () => {
    const { world, receiver, clock, webhook, sendDue, post } = log
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
    const { world, webhook, post } = log
    await changeReceiver(world.owner, webhook.id, { url: 'http://127.0.0.1:1/' })
    const { id } = await post()
    expect(await getDelivery(world.owner, id)).toMatchObject({
      delivery: { state: 'retrying', httpStatus: null },
      body: expect.any(String),
      tries: [{ words: 'Nothing listens there: the connection was refused.' }],
    })
  })

  test('pages follow each other without a gap or a repetition, also where moments are the same', async () => {
    const { world, clock, webhook } = log
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
    const { world, clock, sendDue, post } = log
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
    const { world, clock, webhook, post } = log
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
    const { world, clock, post } = log
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

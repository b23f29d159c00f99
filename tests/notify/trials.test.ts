// Tests and previews of notifications, which change nothing.

import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { newRuleDefinition } from '@/lib/domain/alarm-rules'
import { addReceiver, changeReceiver } from '@/lib/server/data/notify-settings'
import { WEBHOOK_SECRET_FIELD } from '@/lib/server/data/system/notify-people'
import { db } from '@/lib/server/db'
import { deliver } from '@/lib/server/notify/deliver'
import { seal } from '@/lib/server/secrets'
import { previewRule } from '@/lib/server/services/notify-rules'
import { saveWebhook, sendTest } from '@/lib/server/services/notify-settings'
import { describeOnEachDatabase } from '../db/each-database'
import { makeUser, makeWorld, noticesOf, raise } from './notify-world'
import { prepareWays } from './ways-world'

describeOnEachDatabase('notifications on trial', () => {
  const setting = prepareWays()

  test('a test reaches the one that was chosen, however many receivers there are', async () => {
    const { world, receiver } = setting
    const { tenantId, owner } = world
    // The list of the page ends at 20, by name.
    for (let nth = 0; nth < 20; nth += 1)
      await addReceiver(owner, { name: `A ${nth}`, url: receiver.url, enabled: true }, 's')
    const id = randomUUID()
    const secretSealed = seal(tenantId, WEBHOOK_SECRET_FIELD, 'mwh_example')
    const last = { name: 'Z', url: receiver.url, enabled: true, secretSealed }
    await db().webhookEndpoint.create({ data: { tenantId, id, ...last } })
    expect(await sendTest(owner, { way: 'webhook', id })).toMatchObject({ kind: 'delivered' })
  })

  test("a test says in words what happened, for one's own things only", async () => {
    const { world, catcher, receiver, addWebhook } = setting
    const { owner, tenantId } = world
    const dispatcher = await makeUser(tenantId)
    const { id } = await addWebhook()
    receiver.answers.push(500)
    expect(await sendTest(owner, { way: 'webhook', id })).toMatchObject({
      kind: 'later',
      words: expect.stringContaining('500'),
    })
    await changeReceiver(owner, id, { enabled: false })
    expect(await sendTest(owner, { way: 'webhook', id })).toMatchObject({ kind: 'delivered' })
    expect(await sendTest(dispatcher, { way: 'mail' })).toMatchObject({ kind: 'delivered' })
    await catcher.waitFor(({ to, subject }) => to.includes(dispatcher.email) && subject.startsWith('Test: '))
    await expect(sendTest(dispatcher, { way: 'webhook', id })).rejects.toThrow('forbidden')
    await expect(sendTest(dispatcher, { way: 'push', id: randomUUID() })).rejects.toThrow('not_found')
    await expect(
      saveWebhook(dispatcher, null, { name: 'x', url: receiver.url, enabled: true }),
    ).rejects.toThrow('forbidden')
  })

  test('a preview counts what a rule would have told of, and changes nothing', async () => {
    const { world } = setting
    const { owner, tenantId, deviceId } = world
    const now = Date.now()
    for (const minutes of [50, 45, 20])
      await raise(tenantId, deviceId, { startedAt: new Date(now - minutes * 60_000) })
    await raise(tenantId, deviceId, { code: 'other' })
    const definition = { ...newRuleDefinition('UTC'), severities: ['warning' as const], kinds: ['overSpeed'] }
    const preview = await previewRule(owner, { name: 'x', enabled: true, definition })
    expect(preview).toMatchObject({ count: 2, throttled: 1, looked: 4, isCut: false })
    expect(preview.alarms).toHaveLength(2)
    expect(await noticesOf(tenantId)).toEqual([])
    await expect(
      previewRule(await makeUser(tenantId), { name: 'x', enabled: true, definition }),
    ).rejects.toThrow('forbidden')
  })

  test('a receiver of another tenant is none', async () => {
    const { receiver, addWebhook } = setting
    const { id } = await addWebhook()
    const stranger = await makeWorld()
    const content = { way: 'webhook', id } as const
    await expect(sendTest(stranger.owner, content)).rejects.toThrow('not_found')
    await expect(changeReceiver(stranger.owner, id, { name: 'x' })).rejects.toThrow('not_found')
    const [sending] = [
      {
        tenantId: stranger.tenantId,
        id: randomUUID(),
        way: 'webhook' as const,
        recipient: id,
        userId: null,
        attempts: 1,
      },
    ]
    const notice = {
      isTest: true,
      rule: null,
      timeZone: 'UTC',
      vehicle: { id, imei: '1', name: 'x', plate: null },
      alarm: {
        id,
        code: 'x',
        name: 'x',
        severity: 'info' as const,
        startedAt: new Date().toISOString(),
        endedAt: null,
        lat: null,
        lng: null,
        speedKph: null,
        fence: null,
        address: null,
      },
    }
    expect(await deliver({ ...sending, content: notice })).toMatchObject({ kind: 'gone' })
    expect(receiver.got).toEqual([])
  })
})

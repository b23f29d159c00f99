// Notifications as signed posts: what a receiver can check, and what becomes of one that fails or never answers.

import { createHmac, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { listReceiverDeliveries } from '@/lib/server/data/notify-settings'
import { claimNotices } from '@/lib/server/data/system/notify-outbox'
import { WEBHOOK_SECRET_FIELD } from '@/lib/server/data/system/notify-people'
import { db } from '@/lib/server/db'
import { MAX_ATTEMPTS, OutboxSender, pauseMs } from '@/lib/server/notify/outbox-sender'
import { isWebhookGenuine, signWebhook } from '@/lib/server/notify/webhook'
import { seal } from '@/lib/server/secrets'
import { saveWebhook, sendTest } from '@/lib/server/services/notify-settings'
import { describeOnEachDatabase } from '../db/each-database'
import { makeRule, NOBODY, noticesOf, raise, WAYS } from './notify-world'
import { prepareWays } from './ways-world'

describeOnEachDatabase('notifications as posts', () => {
  const setting = prepareWays()

  test('a webhook gets a signed post that a receiver can check, and nobody else can make', async () => {
    const { world, receiver, clock, watch, sendDue, addWebhook } = setting
    const { tenantId, deviceId, owner } = world
    const { id, secret } = await addWebhook()
    await makeRule(
      tenantId,
      { ways: { ...WAYS, webhookIds: [id] }, recipients: NOBODY, severity: 'critical' },
      { name: 'Night' },
    )
    const alarm = await raise(tenantId, deviceId)
    await watch.step('1')
    await sendDue()
    const [got] = receiver.got
    const body = got?.body.toString() ?? ''
    const given = {
      secret,
      id: String(got?.headers['webhook-id']),
      timestamp: String(got?.headers['webhook-timestamp']),
      signature: String(got?.headers['webhook-signature']),
      body,
    }
    const now = { nowS: clock.now() / 1000 }
    expect(receiver.got).toHaveLength(1)
    expect(JSON.parse(body)).toMatchObject({
      id: got?.headers['webhook-id'],
      type: 'alarm',
      rule: { name: 'Night' },
      alarm: { id: alarm.id, severity: 'critical', code: 'overSpeed', lat: 41.15 },
      vehicle: { id: deviceId },
      link: `https://fleet.example/alarms?alarm=${alarm.id}`,
    })
    expect(isWebhookGenuine(given, now)).toBe(true)
    expect(isWebhookGenuine({ ...given, body: `${body} ` }, now)).toBe(false)
    expect(isWebhookGenuine({ ...given, secret: 'other' }, now)).toBe(false)
    expect(isWebhookGenuine({ ...given, id: randomUUID() }, now)).toBe(false)
    expect(isWebhookGenuine({ ...given, signature: `v1,AAAA ${given.signature}` }, now)).toBe(true)
    expect(isWebhookGenuine(given, { nowS: now.nowS + 3600 })).toBe(false)
    expect(await listReceiverDeliveries(owner, id)).toMatchObject([{ status: 'delivered', attempts: 1 }])
  })

  test('a post is signed as Standard Webhooks say, and as the documents show', () => {
    // The example of the specification's own libraries (standard-webhooks/standard-webhooks, javascript/src/index.test.ts).
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
    const post = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestampS: 1614265330,
      body: '{"test": 2432232314}',
    }
    const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    expect(signWebhook(secret, post)).toBe(signature)
    const text = readFileSync(path.resolve('docs/notifications.md'), 'utf8')
    for (const part of [secret, post.id, String(post.timestampS), post.body, signature])
      expect(text).toContain(part)
  })

  test('a receiver of before Standard Webhooks finds the headers it knows, made with the secret it has', async () => {
    const { world, receiver, addWebhook } = setting
    const { tenantId, owner } = world
    const { id } = await addWebhook()
    const secretSealed = seal(tenantId, WEBHOOK_SECRET_FIELD, 'mwh_example')
    await db().webhookEndpoint.update({ where: { tenantId_id: { tenantId, id } }, data: { secretSealed } })
    await sendTest(owner, { way: 'webhook', id })
    const [got] = receiver.got
    const signed = `${got?.headers['milepost-timestamp']}.${got?.body}`
    const signature = createHmac('sha256', 'mwh_example').update(signed).digest('hex')
    expect(got?.headers['milepost-signature']).toBe(`v1=${signature}`)
    expect(got?.headers['milepost-delivery']).toBe(got?.headers['webhook-id'])
  })

  test('a receiver that fails gets the same delivery again, ever later, until it is given up with words', async () => {
    const { world, receiver, clock, watch, sendDue, addWebhook } = setting
    const { tenantId, deviceId } = world
    const { id } = await addWebhook()
    await makeRule(tenantId, { ways: { ...WAYS, webhookIds: [id] }, recipients: NOBODY })
    await raise(tenantId, deviceId)
    await watch.step('1')
    receiver.answers.push(500, 302, ...Array(MAX_ATTEMPTS).fill(503))
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      await sendDue()
      expect(receiver.got).toHaveLength(attempt)
      clock.move(pauseMs(attempt, 1))
    }
    await sendDue()
    expect(receiver.got).toHaveLength(MAX_ATTEMPTS)
    expect(new Set(receiver.got.map(({ headers }) => headers['milepost-delivery'])).size).toBe(1)
    expect(await noticesOf(tenantId)).toMatchObject([
      { status: 'failed', lastWords: expect.stringMatching(/Given up after 8 tries.*503/) },
    ])
  })

  test('what a dead process had taken is sent by another when its lease has run out, and not before', async () => {
    const { world, receiver, clock, sender, watch, sendDue, addWebhook } = setting
    const { tenantId, deviceId } = world
    const { id } = await addWebhook()
    await makeRule(tenantId, { ways: { ...WAYS, webhookIds: [id] }, recipients: NOBODY })
    await raise(tenantId, deviceId)
    await watch.step('1')
    const limits = { limit: 10, perTenant: 10, perRecipient: 2, leaseMs: 120_000 }
    expect(await claimNotices(new Date(clock.now()), limits)).toHaveLength(1)
    await sendDue()
    expect(receiver.got).toHaveLength(0)
    clock.move(121_000)
    await Promise.all([sender.step(), new OutboxSender({ clock }).step()])
    expect(receiver.got).toHaveLength(1)
    expect(receiver.got[0]?.headers['milepost-attempt']).toBe('2')
  })

  test('a receiver that never answers takes two places, and holds up nobody else', async () => {
    const { world, clock, watch } = setting
    const { tenantId, deviceId } = world
    const recipients = { ...NOBODY, addresses: ['slow@b.example', 'quick@b.example'] }
    await makeRule(tenantId, { ways: { ...WAYS, mail: true }, recipients })
    for (let code = 0; code < 8; code += 1) await raise(tenantId, deviceId, { code: String(code) })
    await watch.step('1')
    await db().notification.updateMany({
      where: { tenantId, recipient: 'slow@b.example' },
      data: { nextAttemptAt: new Date(clock.now() - 60_000) },
    })
    let answer: () => void = () => undefined
    const slow = new Promise<void>((resolve) => {
      answer = resolve
    })
    let held = 0
    const fair = new OutboxSender({
      clock,
      send: async ({ recipient }) => {
        if (recipient === 'slow@b.example') {
          held += 1
          await slow
        }
        return { kind: 'delivered', words: 'x' }
      },
    })
    fair.start()
    fair.wake()
    const left = () =>
      db().notification.count({ where: { tenantId, recipient: 'quick@b.example', status: 'waiting' } })
    await expect.poll(left, { timeout: 10_000 }).toBe(0)
    expect(held).toBe(2)
    answer()
    await expect.poll(() => held, { timeout: 10_000 }).toBe(8)
    await fair.stop()
  })

  test('an address inside is refused when it is typed, and again when it is sent to', async () => {
    const { world, addWebhook } = setting
    const { tenantId, owner } = world
    const at = (url: string) => saveWebhook(owner, null, { name: 'x', url, enabled: true })
    await expect(at('http://169.254.169.254/latest')).rejects.toThrow('not a public address')
    await expect(at('ftp://example.com/')).rejects.toThrow('Only http and https')
    const { id } = await addWebhook()
    await db().webhookEndpoint.update({
      where: { tenantId_id: { tenantId, id } },
      data: { url: 'http://10.0.0.1/' },
    })
    expect(await sendTest(owner, { way: 'webhook', id })).toMatchObject({
      kind: 'failed',
      words: expect.stringContaining('10.0.0.1'),
    })
    expect(await listReceiverDeliveries(owner, id)).toMatchObject([{ status: 'failed' }])
  })
})

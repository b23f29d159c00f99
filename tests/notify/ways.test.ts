import { createECDH, createHmac, randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newRuleDefinition } from '@/lib/domain/alarm-rules'
import { listRules, removeRule, saveRule, setRuleEnabled } from '@/lib/server/data/notify-rules'
import {
  addReceiver,
  changeReceiver,
  listNotices,
  listReceiverDeliveries,
} from '@/lib/server/data/notify-settings'
import { claimNotices } from '@/lib/server/data/system/notify-outbox'
import {
  findSubscription,
  pushKeysOf,
  storeSubscription,
  WEBHOOK_SECRET_FIELD,
} from '@/lib/server/data/system/notify-people'
import { db } from '@/lib/server/db'
import { forgetEnv } from '@/lib/server/env'
import { deliver } from '@/lib/server/notify/deliver'
import { MAX_ATTEMPTS, OutboxSender, pauseMs } from '@/lib/server/notify/outbox-sender'
import { RuleWatch } from '@/lib/server/notify/rule-watch'
import { newPushKeys } from '@/lib/server/notify/web-push'
import { isWebhookGenuine, signWebhook } from '@/lib/server/notify/webhook'
import { seal } from '@/lib/server/secrets'
import { previewRule } from '@/lib/server/services/notify-rules'
import { addBrowser, saveWebhook, sendTest } from '@/lib/server/services/notify-settings'
import { type MailCatcher, startMailCatcher } from '@/scripts/lib/mail-catcher'
import { describeOnEachDatabase } from '../db/each-database'
import {
  makeRule,
  makeUser,
  makeWorld,
  NOBODY,
  noticesOf,
  raise,
  standingClock,
  startReceiver,
  WAYS,
  type World,
} from './notify-world'

/** The keys of a browser. */
function browserKeys() {
  const ecdh = createECDH('prime256v1')
  ecdh.generateKeys()
  return {
    ecdh,
    auth: randomBytes(16),
    draft: (endpoint: string, auth: Buffer) => ({
      endpoint,
      p256dh: ecdh.getPublicKey('base64url'),
      auth: auth.toString('base64url'),
      label: 'Chrome, Linux',
    }),
  }
}

describeOnEachDatabase('notifications on their way', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'milepost-ways-'))
  let catcher: MailCatcher
  let receiver: Awaited<ReturnType<typeof startReceiver>>
  let world: World
  let clock: ReturnType<typeof standingClock>
  let sender: OutboxSender
  let watch: RuleWatch

  beforeAll(async () => {
    catcher = await startMailCatcher({ folder })
    receiver = await startReceiver()
    Object.assign(process.env, {
      MILEPOST_SMTP_URL: catcher.smtpUrl,
      MILEPOST_MAIL_FROM: 'Milepost <alarms@fleet.example>',
      MILEPOST_WEBHOOK_ALLOW: '127.0.0.1',
      MILEPOST_URL: 'https://fleet.example',
    })
    forgetEnv()
  })
  afterAll(async () => {
    await Promise.all([catcher.close(), receiver.close()])
    rmSync(folder, { recursive: true, force: true })
    for (const name of ['SMTP_URL', 'MAIL_FROM', 'WEBHOOK_ALLOW', 'URL'])
      Reflect.deleteProperty(process.env, `MILEPOST_${name}`)
    forgetEnv()
  })
  beforeEach(async () => {
    world = await makeWorld()
    clock = standingClock()
    sender = new OutboxSender({ clock })
    watch = new RuleWatch({ tenantId: world.tenantId, clock })
    receiver.got.length = 0
    receiver.answers.length = 0
  })

  /** Sends everything of this tenant that is due; rows of others stay as they are. */
  const sendDue = async () => {
    while ((await sender.step()) > 0);
  }

  const addWebhook = async (address = `${receiver.url}/hook`) => {
    const { id, secret } = await saveWebhook(world.owner, null, { name: 'Ours', url: address, enabled: true })
    return { id, secret: secret ?? '' }
  }

  test('a webhook gets a signed post that a receiver can check, and nobody else can make', async () => {
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

  test('a mail says what happened in the zone and units of whoever reads it, as text and as HTML', async () => {
    const { tenantId, deviceId } = world
    const person = await makeUser(tenantId, { timeZone: 'Asia/Kathmandu' })
    await db().user.update({ where: { id: person.userId }, data: { unitSystem: 'imperial' } })
    await db().device.updateMany({
      where: { tenantId, id: deviceId },
      data: { name: 'Truck <1>', plate: 'AB-12' },
    })
    const ways = { ...WAYS, mail: true }
    const recipients = { ...NOBODY, userIds: [person.userId] }
    await makeRule(tenantId, { ways, recipients }, { name: 'Night' })
    const startedAt = new Date(clock.now() - 60_000)
    const alarm = await raise(tenantId, deviceId, { startedAt, receivedAt: new Date(clock.now()) })
    await watch.step('1')
    await sendDue()
    const mail = await catcher.waitFor(({ to }) => to.includes(person.email))
    const clockThere = new Intl.DateTimeFormat('en', {
      timeStyle: 'short',
      timeZone: 'Asia/Kathmandu',
    }).format(startedAt)
    expect(mail.subject).toBe('Warning: Overspeed · Truck <1> (AB-12)')
    for (const part of [
      clockThere,
      'GMT+5:45',
      '62 mph',
      '41.15000, -8.61000',
      'Night',
      `https://fleet.example/alarms?alarm=${alarm.id}`,
    ])
      expect(mail.text).toContain(part)
    expect(mail.html).toContain('Truck &#60;1&#62;')
    expect(mail.messageId).toMatch(/^<notification-/)
  })

  test('a mailbox that is none is given up at once, and who is gone gets nothing', async () => {
    const { tenantId, deviceId } = world
    const person = await makeUser(tenantId)
    const ways = { ...WAYS, mail: true }
    await makeRule(tenantId, {
      ways,
      recipients: { ...NOBODY, userIds: [person.userId], addresses: ['refuse@b.example', 'later@b.example'] },
    })
    await raise(tenantId, deviceId)
    await watch.step('1')
    await db().user.update({ where: { id: person.userId }, data: { disabledAt: new Date() } })
    await sendDue()
    const shown = (await noticesOf(tenantId)).map(({ recipient, status }) => `${recipient} ${status}`)
    expect(shown.toSorted()).toEqual(
      [`${person.email} dropped`, 'later@b.example waiting', 'refuse@b.example failed'].toSorted(),
    )
  })

  test('what waited is judged by what holds when it is sent: scope, mail switch, address, and the rule', async () => {
    const { tenantId, deviceId, owner } = world
    const [moved, silent, renamed, unnamed] = await Promise.all(
      Array.from({ length: 4 }, () => makeUser(tenantId, { scopePath: '/top/' })),
    )
    const ids = [moved, silent, renamed, unnamed].map((person) => person?.userId ?? '')
    const ways = { ...WAYS, app: true, mail: true }
    const recipients = { ...NOBODY, userIds: ids, addresses: ['kept@b.example', 'taken@b.example'] }
    const ruleId = await makeRule(tenantId, { ways, recipients })
    await raise(tenantId, deviceId)
    await watch.step('1')
    expect(await listNotices({ ...owner, userId: ids[0] ?? '' })).toMatchObject({ unread: 1 })
    await db().user.update({ where: { id: ids[0] }, data: { scopePath: '/elsewhere/' } })
    await db().notifySetting.create({ data: { tenantId, userId: ids[1] ?? '', mail: false } })
    const email = `new-${renamed?.email}`
    await db().user.update({ where: { id: ids[2] }, data: { email } })
    const rule = (await listRules(owner)).find(({ id }) => id === ruleId)
    if (!rule) throw new Error('The rule is not there.')
    const narrowed = { ...recipients, userIds: ids.slice(0, 3), addresses: ['kept@b.example'] }
    const definition = { ...rule.definition, recipients: narrowed }
    await saveRule(owner, rule, { name: rule.name, enabled: true, definition })
    await sendDue()
    const mails = (await noticesOf(tenantId)).filter(({ way }) => way === 'mail')
    const sent = mails.filter(({ status }) => status === 'delivered').map(({ recipient }) => recipient)
    expect(sent.toSorted()).toEqual([renamed?.email, 'kept@b.example'].toSorted())
    expect(mails.filter(({ status }) => status === 'dropped')).toHaveLength(4)
    await catcher.waitFor(({ to }) => to.includes(email))
    const movedViewer = { ...owner, userId: ids[0] ?? '', scopePath: '/elsewhere/' }
    expect(await listNotices(movedViewer)).toEqual({ notices: [], unread: 0 })
  })

  test('a rule that is switched off or taken away sends nothing of what it has found', async () => {
    const { tenantId, deviceId, owner } = world
    const over = { ways: { ...WAYS, mail: true }, recipients: { ...NOBODY, addresses: ['x@b.example'] } }
    const ids = [await makeRule(tenantId, over), await makeRule(tenantId, over)]
    await raise(tenantId, deviceId)
    await watch.step('1')
    await setRuleEnabled(owner, ids[0] ?? '', false)
    await setRuleEnabled(owner, ids[0] ?? '', true)
    await removeRule(owner, ids[1] ?? '')
    await sendDue()
    expect((await noticesOf(tenantId)).map(({ status }) => status)).toEqual(['dropped', 'dropped'])
  })

  test("a push is sealed for the browser, vouched for by the tenant's own key, and a browser that is gone leaves the list", async () => {
    const { tenantId, deviceId, owner } = world
    const { auth, draft } = browserKeys()
    await addBrowser(owner, draft(`${receiver.url}/push/1`, auth))
    const keys = await pushKeysOf(tenantId, newPushKeys)
    expect(await pushKeysOf(tenantId, newPushKeys)).toEqual(keys)
    await makeRule(tenantId, { ways: { ...WAYS, push: true } })
    await raise(tenantId, deviceId, { severity: 'critical' })
    await watch.step('1')
    await sendDue()
    const [got] = receiver.got
    expect(got?.headers).toMatchObject({
      'content-encoding': 'aes128gcm',
      urgency: 'high',
      ttl: '14400',
      authorization: expect.stringContaining(`k=${keys.publicKey}`),
    })
    expect(got?.body.toString('latin1')).not.toContain('Overspeed')
    receiver.answers.push(410)
    await raise(tenantId, deviceId, { code: 'again' })
    await watch.step('1')
    await sendDue()
    const rows = await noticesOf(tenantId)
    expect(rows.map(({ status }) => status).toSorted()).toEqual(['delivered', 'dropped'])
    expect(await findSubscription(tenantId, rows[0]?.recipient ?? '')).toBeNull()
  })

  test('a browser shows the notifications of whoever switched them on last', async () => {
    const other = await makeUser(world.tenantId)
    const { auth, draft } = browserKeys()
    const mine = await storeSubscription(world.owner, draft('https://push.example/shared', auth))
    await storeSubscription(other, draft('https://push.example/shared', auth))
    expect(await findSubscription(world.tenantId, mine)).toBeNull()
  })

  test('a test reaches the one that was chosen, however many receivers there are', async () => {
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

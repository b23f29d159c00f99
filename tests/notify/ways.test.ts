// Notifications by mail and push, and what is judged when they leave.

import { createECDH, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { listRules, removeRule, saveRule, setRuleEnabled } from '@/lib/server/data/notify-rules'
import { listNotices } from '@/lib/server/data/notify-settings'
import { findSubscription, pushKeysOf, storeSubscription } from '@/lib/server/data/system/notify-people'
import { db } from '@/lib/server/db'
import { newPushKeys } from '@/lib/server/notify/web-push'
import { addBrowser } from '@/lib/server/services/notify-settings'
import { describeOnEachDatabase } from '../db/each-database'
import { makeRule, makeUser, NOBODY, noticesOf, raise, WAYS } from './notify-world'
import { prepareWays } from './ways-world'

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
  const setting = prepareWays()

  test('a mail says what happened in the zone and units of whoever reads it, as text and as HTML', async () => {
    const { world, catcher, clock, watch, sendDue } = setting
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
    const { world, watch, sendDue } = setting
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
    const { world, catcher, watch, sendDue } = setting
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
    const { world, watch, sendDue } = setting
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
    const { world, receiver, watch, sendDue } = setting
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
    const { world } = setting
    const other = await makeUser(world.tenantId)
    const { auth, draft } = browserKeys()
    const mine = await storeSubscription(world.owner, draft('https://push.example/shared', auth))
    await storeSubscription(other, draft('https://push.example/shared', auth))
    expect(await findSubscription(world.tenantId, mine)).toBeNull()
  })
})

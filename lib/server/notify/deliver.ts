// One notification to one recipient, by whichever way: what is said is made here, the ways themselves are the files beside.
// It never throws; what went wrong is in the outcome.

import type { Notice, NotifyWay } from '@/lib/domain/api/notify'
import {
  findPerson,
  findReceiver,
  findSubscription,
  noteSubscriptionSent,
  type Person,
  pushKeysOf,
  removeSubscription,
} from '../data/system/notify-people'
import { log } from '../log'
import { MailError, MailNotConfiguredError, MailRefusedError, sendMail } from '../mail'
import { alarmMail } from './alarm-mail'
import type { Outcome } from './outcome'
import { newPushKeys, type PushMessage, sendPush } from './web-push'
import { postWebhook } from './webhook'
import { notifyWords, type Reader, timeWords, vehicleWords } from './words'

/** A notification to send now. `id` is the same at every attempt; `attempts` counts this one. */
export type Sending = {
  tenantId: string
  id: string
  way: NotifyWay
  recipient: string
  userId: string | null
  content: Notice
  attempts: number
}

/** Sends once. */
export async function deliver(sending: Sending, nowMs = Date.now()): Promise<Outcome> {
  try {
    const person = sending.userId === null ? null : await findPerson(sending.tenantId, sending.userId)
    if (sending.userId !== null && person === null)
      return { kind: 'gone', words: 'This person can no longer sign in.' }
    if (sending.way === 'mail') return await byMail(sending, person)
    if (sending.way === 'push') return await byPush(sending, person, nowMs)
    if (sending.way === 'webhook') return await byWebhook(sending, nowMs)
    return { kind: 'delivered', words: 'It stands in the list of notifications.' }
  } catch (error) {
    log.error({ err: error, tenantId: sending.tenantId, notificationId: sending.id }, 'notification not sent')
    return { kind: 'later', words: 'Milepost could not make it. The reason is in its log.' }
  }
}

async function byMail({ id, recipient, content }: Sending, person: Person | null): Promise<Outcome> {
  const mail = alarmMail(content, readerOf(person, content), { isPerson: person !== null })
  try {
    await sendMail({ ...mail, to: recipient, key: `notification-${id}` })
    return { kind: 'delivered', words: 'The mail server took it.' }
  } catch (error) {
    if (!(error instanceof MailError)) throw error
    const isFinal = error instanceof MailRefusedError || error instanceof MailNotConfiguredError
    return { kind: isFinal ? 'failed' : 'later', words: error.reason }
  }
}

async function byPush(sending: Sending, person: Person | null, nowMs: number): Promise<Outcome> {
  const { tenantId, recipient, content } = sending
  const subscription = await findSubscription(tenantId, recipient)
  if (subscription === null || subscription.userId !== sending.userId)
    return { kind: 'gone', words: 'Notifications were switched off in this browser.' }
  const keys = await pushKeysOf(tenantId, newPushKeys)
  const message = pushMessage(content, readerOf(person, content))
  const outcome = await sendPush(subscription, {
    message,
    keys,
    isUrgent: content.alarm.severity === 'critical',
  })
  if (outcome.kind === 'gone') await removeSubscription(tenantId, subscription.id)
  if (outcome.kind === 'delivered') await noteSubscriptionSent(tenantId, subscription.id, new Date(nowMs))
  return outcome
}

async function byWebhook({ tenantId, id, recipient, content, attempts }: Sending, nowMs: number) {
  const receiver = await findReceiver(tenantId, recipient)
  const isWanted = receiver !== null && (receiver.enabled || content.isTest)
  if (!isWanted) return { kind: 'gone', words: 'The receiver was taken away or switched off.' } as const
  const { url, secret } = receiver
  return postWebhook({ id, url, secret, notice: content, attempt: attempts, nowMs })
}

/** What a browser shows, and opens on a click. */
export function pushMessage(notice: Notice, reader: Reader): PushMessage {
  const t = notifyWords(reader)
  const { alarm, isTest } = notice
  const severity = t(`severity.${alarm.severity}`)
  return {
    title: t('push.title', { severity, alarm: alarm.name }),
    body: t('push.body', { vehicle: vehicleWords(notice, reader), time: timeWords(alarm.startedAt, reader) }),
    tag: alarm.id,
    path: isTest ? '/settings/notifications' : `/alarms?alarm=${alarm.id}`,
  }
}

function readerOf(person: Person | null, { timeZone }: Notice): Reader {
  if (person === null) return { locale: 'en', timeZone, unitSystem: 'metric' }
  return { locale: person.locale, timeZone: person.timeZone ?? timeZone, unitSystem: person.unitSystem }
}

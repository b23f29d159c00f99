// One notification to one recipient, by whichever way: what is said is made here, the ways themselves are the files beside.
// What waited, for quiet hours to end or for another try, is judged again by what holds now. It never throws; what went
// wrong is in the outcome.

import type { Brand } from '@/lib/domain/api/branding'
import type { Notice, NotifyWay } from '@/lib/domain/api/notify'
import { brandingOf, mailSenderOf } from '../branding'
import {
  findPerson,
  findReceiver,
  findSubscription,
  noteSubscriptionSent,
  type Person,
  pushKeysOf,
  removeSubscription,
} from '../data/system/notify-people'
import { findRuleTargets, findVehiclePath } from '../data/system/notify-rules'
import { noticeIcon } from '../installed-app'
import { log } from '../log'
import { MailError, MailNotConfiguredError, MailRefusedError, sendMail } from '../mail'
import { alarmMail } from './alarm-mail'
import type { Outcome } from './outcome'
import { isTold } from './plan-notices'
import { newPushKeys, type PushMessage, sendPush } from './web-push'
import { postWebhook, webhookBody } from './webhook'
import { alarmWords, notifyWords, type Reader, timeWords, vehicleWords } from './words'

/** A notification to send now. `id` is the same at every attempt; `attempts` counts this one. */
export type Sending = {
  tenantId: string
  id: string
  way: NotifyWay
  recipient: string
  userId: string | null
  content: Notice
  attempts: number
  /** What was posted before, to be posted again as it was. */
  body?: string | null
  /** Somebody asked for it to be sent again. */
  isAskedAgain?: boolean
}

/** Sends once. */
export async function deliver(sending: Sending, nowMs = Date.now()): Promise<Outcome> {
  try {
    const person = sending.userId === null ? null : await findPerson(sending.tenantId, sending.userId)
    if (sending.userId !== null && person === null)
      return { kind: 'gone', words: 'This person can no longer sign in.' }
    const whyGone = isAskedFor(sending) ? null : await whyUnwanted(sending, person)
    if (whyGone !== null) return { kind: 'gone', words: whyGone }
    if (sending.way === 'mail') return await byMail(sending, person)
    if (sending.way === 'push') return await byPush(sending, person, nowMs)
    if (sending.way === 'webhook') return await byWebhook(sending, nowMs)
    return { kind: 'delivered', words: 'It stands in the list of notifications.' }
  } catch (error) {
    log.error({ err: error, tenantId: sending.tenantId, notificationId: sending.id }, 'notification not sent')
    return { kind: 'later', words: 'Milepost could not make it. The reason is in its log.' }
  }
}

/** An owner wants exactly this post at exactly this receiver, whatever the rules say by now. People are told by the rules alone. */
function isAskedFor({ way, content, isAskedAgain }: Sending): boolean {
  return content.isTest || (way === 'webhook' && isAskedAgain === true)
}

/** Why it is no longer to be sent, by the rule, the vehicle's account and the person as they are now; null when it is. */
async function whyUnwanted(
  { tenantId, way, recipient, content }: Sending,
  person: Person | null,
): Promise<string | null> {
  const { rule, vehicle } = content
  const targets = rule === null ? null : await findRuleTargets(tenantId, rule.id)
  if (targets === null) return 'The rule was taken away or switched off.'
  const { ways, recipients } = targets
  const isByRule = way === 'webhook' ? ways.webhookIds.includes(recipient) : ways[way]
  const isNamed = way !== 'mail' || person !== null || recipients.addresses.some(isSameAddress(recipient))
  if (!isByRule || !isNamed) return 'The rule no longer tells this recipient.'
  if (person === null) return null
  const path = await findVehiclePath(tenantId, vehicle.id)
  if (path === null || !isTold(person, recipients, path))
    return 'This person is no longer told of this vehicle.'
  return way === 'mail' && !person.mail ? 'This person has switched mail off.' : null
}

function isSameAddress(address: string) {
  return (other: string) => other.toLowerCase() === address.toLowerCase()
}

/** A person is written to where they are to be found now. */
async function byMail(
  { id, tenantId, recipient, content }: Sending,
  person: Person | null,
): Promise<Outcome> {
  const mail = alarmMail(content, readerOf(person, content), { isPerson: person !== null })
  try {
    const sender = await mailSenderOf(tenantId)
    await sendMail({ ...mail, ...sender, to: person?.email ?? recipient, key: `notification-${id}` })
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
  const message = pushMessage(content, readerOf(person, content), await brandingOf(tenantId))
  const outcome = await sendPush(subscription, {
    message,
    keys,
    isUrgent: content.alarm.severity === 'critical',
  })
  if (outcome.kind === 'gone') await removeSubscription(tenantId, subscription.id)
  if (outcome.kind === 'delivered') await noteSubscriptionSent(tenantId, subscription.id, new Date(nowMs))
  return outcome
}

async function byWebhook(
  { tenantId, id, recipient, content, attempts, body }: Sending,
  nowMs: number,
): Promise<Outcome> {
  const receiver = await findReceiver(tenantId, recipient)
  const isWanted = receiver !== null && (receiver.enabled || content.isTest)
  if (!isWanted) return { kind: 'gone', words: 'The receiver was taken away or switched off.' }
  const { url, secret } = receiver
  return postWebhook({
    id,
    url,
    secret,
    body: body ?? webhookBody(id, content),
    attempt: attempts,
    nowMs,
  })
}

/** What a browser shows, in the look of the tenant, and opens on a click. */
export function pushMessage(notice: Notice, reader: Reader, brand: Brand): PushMessage {
  const t = notifyWords(reader)
  const { alarm, isTest } = notice
  const severity = t(`severity.${alarm.severity}`)
  return {
    title: t('push.title', { severity, alarm: alarmWords(notice, reader) }),
    body: t('push.body', { vehicle: vehicleWords(notice, reader), time: timeWords(alarm.startedAt, reader) }),
    tag: alarm.id,
    path: isTest ? '/settings/notifications' : `/alarms?alarm=${alarm.id}`,
    icon: noticeIcon(brand),
  }
}

function readerOf(person: Person | null, { timeZone }: Notice): Reader {
  if (person === null) return { locale: 'en', timeZone, unitSystem: 'metric' }
  return { locale: person.locale, timeZone: person.timeZone ?? timeZone, unitSystem: person.unitSystem }
}

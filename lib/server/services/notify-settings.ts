// Notifications for people: their own wishes, browsers and list, and for owners receivers, the state of mail, and tests that
// say in words what happened.

import { randomUUID } from 'node:crypto'
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import type { Notice, NotifySettings, PushSubscriptionDraft } from '@/lib/domain/api/notify'
import type { Viewer } from '../access'
import * as data from '../data/notify-settings'
import { insertNotices, noteTestTry } from '../data/system/notify-outbox'
import { findPerson, pushKeysOf, storeSubscription } from '../data/system/notify-people'
import { env } from '../env'
import { ForbiddenError, InvalidInputError, NotFoundError, TooManyRequestsError } from '../errors'
import { findMailProblem } from '../mail'
import { deliver } from '../notify/deliver'
import { judgeTarget, OutboundRefusedError, readOutboundUrl } from '../notify/outbound-guard'
import type { Outcome } from '../notify/outcome'
import { newPushKeys } from '../notify/web-push'
import { newWebhookSecret } from '../notify/webhook'
import { notifyWords } from '../notify/words'
import { singleton } from '../singleton'

const MAX_BROWSERS = 20
const BY_HAND_PER_MINUTE = 10

/** Everything the page of notifications shows. */
export async function notifySettings(viewer: Viewer, email: string): Promise<NotifySettings> {
  const isOwner = viewer.role === 'owner'
  const [setting, browsers, { notices, unread }, keys, webhooks, mailTrouble] = await Promise.all([
    data.getSetting(viewer),
    data.listBrowsers(viewer),
    data.listNotices(viewer),
    pushKeysOf(viewer.tenantId, newPushKeys),
    isOwner ? listWebhooks(viewer) : null,
    isOwner ? data.listMailTrouble(viewer) : null,
  ])
  return {
    setting,
    email,
    mailState: findMailProblem() ?? 'ready',
    hasPublicUrl: env().publicUrl !== null,
    pushPublicKey: keys.publicKey,
    browsers: browsers.map(({ createdAt, lastSentAt, ...browser }) => ({
      ...browser,
      createdAt: createdAt.toISOString(),
      lastSentAt: lastSentAt?.toISOString() ?? null,
    })),
    notices,
    unread,
    webhooks,
    mailTrouble,
  }
}

async function listWebhooks(viewer: Viewer): Promise<NotifySettings['webhooks']> {
  const receivers = await data.listReceivers(viewer)
  return Promise.all(
    receivers.map(async ({ createdAt, ...receiver }) => ({
      ...receiver,
      createdAt: createdAt.toISOString(),
      deliveries: await data.listReceiverDeliveries(viewer, receiver.id),
    })),
  )
}

/**
 * Keeps a browser for the viewer's notifications.
 * @throws InvalidInputError for a push service that is none, or when there are too many.
 */
export async function addBrowser(viewer: Viewer, draft: PushSubscriptionDraft): Promise<void> {
  await requireReachable(draft.endpoint)
  if ((await data.listBrowsers(viewer)).length >= MAX_BROWSERS)
    throw new InvalidInputError('There are too many browsers on the list. Take one off first.')
  await storeSubscription(viewer, draft)
}

/** Adds a receiver, or changes one. A new one's secret is in the answer, and never shown again. */
export async function saveWebhook(
  viewer: Viewer,
  id: string | null,
  draft: data.ReceiverDraft,
): Promise<{ id: string; secret: string | null }> {
  if (viewer.role !== 'owner') throw new ForbiddenError()
  await requireReachable(draft.url)
  if (id !== null) {
    await data.changeReceiver(viewer, id, draft)
    return { id, secret: null }
  }
  const secret = newWebhookSecret()
  return { id: await data.addReceiver(viewer, draft, secret), secret }
}

/** Gives a receiver another secret; the old one holds no longer. @throws ForbiddenError, NotFoundError */
export async function renewWebhookSecret(viewer: Viewer, id: string): Promise<string> {
  const secret = newWebhookSecret()
  await data.changeReceiver(viewer, id, { secret })
  return secret
}

/** What is tested: a mail to oneself, a push to one of one's browsers, or (owners) a receiver. */
export type TestTarget = { way: 'mail' } | { way: 'push'; id: string } | { way: 'webhook'; id: string }

/** Sends a test and waits for what comes of it. @throws NotFoundError, ForbiddenError, TooManyRequestsError */
export async function sendTest(viewer: Viewer, target: TestTarget): Promise<Outcome> {
  await requirePace(viewer, 'notify-tests')
  const person = await findPerson(viewer.tenantId, viewer.userId)
  if (person === null) throw new NotFoundError()
  const content = sampleNotice(person.timeZone ?? 'UTC')
  const recipient = target.way === 'mail' ? person.email : target.id
  const userId = target.way === 'webhook' ? null : viewer.userId
  await requireOwnTarget(viewer, target)
  const { tenantId } = viewer
  const sending = { tenantId, id: randomUUID(), way: target.way, recipient, userId, content, attempts: 1 }
  const outcome = await deliver(sending)
  if (target.way === 'webhook') await keepTest(sending, outcome)
  return outcome
}

async function requireOwnTarget(viewer: Viewer, target: TestTarget): Promise<void> {
  if (target.way === 'mail') return
  const isOwn =
    target.way === 'push'
      ? await data.hasBrowser(viewer, target.id)
      : await data.hasReceiver(viewer, target.id)
  if (!isOwn) throw new NotFoundError()
}

/** A receiver's tests stand among its last posts. */
async function keepTest(
  { tenantId, ...sending }: Parameters<typeof deliver>[0],
  outcome: Outcome,
): Promise<void> {
  const { kind, words } = outcome
  const at = new Date()
  const status = kind === 'delivered' ? 'delivered' : 'failed'
  const times = { createdAt: at, nextAttemptAt: at }
  await insertNotices(tenantId, [{ ...sending, alarmId: null, ruleId: null, status, words, ...times }])
  await noteTestTry({ tenantId, ...sending }, outcome, at)
}

function sampleNotice(timeZone: string): Notice {
  const t = notifyWords({ locale: 'en', timeZone, unitSystem: 'metric' })
  const at = new Date().toISOString()
  const vehicle = { id: randomUUID(), imei: '000000000000000', name: t('sample.vehicle'), plate: null }
  const place = { lat: null, lng: null, speedKph: null, fence: null, address: null }
  const alarm = {
    id: randomUUID(),
    code: 'test',
    name: t('sample.alarm'),
    startedAt: at,
    endedAt: null,
    ...place,
  }
  return { isTest: true, rule: null, alarm: { ...alarm, severity: 'info' }, vehicle, timeZone }
}

/** @throws InvalidInputError with the reason in words */
async function requireReachable(url: string): Promise<void> {
  try {
    readOutboundUrl(url)
    await judgeTarget(url, { allow: env().webhookAllow })
  } catch (error) {
    // A name that cannot be found now may be fine when something is sent.
    if (error instanceof OutboundRefusedError && !error.isFinal) return
    if (error instanceof OutboundRefusedError) throw new InvalidInputError(error.words)
    throw error
  }
}

/** What a person may have sent by their own hand, of each kind in a minute. @throws TooManyRequestsError */
export async function requirePace({ userId }: Viewer, kind: 'notify-tests' | 'notify-again'): Promise<void> {
  const limiter = singleton(kind, () => new RateLimiterMemory({ points: BY_HAND_PER_MINUTE, duration: 60 }))
  await limiter.consume(userId).catch((refusal: RateLimiterRes) => {
    throw new TooManyRequestsError(Math.ceil(refusal.msBeforeNext / 1000))
  })
}

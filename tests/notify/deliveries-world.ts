import { afterAll, beforeAll, beforeEach } from 'vitest'
import { forgetEnv } from '@/lib/server/env'
import { MAX_ATTEMPTS, OutboxSender, pauseMs } from '@/lib/server/notify/outbox-sender'
import { RuleWatch } from '@/lib/server/notify/rule-watch'
import { isWebhookGenuine } from '@/lib/server/notify/webhook'
import { deliveriesPage } from '@/lib/server/services/notify-deliveries'
import { saveWebhook } from '@/lib/server/services/notify-settings'
import {
  makeRule,
  makeWorld,
  NOBODY,
  raise,
  standingClock,
  startReceiver,
  WAYS,
  type World,
} from './notify-world'

/** A world with one receiver of posts, and what was posted to it, for each test of a describe block. */
export function prepareDeliveries() {
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

  return {
    get world() {
      return world
    },
    get receiver() {
      return receiver
    },
    get clock() {
      return clock
    },
    get sender() {
      return sender
    },
    get webhook() {
      return webhook
    },
    ...{ sendDue, post, giveUp, gotAt, genuine },
  }
}

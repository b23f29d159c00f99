// What notifications leave by: a receiver of posts, a mailbox, and the sender between.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { forgetEnv } from '@/lib/server/env'
import { OutboxSender } from '@/lib/server/notify/outbox-sender'
import { RuleWatch } from '@/lib/server/notify/rule-watch'
import { saveWebhook } from '@/lib/server/services/notify-settings'
import { type MailCatcher, startMailCatcher } from '@/scripts/lib/mail-catcher'
import { makeWorld, standingClock, startReceiver, type World } from './notify-world'

/**
 * A world with a receiver of posts and a mail catcher for each test of a describe block. The address of the app is
 * https://fleet.example.
 */
export function prepareWays() {
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

  return {
    get world() {
      return world
    },
    get catcher() {
      return catcher
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
    get watch() {
      return watch
    },
    ...{ sendDue, addWebhook },
  }
}

'use server'

import { z } from 'zod'
import { isWholeWeek } from '@/lib/domain/alarm-rules-hours'
import { notifySettingSchema, pushKeysSchema } from '@/lib/domain/api/notify'
import type { SendAgainProblem } from '@/lib/domain/api/notify-log'
import { typedText } from '@/lib/domain/typed-text'
import {
  changeReceiver,
  markNoticesRead,
  removeBrowser,
  removeReceiver,
  setSetting,
} from '@/lib/server/data/notify-settings'
import { AppError, InvalidInputError, internalError } from '@/lib/server/errors'
import { errorWords } from '@/lib/server/i18n'
import { log } from '@/lib/server/log'
import { sendAgain } from '@/lib/server/services/notify-deliveries'
import { addBrowser, renewWebhookSecret, saveWebhook, sendTest } from '@/lib/server/services/notify-settings'
import { requireViewer } from '@/lib/server/session'

/** What came of it; a failure in words for the person. */
export type NotifyAnswer<T = null> = { ok: true; value: T } | { ok: false; message: string }

type Viewer = Awaited<ReturnType<typeof requireViewer>>

const idSchema = z.uuid()
const receiverSchema = z.strictObject({
  name: typedText().trim().min(1).max(60),
  url: z.string().trim().min(1).max(2_000),
  enabled: z.boolean(),
})
const testSchema = z.discriminatedUnion('way', [
  z.strictObject({ way: z.literal('mail') }),
  z.strictObject({ way: z.literal('push'), id: idSchema }),
  z.strictObject({ way: z.literal('webhook'), id: idSchema }),
])

/** Stores what the person wants for themselves. */
export async function saveSettingAction(input: unknown): Promise<NotifyAnswer> {
  return answer(async (viewer) => {
    const setting = notifySettingSchema.parse(input)
    if (setting.quiet !== null && isWholeWeek(setting.quiet.spans)) throw new InvalidInputError()
    await setSetting(viewer, setting)
    return null
  })
}

/** Marks everything the person was told as read. */
export async function markReadAction(): Promise<NotifyAnswer> {
  return answer(async (viewer) => {
    await markNoticesRead(viewer)
    return null
  })
}

/** Keeps the browser that asks for the person's notifications. */
export async function addBrowserAction(input: unknown): Promise<NotifyAnswer> {
  return answer(async (viewer) => {
    await addBrowser(viewer, pushKeysSchema.parse(input))
    return null
  })
}

/** Takes a browser off the person's list. */
export async function removeBrowserAction(id: unknown): Promise<NotifyAnswer> {
  return answer(async (viewer) => {
    await removeBrowser(viewer, idSchema.parse(id))
    return null
  })
}

/** Adds a receiver, or changes one; a new one's secret is in the answer, this once. */
export async function saveWebhookAction(
  id: unknown,
  input: unknown,
): Promise<NotifyAnswer<{ id: string; secret: string | null }>> {
  return answer(async (viewer) => {
    const parsed = receiverSchema.safeParse(input)
    if (!parsed.success) throw new InvalidInputError()
    return saveWebhook(viewer, idSchema.nullable().parse(id), parsed.data)
  })
}

/** Switches a receiver on or off. */
export async function enableWebhookAction(id: unknown, enabled: unknown): Promise<NotifyAnswer> {
  return answer(async (viewer) => {
    await changeReceiver(viewer, idSchema.parse(id), { enabled: z.boolean().parse(enabled) })
    return null
  })
}

/** Gives a receiver another secret, which is in the answer, this once. */
export async function renewSecretAction(id: unknown): Promise<NotifyAnswer<string>> {
  return answer((viewer) => renewWebhookSecret(viewer, idSchema.parse(id)))
}

/** Takes a receiver away. */
export async function removeWebhookAction(id: unknown): Promise<NotifyAnswer> {
  return answer(async (viewer) => {
    await removeReceiver(viewer, idSchema.parse(id))
    return null
  })
}

/** Sends a test and tells in words what came of it. */
export async function sendTestAction(
  input: unknown,
): Promise<NotifyAnswer<{ isDelivered: boolean; words: string }>> {
  return answer(async (viewer) => {
    const { kind, words } = await sendTest(viewer, testSchema.parse(input))
    return { isDelivered: kind === 'delivered', words }
  })
}

/** Has a delivery sent again; what keeps it from being sent is in the answer. */
export async function sendAgainAction(
  id: unknown,
): Promise<NotifyAnswer<{ problem: SendAgainProblem | null }>> {
  return answer(async (viewer) => ({ problem: await sendAgain(viewer, idSchema.parse(id)) }))
}

async function answer<T>(work: (viewer: Viewer) => Promise<T>): Promise<NotifyAnswer<T>> {
  const viewer = await requireViewer()
  try {
    return { ok: true, value: await work(viewer) }
  } catch (error) {
    const known = error instanceof AppError ? error : null
    if (known === null) log.error({ err: error }, 'notifications: action failed')
    // What an address is refused for is said in the error's own words, which no translation knows.
    if (known instanceof InvalidInputError) return { ok: false, message: known.userMessage }
    return { ok: false, message: await errorWords(known ?? internalError(error)) }
  }
}

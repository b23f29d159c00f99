// What may be sent from the explorer. Reads may, unless their answer is a secret; a write only when it stands in the list
// below, so that a method nobody has thought about stays shut. Orders to vehicles are judged one by one: explorer-orders.ts.

import type { ExplorerEntry, RefusalReason } from '@/lib/domain/api/explorer'
import { isPlainDeviceText } from '@/lib/domain/device-text'
import type { Problem } from '@/lib/domain/schema-form/shape'
import { getMethod, type MethodName } from '@/lib/jimi/contract'
import { isOrderMethod } from './order-methods'

/** Writes that move no vehicle. Each still needs the person's confirmation. */
const SENDABLE_WRITES: ReadonlySet<string> = new Set<MethodName>([
  'jimi.user.device.expiration.update',
  'jimi.open.device.update',
  'jimi.open.device.move',
  'jimi.open.device.bind',
  'jimi.open.device.unbind',
  'jimi.device.group.create',
  'jimi.device.group.update',
  'jimi.device.group.delete',
  'jimi.device.location.updateTagDevices',
  'jimi.device.meida.cmd.send',
  'jimi.device.history.cmd.send',
  'jimi.device.media.live.stream',
  'jimi.device.media.history.list.cmd',
  'jimi.device.media.history.stream',
  'jimi.device.media.close.stream',
  'jimi.device.history.file.list',
  'jimi.open.video.rtmp.url',
  'jimi.open.device.fence.create',
  'jimi.open.device.fence.delete',
  'jimi.open.platform.fence.create',
  'jimi.open.platform.fence.update',
  'jimi.open.platform.fence.delete',
  'jimi.open.platform.fence.bind',
  'jimi.user.child.create',
  'jimi.user.child.del',
  'jimi.user.child.move',
  'jimi.user.child.update',
])

/** Texts that the vendor hands on to the device, by method. How it puts them into what it sends nobody outside knows. */
const DEVICE_TEXTS: Partial<Record<MethodName, readonly string[]>> = {
  'jimi.open.device.fence.create': ['name'],
  'jimi.open.device.fence.delete': ['serial'],
  'jimi.device.meida.cmd.send': ['fileName'],
  'jimi.device.history.cmd.send': ['fileName'],
  'jimi.device.media.history.stream': ['fileNames'],
}

/** What of an input could be read as an order by the device it is handed to. */
export function unplainTexts(name: MethodName, input: unknown): Problem[] {
  const values: Record<string, unknown> = typeof input === 'object' && input !== null ? { ...input } : {}
  return (DEVICE_TEXTS[name] ?? []).flatMap((key) => {
    const texts = [values[key]].flat().filter((value) => typeof value === 'string')
    const text = 'only letters, digits, blanks and . _ / - go to a device'
    return texts.every(isPlainDeviceText) ? [] : [{ path: [key], kind: 'custom' as const, text }]
  })
}

const SECRET_ANSWER = /^jimi\.oauth\./

/** Why a method is never sent from the explorer; null when it may be. */
export function refusalOf(name: MethodName): ExplorerEntry['refusal'] {
  if (SECRET_ANSWER.test(name)) return 'secret'
  // Never called from here: an order becomes a command, and jimi.ts refuses it on any other way.
  if (isOrderMethod(name)) return null
  return getMethod(name).access === 'read' || SENDABLE_WRITES.has(name) ? null : 'not_listed'
}

/** The sentence for the person. */
export const REFUSAL_WORDS: Readonly<Record<RefusalReason, string>> = {
  secret:
    'This method answers with an access token, which is a secret. Milepost gets and renews tokens by itself.',
  not_listed: 'This method is not cleared for the explorer yet.',
  cut:
    'This order stops a vehicle, or nobody can tell what it does. Nothing was sent. Send it from the commands page, which ' +
    'checks that the vehicle stands still.',
  order: 'This order cannot be sent. Nothing was sent.',
}

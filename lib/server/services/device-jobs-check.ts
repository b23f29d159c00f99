// Finds out by reading what became of items whose call had no answer. It writes nothing at the vendor. Who is bound to a device
// cannot be read, and those stay unknown.

import type { DeviceItemProblem, DeviceWish } from '@/lib/domain/api/device-jobs'
import { iconInRoster } from '@/lib/domain/device-icons'
import type { MethodOutput } from '@/lib/jimi/contract'
import { storeExpiry, storeMoved } from '../data/system/device-jobs-devices'
import {
  type DeviceJobRef,
  type HeldItem,
  listHeld,
  settleItems,
  type Verdict,
} from '../data/system/device-jobs-items'
import { db } from '../db'
import { callConnection } from '../jimi'
import { log } from '../log'
import { endOf } from './device-jobs-call'
import { imeisOf } from './device-jobs-move'
import { storeItemEdit } from './device-jobs-steps'

type WishOf<S extends DeviceWish['step']> = Extract<DeviceWish, { step: S }>
type Detail = MethodOutput<'jimi.track.device.detail'>

/** `isComplete`: all that can be read was. `doneAt`: connections of items that were found to be done. */
export type Looked = { isComplete: boolean; doneAt: Set<string> }

/** Looks after every item of unknown fate, once. */
export async function checkUnknown(ref: DeviceJobRef, signal: AbortSignal): Promise<Looked> {
  const lists = new Map<string, Promise<Set<string>>>()
  const looked: Looked = { isComplete: true, doneAt: new Set() }
  for (const item of await listHeld(ref, 'unknown')) {
    if (signal.aborted) return { ...looked, isComplete: false }
    try {
      const verdict = await look(ref, item, lists)
      if (verdict !== null) await settleItems(ref, [verdict])
      if (verdict?.state === 'done') looked.doneAt.add(item.connectionId)
    } catch (error) {
      endOf(error)
      log.debug({ err: error, jobId: ref.jobId }, 'an item of unknown fate could not be looked after')
      looked.isComplete = false
    }
  }
  return looked
}

/** What a reading tells; null when it cannot tell. */
async function look(
  ref: DeviceJobRef,
  item: HeldItem,
  lists: Map<string, Promise<Set<string>>>,
): Promise<Verdict | null> {
  const { wish } = item
  if (wish.step === 'move') return lookAtAccount(ref, item, { wish, lists })
  if (wish.step === 'bind' || wish.step === 'unbind') return null
  const connection = { tenantId: ref.tenantId, id: item.connectionId }
  const detail = await callConnection(connection, 'jimi.track.device.detail', { imei: item.imei })
  return wish.step === 'edit'
    ? lookAtEdit(ref, item, { wish, detail })
    : lookAtExpiry(ref, item, { wish, detail })
}

async function lookAtAccount(
  { tenantId }: DeviceJobRef,
  item: HeldItem,
  { wish, lists }: { wish: WishOf<'move'>; lists: Map<string, Promise<Set<string>>> },
): Promise<Verdict | null> {
  const account = await db().account.findUnique({
    where: { tenantId_id: { tenantId, id: wish.accountId } },
    select: { login: true },
  })
  if (account === null) return null
  const there = lists.get(wish.accountId) ?? imeisOf(tenantId, item.connectionId, account.login)
  lists.set(wish.accountId, there)
  if (!(await there).has(item.imei)) return read(item, 'failed', 'read_undone')
  await storeMoved(tenantId, [item.deviceId], wish.accountId)
  return read(item, 'done', 'read_done')
}

async function lookAtEdit(
  { tenantId }: DeviceJobRef,
  item: HeldItem,
  { wish, detail }: { wish: WishOf<'edit'>; detail: Detail },
): Promise<Verdict | null> {
  const { deviceName, plate, driverName, driverPhone, sim, icon, remark, groupId } = wish.set
  const pairs: [wanted: string | undefined, found: string | undefined][] = [
    [deviceName, detail.deviceName],
    [plate, detail.plate],
    [driverName, detail.driverName],
    [driverPhone, detail.driverPhone],
    [sim, detail.sim],
    [icon === undefined ? undefined : iconInRoster(icon), detail.icon],
    [remark, detail.remark],
    [groupId, detail.groupId],
  ]
  const wanted = pairs.filter(([want]) => want !== undefined)
  if (wanted.some(([want, found]) => want !== found)) return read(item, 'failed', 'read_undone')
  await storeItemEdit(tenantId, item.deviceId, wish)
  return read(item, 'done', 'read_done')
}

/** The end of term that can be read is the platform's, so one that differs proves nothing. */
async function lookAtExpiry(
  { tenantId }: DeviceJobRef,
  item: HeldItem,
  { wish, detail }: { wish: WishOf<'expiry'>; detail: Detail },
): Promise<Verdict | null> {
  const expiresAt = new Date(wish.expiresAt)
  if (detail.expiresAt?.getTime() !== expiresAt.getTime()) return read(item, 'unknown', 'read_differs')
  await storeExpiry(tenantId, [item.deviceId], expiresAt)
  return read(item, 'done', 'read_done')
}

function read({ seq }: HeldItem, state: Verdict['state'], word: DeviceItemProblem['word']): Verdict {
  return { seq, state, problem: { word, checkedAt: new Date().toISOString() } }
}

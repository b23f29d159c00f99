// What is done with a piece of work: the call to the vendor, what it said of each device, and our own rows brought up to it.
// Which items make a piece, and what happens to those that are to go again, is device-jobs-run.ts.

import type { DeviceWish } from '@/lib/domain/api/device-jobs'
import { iconInRoster } from '@/lib/domain/device-icons'
import type { Viewer } from '../access'
import { findWorkDevices } from '../data/device-jobs-devices'
import { storeEdit, storeExpiry } from '../data/system/device-jobs-devices'
import type { HeldItem, Verdict } from '../data/system/device-jobs-items'
import { callForItems } from './device-jobs-call'
import { moveItems } from './device-jobs-move'
import {
  done,
  endOfAll,
  failed,
  type PieceEnd,
  type ReadyItem,
  skipped,
  unknown,
} from './device-jobs-verdicts'

type WishOf<S extends DeviceWish['step']> = Extract<DeviceWish, { step: S }>

/** To unbind: it was not bound to that user, so there is nothing to undo. */
const NOT_BOUND = 10

/** Does one piece for whoever asked, with the scope they have now. Items of a piece have one step and one batch key. */
export async function doPiece(viewer: Viewer, items: readonly HeldItem[]): Promise<PieceEnd> {
  const devices = new Map(
    (
      await findWorkDevices(
        viewer,
        items.map(({ deviceId }) => deviceId),
      )
    ).map((device) => [device.id, device]),
  )
  const ready: ReadyItem[] = []
  const verdicts: Verdict[] = []
  for (const item of items) {
    const device = devices.get(item.deviceId)
    if (device === undefined) verdicts.push(skipped(item, 'gone'))
    else ready.push({ ...item, device })
  }
  const end = await doReady(viewer, ready)
  return { ...end, verdicts: [...verdicts, ...end.verdicts] }
}

async function doReady(viewer: Viewer, ready: readonly ReadyItem[]): Promise<PieceEnd> {
  const [first] = ready
  if (first === undefined) return { verdicts: [], isUnsent: false, untilMs: null }
  if (first.wish.step === 'move') return moveItems(viewer, ofStep(ready, 'move'))
  if (first.wish.step === 'expiry') return setExpiry(viewer, ofStep(ready, 'expiry'))
  if (first.wish.step === 'edit') return editOne(viewer, ofStep(ready, 'edit'))
  return bindOne(viewer, [...ofStep(ready, 'bind'), ...ofStep(ready, 'unbind')])
}

function ofStep<S extends DeviceWish['step']>(items: readonly ReadyItem[], step: S): ReadyItem<WishOf<S>>[] {
  return items.filter((item): item is ReadyItem<WishOf<S>> => item.wish.step === step)
}

async function setExpiry(viewer: Viewer, items: readonly ReadyItem<WishOf<'expiry'>>[]): Promise<PieceEnd> {
  const [first] = items
  const expiresAt = new Date(first?.wish.expiresAt ?? 0)
  const same = items.filter(({ device }) => device.expiresAt?.getTime() === expiresAt.getTime())
  const others = items.filter((item) => !same.includes(item))
  const nothing = same.map((item) => skipped(item, 'already'))
  if (others.length === 0) return { verdicts: nothing, isUnsent: false, untilMs: null }
  const imeis = others.map(({ imei }) => imei)
  const end = await callForItems(viewer, 'jimi.user.device.expiration.update', { imeis, expiresAt })
  if (end.kind !== 'ok') return withVerdicts(nothing, endOfAll(others, end))
  const told = new Map(end.output.map((row) => [row.imei, row]))
  const verdicts = others.map((item): Verdict => {
    const row = told.get(item.imei)
    // A success that says nothing of a device is no word about it.
    if (row === undefined) return unknown(item)
    if (row.updated) return done(item)
    return failed(item, { word: 'refused', vendorWords: row.message?.trim() })
  })
  const stored = others.filter((_, index) => verdicts[index]?.state === 'done')
  await storeExpiry(
    viewer.tenantId,
    stored.map(({ deviceId }) => deviceId),
    expiresAt,
  )
  return { verdicts: [...nothing, ...verdicts], isUnsent: false, untilMs: null }
}

async function editOne(viewer: Viewer, items: readonly ReadyItem<WishOf<'edit'>>[]): Promise<PieceEnd> {
  const [item] = items
  if (item === undefined) return { verdicts: [], isUnsent: false, untilMs: null }
  const { set, group } = item.wish
  // A group belongs to an account, and the device may not have come there.
  if (group !== undefined && group.accountId !== item.device.accountId)
    return { verdicts: [failed(item, { word: 'no_group' })], isUnsent: false, untilMs: null }
  const end = await callForItems(viewer, 'jimi.open.device.update', { imei: item.imei, ...set })
  if (end.kind !== 'ok') return endOfAll([item], end)
  await storeItemEdit(viewer.tenantId, item.deviceId, item.wish)
  return { verdicts: [done(item)], isUnsent: false, untilMs: null }
}

/** Our own row as the vendor's is after an edit. */
export function storeItemEdit(tenantId: string, deviceId: string, { set, group }: WishOf<'edit'>) {
  const icon = set.icon === undefined ? undefined : iconInRoster(set.icon)
  return storeEdit(tenantId, deviceId, { set, icon, groupName: group?.name })
}

async function bindOne(
  viewer: Viewer,
  items: readonly ReadyItem<WishOf<'bind'> | WishOf<'unbind'>>[],
): Promise<PieceEnd> {
  const [item] = items
  if (item === undefined) return { verdicts: [], isUnsent: false, untilMs: null }
  const { step, appUserLogin } = item.wish
  const end = await callForItems(viewer, `jimi.open.device.${step}`, { imei: item.imei, appUserLogin })
  if (end.kind === 'refused' && step === 'unbind' && end.code === NOT_BOUND)
    return { verdicts: [skipped(item, 'already')], isUnsent: false, untilMs: null }
  return end.kind === 'ok'
    ? { verdicts: [done(item)], isUnsent: false, untilMs: null }
    : endOfAll([item], end)
}

function withVerdicts(verdicts: readonly Verdict[], end: PieceEnd): PieceEnd {
  return { ...end, verdicts: [...verdicts, ...end.verdicts] }
}

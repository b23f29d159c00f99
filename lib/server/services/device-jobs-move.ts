// Moving devices between accounts. The documents disagree on what a refusal of several devices leaves behind, so after one the
// vendor is asked where the devices are before any of them is told as failed or goes again.

import type { DeviceWish } from '@/lib/domain/api/device-jobs'
import type { Viewer } from '../access'
import { findWorkAccount } from '../data/device-jobs-devices'
import { storeMoved } from '../data/system/device-jobs-devices'
import type { HeldItem, Verdict } from '../data/system/device-jobs-items'
import { callConnection } from '../jimi'
import { type CallEnd, callForItems } from './device-jobs-call'
import {
  again,
  done,
  endOfAll,
  failed,
  type PieceEnd,
  type ReadyItem,
  skipped,
  unknown,
} from './device-jobs-verdicts'

type MoveItem = ReadyItem<Extract<DeviceWish, { step: 'move' }>>
type Target = { id: string; login: string }
type Refusal = Extract<CallEnd<never>, { kind: 'refused' }>

/** The request as a whole was refused: account unknown (217), not below (218), too many (220), a parameter (1001). */
const OF_ALL: ReadonlySet<number> = new Set([217, 218, 220, 1001])

/** Moves devices of one wish, from wherever in scope they are now. */
export async function moveItems(viewer: Viewer, items: readonly MoveItem[]): Promise<PieceEnd> {
  const [first] = items
  const target = first === undefined ? null : await findWorkAccount(viewer, first.wish.accountId)
  if (target === null)
    return { verdicts: items.map((item) => skipped(item, 'target_gone')), isUnsent: false, untilMs: null }
  const isThere = (item: MoveItem) => item.device.accountId === target.id
  const verdicts = items.filter(isThere).map((item) => skipped(item, 'already'))
  const sources = bySource(items.filter((item) => !isThere(item)))
  const whole: PieceEnd = { verdicts, isUnsent: false, untilMs: null }
  for (const [sourceLogin, part] of sources) {
    const end = await moveFrom(viewer, part, { sourceLogin, target })
    whole.verdicts.push(...end.verdicts)
    whole.isUnsent ||= end.isUnsent
    whole.untilMs ??= end.untilMs
  }
  return whole
}

function bySource(items: readonly MoveItem[]): Map<string, MoveItem[]> {
  const sources = new Map<string, MoveItem[]>()
  for (const item of items) {
    const { login } = item.device.account
    sources.set(login, [...(sources.get(login) ?? []), item])
  }
  return sources
}

async function moveFrom(
  viewer: Viewer,
  items: readonly MoveItem[],
  { sourceLogin, target }: { sourceLogin: string; target: Target },
): Promise<PieceEnd> {
  const imeis = items.map(({ imei }) => imei)
  const end = await callForItems(viewer, 'jimi.open.device.move', {
    sourceLogin,
    targetLogin: target.login,
    imeis,
    clearBindings: items[0]?.wish.clearBindings ?? false,
  })
  if (end.kind === 'refused' && !(end.code !== null && OF_ALL.has(end.code))) {
    const verdicts = await lookAfterRefusal(viewer, items, { end, target })
    return { verdicts, isUnsent: false, untilMs: null }
  }
  if (end.kind !== 'ok') return endOfAll(items, end)
  // A success may list what moved, or nothing. One that lists only some leaves the others open.
  const listed = new Set(end.output)
  const isDone = ({ imei }: HeldItem) => listed.size === 0 || listed.has(imei)
  const verdicts = items.map((item) => (isDone(item) ? done(item) : unknown(item)))
  await storeMoved(viewer.tenantId, idsOf(items, verdicts), target.id)
  return { verdicts, isUnsent: false, untilMs: null }
}

async function lookAfterRefusal(
  viewer: Viewer,
  items: readonly MoveItem[],
  { end, target }: { end: Refusal; target: Target },
): Promise<Verdict[]> {
  const [first] = items
  if (first === undefined) return []
  const there = await imeisOf(viewer.tenantId, first.connectionId, target.login).catch(() => null)
  if (there === null) return items.map((item) => unknown(item))
  const named = new Set(end.offendingImeis)
  const isNeighbourNamed = items.some(({ imei }) => named.has(imei))
  const verdicts = items.map((item): Verdict => {
    if (there.has(item.imei)) return done(item, { word: 'read_done', checkedAt: new Date().toISOString() })
    if (isNeighbourNamed && !named.has(item.imei)) return again(item)
    return failed(item, end.problem)
  })
  await storeMoved(viewer.tenantId, idsOf(items, verdicts), target.id)
  return verdicts
}

/** The devices that an account has at the vendor now. @throws as `callConnection` */
export async function imeisOf(tenantId: string, connectionId: string, login: string): Promise<Set<string>> {
  const rows = await callConnection({ tenantId, id: connectionId }, 'jimi.user.device.list', {
    accountLogin: login,
  })
  return new Set(rows.map(({ imei }) => imei))
}

function idsOf(items: readonly HeldItem[], verdicts: readonly Verdict[]): string[] {
  return items.filter((_, index) => verdicts[index]?.state === 'done').map(({ deviceId }) => deviceId)
}

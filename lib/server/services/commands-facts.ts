// What is known toward a cut at one moment: rights, proofs and fixes, read anew each time. Judging is lib/domain.

import 'server-only'
import {
  type CutApproval,
  type CutFacts,
  type CutFix,
  isRecent,
  REAUTHENTICATION_MS,
} from '@/lib/domain/command-safety'
import type { Viewer } from '../access'
import { listNewestFixes } from '../data/command-fixes'
import {
  findReauthentication,
  hasInView,
  needsSecondApprover,
  readPowers,
  readPowersOf,
} from '../data/command-settings'
import { getDevice } from '../data/devices'
import { callJimi } from '../jimi'
import { log } from '../log'
import { singleton } from '../singleton'

/** Who acts, in which session. `sessionHash` is SHA-256 of the session's cookie, hex. */
export type Actor = { viewer: Viewer; sessionHash: string }

/** What the vendor says of a vehicle when asked just now. */
export type FreshWord = { fix: CutFix | null; isOnline: boolean }

/** Asks the vendor where the vehicle is, taking no answer known already; null when it does not tell. */
export async function askFreshWord(viewer: Viewer, imei: string): Promise<FreshWord | null> {
  try {
    // With a trace a call has an exchange of its own.
    const rows = await callJimi(viewer, 'jimi.device.location.get', { imeis: [imei] }, { onTrace: () => {} })
    const row = rows.find((each) => each.imei === imei)
    if (row === undefined) return null
    const { fixAt, source = null, speedKph = null } = row
    return { fix: fixAt === undefined ? null : { at: fixAt, source, speedKph }, isOnline: row.online }
  } catch (error) {
    log.warn({ err: error }, 'no fresh position before a cut')
    return null
  }
}

/** Those who look within this time are told the same. */
const SHARED_MS = 2_500
const MAX_SHARED = 500

/** As `askFreshWord`, for looking at a vehicle: however many look, the vendor is asked once in 2.5 s. Never for sending. */
export function shareFreshWord(viewer: Viewer, imei: string): Promise<FreshWord | null> {
  const told = singleton(
    'cut-facts-told',
    () => new Map<string, { atMs: number; word: Promise<FreshWord | null> }>(),
  )
  const key = `${viewer.tenantId} ${imei}`
  const nowMs = Date.now()
  const known = told.get(key)
  if (known !== undefined && nowMs - known.atMs < SHARED_MS) return known.word
  if (told.size >= MAX_SHARED) told.clear()
  const word = askFreshWord(viewer, imei)
  told.set(key, { atMs: nowMs, word })
  return word
}

/** The facts as of now. `fresh` is what the vendor has just said, if it did. @throws NotFoundError as `getDevice`. */
export async function readCutFacts(
  { viewer, sessionHash }: Actor,
  deviceId: string,
  asked: { fresh: FreshWord | null; isQueueable: boolean; approved: { byId: string; at: Date } | null },
): Promise<CutFacts> {
  const [device, powers, reauthenticatedAt, needsApproval, approval, stored] = await Promise.all([
    getDevice(viewer, deviceId),
    readPowers(viewer),
    findReauthentication(viewer, sessionHash),
    needsSecondApprover(viewer),
    approvalOf(viewer, deviceId, asked.approved),
    listNewestFixes(viewer, deviceId),
  ])
  const { state } = device
  const latest = state?.fixAt ? [{ at: state.fixAt, source: state.source, speedKph: state.speedKph }] : []
  const fresh = asked.fresh?.fix ? [asked.fresh.fix] : []
  return {
    mayCut: powers.mayCut,
    reauthenticatedAt,
    plate: plateOf(device),
    isOnline: state?.online === true && asked.fresh?.isOnline !== false,
    fixes: [...fresh, ...latest, ...stored],
    isQueueable: asked.isQueueable,
    needsApproval,
    approval,
  }
}

/** What must be typed to name a vehicle: its plate, or its device's number when it has none. */
export function plateOf({ plate, imei }: { plate: string | null; imei: string }): string {
  return plate === null || plate.trim() === '' ? imei : plate
}

/** Whether a person has just proved in this session who they are. */
export async function hasJustProven({ viewer, sessionHash }: Actor, now: Date): Promise<boolean> {
  return isRecent(await findReauthentication(viewer, sessionHash), now, REAUTHENTICATION_MS)
}

async function approvalOf(
  viewer: Viewer,
  deviceId: string,
  approved: { byId: string; at: Date } | null,
): Promise<CutApproval | null> {
  if (approved === null) return null
  const { mayApprove } = await readPowersOf(viewer, approved.byId)
  return { ...approved, mayApprove: mayApprove && (await hasInView(viewer, approved.byId, deviceId)) }
}

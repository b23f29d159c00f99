// When an engine may be cut. Pure: the facts are gathered, and judged once more at the moment of sending, by the server.
// Every condition must be shown to hold; what is not known does not hold. What counts as a cut is command-safety-kind.ts.

import type { FixSource } from './vehicle'

/** One fix of the vehicle, as a device reported it. */
export type CutFix = { at: Date; source: FixSource | null; speedKph: number | null }

/** Somebody else's word that the cut may be made. */
export type CutApproval = { byId: string; at: Date; mayApprove: boolean }

/** What is known when a cut is judged. */
export type CutFacts = {
  /** The requester may cut engines. */
  mayCut: boolean
  /** When the requester last proved who they are. */
  reauthenticatedAt: Date | null
  /** What must be typed: the plate, or the IMEI of a vehicle without one. */
  plate: string
  /** The device is connected, by everything we know. */
  isOnline: boolean
  /** The newest fixes in any order; the same moment may be told twice. */
  fixes: readonly CutFix[]
  /** The vendor would keep the command for an offline device, and it would fire late. */
  isQueueable: boolean
  needsApproval: boolean
  approval: CutApproval | null
}

/** What the person says. */
export type CutRequest = { requesterId: string; typedPlate: string; reason: string }

/** Why a cut is refused, each with words at `commands.refusals` of the messages. */
export const CUT_REFUSALS = [
  'no_permission',
  'not_reauthenticated',
  'wrong_plate',
  'no_reason',
  'offline',
  'would_queue',
  'no_fix',
  'fix_not_gps',
  'fix_stale',
  'fix_in_future',
  'one_fix_only',
  'speed_unknown',
  'moving',
  'not_approved',
  'own_approval',
  'approval_stale',
  'approver_may_not',
] as const
export type CutRefusal = (typeof CUT_REFUSALS)[number]

/** The conditions as people see them, in this order. */
export const CUT_CONDITIONS = [
  'permission',
  'reauthentication',
  'plate',
  'reason',
  'online',
  'queue',
  'fix',
  'speed',
  'approval',
] as const
export type CutCondition = (typeof CUT_CONDITIONS)[number]

/** A condition with what stands against it; nothing when it holds. */
export type CutCheck = { condition: CutCondition; refusals: CutRefusal[] }

export type CutVerdict = { allowed: true } | { allowed: false; refusals: CutRefusal[] }

export const REAUTHENTICATION_MS = 5 * 60_000
export const LAST_FIX_MAX_AGE_MS = 60_000
/** The fix before the last tells of standing only if it is not from another day. */
export const EARLIER_FIX_MAX_AGE_MS = 15 * 60_000
export const STANDING_SPEED_KPH = 5
export const APPROVAL_MS = 10 * 60_000
export const MAX_REASON_LENGTH = 500
/** Clocks differ a little; a fix or word further ahead than this is not believed. */
const AHEAD_TOLERANCE_MS = 5_000

/** Whether the cut may be sent now. */
export function judgeCut(facts: CutFacts, request: CutRequest, now: Date): CutVerdict {
  const refusals = reviewCut(facts, request, now).flatMap((check) => check.refusals)
  return refusals.length === 0 ? { allowed: true } : { allowed: false, refusals }
}

/** Every condition with what stands against it, for people to see what is missing. */
export function reviewCut(facts: CutFacts, request: CutRequest, now: Date): CutCheck[] {
  const reason = request.reason.trim()
  const refusals: Record<CutCondition, CutRefusal[]> = {
    permission: facts.mayCut === true ? [] : ['no_permission'],
    reauthentication: isRecent(facts.reauthenticatedAt, now, REAUTHENTICATION_MS)
      ? []
      : ['not_reauthenticated'],
    plate: isSamePlate(facts.plate, request.typedPlate) ? [] : ['wrong_plate'],
    reason: /[\p{L}\p{N}]/u.test(reason) && reason.length <= MAX_REASON_LENGTH ? [] : ['no_reason'],
    online: facts.isOnline === true ? [] : ['offline'],
    queue: facts.isQueueable === false ? [] : ['would_queue'],
    fix: fixRefusals(facts.fixes, now),
    speed: speedRefusals(facts.fixes, now),
    approval: approvalRefusals(facts, request, now),
  }
  return CUT_CONDITIONS.map((condition) => ({ condition, refusals: refusals[condition] }))
}

/** The newest fixes of distinct moments, the newest first. Of one moment told twice the worst of both is believed. */
export function distinctFixes(fixes: readonly CutFix[]): CutFix[] {
  const byMoment = new Map<number, CutFix>()
  for (const fix of fixes) {
    const known = byMoment.get(fix.at.getTime())
    byMoment.set(fix.at.getTime(), known === undefined ? fix : worse(known, fix))
  }
  // A moment that is none sorts before all others, and fails every check.
  const order = (fix: CutFix) =>
    Number.isNaN(fix.at.getTime()) ? Number.POSITIVE_INFINITY : fix.at.getTime()
  return [...byMoment.values()].sort((a, b) => (order(a) === order(b) ? 0 : order(b) - order(a)))
}

/** Whether what was typed is the plate; blanks and letter case don't matter, anything else does. */
export function isSamePlate(plate: string, typed: string): boolean {
  const plain = (text: string) => text.replace(/\s+/g, '').toUpperCase()
  return plain(plate) !== '' && plain(plate) === plain(typed)
}

function fixRefusals(fixes: readonly CutFix[], now: Date): CutRefusal[] {
  const [last] = distinctFixes(fixes)
  if (last === undefined) return ['no_fix']
  const refusals: CutRefusal[] = last.source === 'gps' ? [] : ['fix_not_gps']
  const ageMs = now.getTime() - last.at.getTime()
  if (ageMs < -AHEAD_TOLERANCE_MS) refusals.push('fix_in_future')
  else if (!(ageMs <= LAST_FIX_MAX_AGE_MS)) refusals.push('fix_stale')
  return refusals
}

function speedRefusals(fixes: readonly CutFix[], now: Date): CutRefusal[] {
  const [last, earlier] = distinctFixes(fixes)
  const refusals = new Set<CutRefusal>()
  for (const fix of [last, earlier]) {
    if (fix === undefined) continue
    if (fix.speedKph === null || !Number.isFinite(fix.speedKph) || fix.speedKph < 0)
      refusals.add('speed_unknown')
    else if (fix.speedKph > STANDING_SPEED_KPH) refusals.add('moving')
  }
  const ageMs = earlier === undefined ? Number.NaN : now.getTime() - earlier.at.getTime()
  const isTelling =
    earlier?.source === 'gps' && ageMs >= -AHEAD_TOLERANCE_MS && ageMs <= EARLIER_FIX_MAX_AGE_MS
  if (!isTelling) refusals.add('one_fix_only')
  return [...refusals]
}

function approvalRefusals(
  { needsApproval, approval }: CutFacts,
  request: CutRequest,
  now: Date,
): CutRefusal[] {
  if (needsApproval === false) return []
  if (approval === null) return ['not_approved']
  const refusals: CutRefusal[] = approval.byId === request.requesterId ? ['own_approval'] : []
  if (!isRecent(approval.at, now, APPROVAL_MS)) refusals.push('approval_stale')
  if (approval.mayApprove !== true) refusals.push('approver_may_not')
  return refusals
}

/** No longer ago than `withinMs`, and not ahead of us. A moment that is none is not recent. */
export function isRecent(at: Date | null, now: Date, withinMs: number): boolean {
  if (at === null) return false
  const ageMs = now.getTime() - at.getTime()
  return ageMs >= -AHEAD_TOLERANCE_MS && ageMs <= withinMs
}

function worse(one: CutFix, other: CutFix): CutFix {
  const speeds = [one.speedKph, other.speedKph]
  const isKnown = speeds.every((speed) => speed !== null && Number.isFinite(speed) && speed >= 0)
  const source = one.source === 'gps' ? other.source : one.source
  return { at: one.at, source, speedKph: isKnown ? Math.max(...speeds.map(Number)) : null }
}

// Share links for people: making, listing, copying again, pausing, extending, revoking. What holders of a link get to see is
// ../share.

import 'server-only'
import { randomUUID } from 'node:crypto'
import type { ShareDraft, ShareFilter, ShareLink, ShareList } from '@/lib/domain/api/share'
import {
  SHARE_FIELDS,
  SHARE_MINUTES,
  SHARE_START_AHEAD_MS,
  SHARE_ZONE_MODES,
  shareState,
} from '@/lib/domain/share'
import type { Viewer } from '../access'
import { type AuditDetail, appendAudit } from '../audit'
import { getFence } from '../data/fences'
import * as data from '../data/shares'
import { inTransaction } from '../db'
import { AppError, ForbiddenError } from '../errors'
import { hashPassword } from '../passwords'
import { assertMay, rightsOfViewer } from '../rights'
import { noteShareChanged } from '../share/desk'
import { newShareToken, openShareToken, sealShareToken, shareTokenHash } from '../share/token'

/** Open links one person can have at a time. */
export const MAX_OPEN_SHARES = 500
/** How long what ended stays in the list. */
export const SHARES_KEPT_DAYS = 90
/** A start that lies this little behind is now: clocks differ, and people take their time. */
const LATE_START_MS = 5 * 60_000

/** A part of a draft that cannot be; `field` is its path. */
export class ShareFieldError extends AppError {
  constructor(
    readonly field: string,
    userMessage: string,
  ) {
    super({ code: 'invalid_input', userMessage, status: 400 })
  }
}

/** There are MAX_OPEN_SHARES already. */
export class TooManySharesError extends AppError {
  constructor() {
    super({
      code: 'too_many_shares',
      userMessage: `You have ${MAX_OPEN_SHARES} open links already. Revoke some first.`,
      status: 409,
    })
  }
}

/** The link was revoked or has ended, so this is not possible any more. */
export class ShareOverError extends AppError {
  constructor() {
    super({ code: 'share_over', userMessage: 'This link is over.', status: 409 })
  }
}

/**
 * Makes a link and answers its token, which nobody but its creator can read again.
 * @throws ForbiddenError without the right to share, NotFoundError for a vehicle or fence the viewer does not see,
 * ShareFieldError, TooManySharesError
 */
export async function createShare(viewer: Viewer, draft: ShareDraft): Promise<{ id: string; token: string }> {
  await assertMay(viewer, 'share')
  const times = timesOf(draft, Date.now())
  checkDraft(draft)
  await data.assertVisible(
    viewer,
    draft.vehicles.map(({ deviceId }) => deviceId),
  )
  const zones = await zonesOf(viewer, draft)
  if ((await data.countOpenShares(viewer)) >= MAX_OPEN_SHARES) throw new TooManySharesError()
  const id = randomUUID()
  const token = newShareToken()
  const passwordHash = draft.password === null ? null : await hashPassword(draft.password)
  await inTransaction(async () => {
    await data.insertShare(viewer, {
      id,
      tokenHash: shareTokenHash(token),
      tokenSealed: sealShareToken(viewer.tenantId, id, token),
      name: draft.name,
      ...times,
      fields: SHARE_FIELDS.filter((field) => draft.fields.includes(field)),
      zoneMode: draft.zone.mode,
      zones,
      passwordHash,
      destination: draft.destination,
      viewerLimit: draft.viewerLimit,
      vehicles: draft.vehicles.map(({ deviceId, alias }) => ({ deviceId, alias: alias || null })),
    })
    await note(viewer, 'share_link.make', id, {
      vehicles: draft.vehicles.map(({ deviceId }) => deviceId),
      startsAt: times.startsAt.toISOString(),
      endsAt: times.endsAt.toISOString(),
      fields: draft.fields,
      hasPassword: passwordHash !== null,
    })
  })
  await data.removeOldShares(viewer, SHARES_KEPT_DAYS)
  return { id, token }
}

/** The viewer's own links, and of people they manage, that fit. @throws ForbiddenError when they may neither share nor manage people */
export async function listShareLinks(viewer: Viewer, filter: ShareFilter = {}): Promise<ShareList> {
  const rights = await rightsOfViewer(viewer)
  const withOthers = rights.includes('manage_people')
  if (!withOthers && !rights.includes('share')) throw new ForbiddenError()
  const { links, total } = await data.listShares(viewer, { withOthers, filter })
  const nowMs = Date.now()
  return { links: links.map((link) => toShareLink(viewer, link, nowMs)), total, seesOthers: withOthers }
}

/**
 * The token of a link of one's own that can still be opened. It stands in the audit trail that it was read.
 * @throws NotFoundError, ForbiddenError without the right to share, ShareOverError
 */
export async function readShareToken(viewer: Viewer, id: string): Promise<string> {
  const link = await ownShare(viewer, id)
  await assertMay(viewer, 'share')
  if (isOver(link)) throw new ShareOverError()
  const token = openShareToken(viewer.tenantId, link.id, link.tokenSealed)
  await note(viewer, 'share_link.copy', id, {})
  return token
}

/** Pauses a link, or lets it go on. @throws NotFoundError, ShareOverError, ForbiddenError when who lets it go on may not share */
export async function pauseShare(viewer: Viewer, id: string, paused: boolean): Promise<void> {
  const link = await seenShare(viewer, id)
  if (!paused) await assertMay(viewer, 'share')
  if (isOver(link)) throw new ShareOverError()
  await inTransaction(async () => {
    await data.setSharePaused(viewer, id, paused)
    await note(viewer, paused ? 'share_link.pause' : 'share_link.resume', id, {})
  })
  noteShareChanged(id)
}

/**
 * Lets a link of one's own go on for so many minutes after its end, or after now if that is past, but never more than 30 days
 * from now. @throws NotFoundError, ForbiddenError, ShareOverError when it was revoked
 */
export async function extendShare(viewer: Viewer, id: string, minutes: number): Promise<Date> {
  const link = await ownShare(viewer, id)
  await assertMay(viewer, 'share')
  if (link.revokedAt !== null) throw new ShareOverError()
  const nowMs = Date.now()
  const fromMs = Math.max(nowMs, link.endsAt.getTime())
  const longestMs = Math.max(nowMs, link.startsAt.getTime()) + SHARE_MINUTES.max * 60_000
  const endsAt = new Date(Math.min(fromMs + minutes * 60_000, longestMs))
  await inTransaction(async () => {
    if (!(await data.setShareEnd(viewer, id, endsAt))) throw new ShareOverError()
    await note(viewer, 'share_link.extend', id, { endsAt: endsAt.toISOString() })
  })
  noteShareChanged(id)
  return endsAt
}

/** Ends a link for good; ending one that is over changes nothing. @throws NotFoundError */
export async function revokeShareLink(viewer: Viewer, id: string): Promise<void> {
  const link = await seenShare(viewer, id)
  if (link.revokedAt !== null) return
  await inTransaction(async () => {
    await data.revokeShare(viewer, id)
    await note(viewer, 'share_link.revoke', id, { creatorId: link.creatorId })
  })
  noteShareChanged(id)
}

async function seenShare(viewer: Viewer, id: string): Promise<data.ShareRecord> {
  const rights = await rightsOfViewer(viewer)
  return data.getShare(viewer, id, { withOthers: rights.includes('manage_people') })
}

/** Whoever manages people may see a link of theirs and end it, but the address is its creator's. */
async function ownShare(viewer: Viewer, id: string): Promise<data.ShareRecord> {
  const link = await seenShare(viewer, id)
  if (link.creatorId !== viewer.userId) throw new ForbiddenError('Only its creator can do this.')
  return link
}

function isOver(link: data.ShareRecord): boolean {
  return ['ended', 'revoked'].includes(shareState(link, Date.now()))
}

function timesOf({ startsAt, durationMin }: ShareDraft, nowMs: number): { startsAt: Date; endsAt: Date } {
  const wantedMs = startsAt === null ? nowMs : Date.parse(startsAt)
  if (wantedMs < nowMs - LATE_START_MS) throw new ShareFieldError('startsAt', 'The start lies in the past.')
  if (wantedMs > nowMs + SHARE_START_AHEAD_MS)
    throw new ShareFieldError('startsAt', 'The start can be 30 days ahead at most.')
  const startMs = Math.max(wantedMs, nowMs)
  return { startsAt: new Date(startMs), endsAt: new Date(startMs + durationMin * 60_000) }
}

function checkDraft({ fields, destination, zone, vehicles }: ShareDraft): void {
  if (fields.includes('eta') && destination === null)
    throw new ShareFieldError('destination', 'An arrival time needs a destination.')
  if (zone.mode !== 'none' && zone.fenceIds.length === 0)
    throw new ShareFieldError('zone', 'Choose at least one fence.')
  if (new Set(vehicles.map(({ deviceId }) => deviceId)).size < vehicles.length)
    throw new ShareFieldError('vehicles', 'A vehicle is named twice.')
}

/** Copies, so that what was hidden stays hidden when a fence is changed or taken away. */
async function zonesOf(viewer: Viewer, { zone }: ShareDraft) {
  if (zone.mode === 'none') return []
  const fences = await Promise.all([...new Set(zone.fenceIds)].map((id) => getFence(viewer, id)))
  return fences.map(({ id, name, shape }) => ({ id, name, shape }))
}

function note(viewer: Viewer, action: string, target: string, detail: AuditDetail): Promise<void> {
  return appendAudit(viewer.tenantId, { actorId: viewer.userId, action, target, detail })
}

function toShareLink(viewer: Viewer, link: data.ShareRecord, nowMs: number): ShareLink {
  const { id, name, creatorName, vehicles, hasPassword, viewerLimit, views } = link
  const state = shareState(link, nowMs)
  const isOpen = state !== 'ended' && state !== 'revoked'
  return {
    id,
    name,
    creatorName,
    isOwn: link.creatorId === viewer.userId,
    state: isOpen && !link.isAlive ? 'void' : state,
    createdAt: link.createdAt.toISOString(),
    startsAt: link.startsAt.toISOString(),
    endsAt: link.endsAt.toISOString(),
    vehicles,
    fields: SHARE_FIELDS.filter((field) => link.fields.includes(field)),
    zoneMode: SHARE_ZONE_MODES.find((mode) => mode === link.zoneMode) ?? 'none',
    zoneNames: namesOf(link.zones),
    hasPassword,
    destinationLabel: labelOf(link.destination),
    viewerLimit,
    views,
    lastViewedAt: link.lastViewedAt?.toISOString() ?? null,
  }
}

function namesOf(zones: unknown): string[] {
  if (!Array.isArray(zones)) return []
  return zones.flatMap((zone) => (typeof zone?.name === 'string' ? [zone.name] : []))
}

function labelOf(destination: unknown): string | null {
  if (typeof destination !== 'object' || destination === null || !('label' in destination)) return null
  return typeof destination.label === 'string' ? destination.label : null
}

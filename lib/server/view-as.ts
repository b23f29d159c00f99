// Looking at Milepost as a customer does. It narrows a session to an account and to reading, never widens it, and notes in the
// audit trail when that begins and ends. Who is signed in is session.ts; what a narrowed viewer may do is everybody's own rule.

import 'server-only'
import { headers } from 'next/headers'
import { appendAudit } from './audit'
import { getAccount } from './data/accounts'
import { endViewsOf, findOpenView, insertView, type OpenView, type ViewEnd } from './data/system/views'
import { inTransaction } from './db'
import { AppError, ForbiddenError } from './errors'
import type { Session } from './session'
import { singleton } from './singleton'
import { endOverdue, noteEnds } from './view-as-ends'

/** Whose view a session has, and until when. */
export type ViewAs = { accountId: string; accountName: string; endsAt: Date }

/** A view ends by itself after this. */
export const VIEW_LASTS_MS = 8 * 3_600_000
const FRESH_MS = 2_000
const MAX_CACHED = 10_000

/** Something was to be changed while looking as a customer: 403. */
export class ViewingOnlyError extends AppError {
  constructor() {
    super({
      code: 'viewing_only',
      userMessage: "You are looking at a customer's view, where nothing can be changed. Leave it first.",
      status: 403,
    })
  }
}

/**
 * The session as it counts: within the account it looks as, and with the rights of who only looks. As it was when it looks as
 * nobody, or when the account is not, or no longer, within the person's own scope.
 */
export async function withView(session: Session): Promise<Session> {
  const { viewer } = session
  const view = await readView(session)
  if (view === null || !view.accountPath.startsWith(viewer.scopePath)) return session
  const { accountId, accountName, accountPath, endsAt } = view
  return {
    ...session,
    viewer: { ...viewer, role: 'viewer', scopePath: accountPath },
    viewAs: { accountId, accountName, endsAt },
  }
}

/** @throws ViewingOnlyError when the request is a server action of somebody who looks as a customer */
export async function refuseActionsWhileViewing({ viewAs }: Session): Promise<void> {
  if (viewAs === null) return
  const sent = await headers()
  // A form that is sent without scripts names its action in its body.
  const isForm = FORM_TYPES.test(sent.get('content-type') ?? '')
  if (isForm || sent.has('next-action')) throw new ViewingOnlyError()
}

const FORM_TYPES = /^\s*(multipart\/|application\/x-www-form-urlencoded)/i

/**
 * Begins to look as an account below the viewer.
 * @throws ForbiddenError unless the viewer is an owner or a distributor; ViewingOnlyError when they look as somebody already;
 * NotFoundError for an account that is not theirs
 */
export async function enterView({ viewer, claims, viewAs }: Session, accountId: string): Promise<void> {
  if (viewAs !== null) throw new ViewingOnlyError()
  if (!mayEnter(viewer)) throw new ForbiddenError()
  const { tenantId, userId } = viewer
  const { login, path } = await getAccount(viewer, accountId)
  await endOverdue()
  const endsAt = new Date(Date.now() + VIEW_LASTS_MS)
  await inTransaction(async () => {
    const id = await insertView({ tenantId, sessionId: claims.sessionId, userId, accountId, endsAt })
    if (id === null) throw new ViewingOnlyError()
    const detail = { view: id, login, path, until: endsAt.toISOString() }
    await appendAudit(tenantId, { actorId: userId, action: 'view_as.start', target: accountId, detail })
  })
  cache().delete(claims.sessionId)
}

/** Ends what a session views, if anything, and notes it. */
export async function endView(
  tenantId: string,
  sessionId: string,
  reason: Extract<ViewEnd, 'left' | 'session'>,
): Promise<void> {
  await inTransaction(async () => noteEnds(await endViewsOf(tenantId, sessionId, reason)))
  cache().delete(sessionId)
}

function mayEnter({ role }: Session['viewer']): boolean {
  return role === 'owner' || role === 'distributor'
}

async function readView({ viewer, claims }: Session): Promise<OpenView | null> {
  const { sessionId } = claims
  const cached = cache().get(sessionId)
  const now = Date.now()
  if (cached && now - cached.readAtMs < FRESH_MS) return cached.view && lasting(cached.view, now)
  const view = await findOpenView(viewer.tenantId, sessionId)
  // Another process may let this session enter at any moment, and nobody may see more than the view for two seconds after.
  if (view === null && mayEnter(viewer)) return view
  if (cache().size >= MAX_CACHED) cache().clear()
  cache().set(sessionId, { view, readAtMs: now })
  return view
}

function lasting(view: OpenView, nowMs: number): OpenView | null {
  return view.endsAt.getTime() > nowMs ? view : null
}

function cache(): Map<string, { view: OpenView | null; readAtMs: number }> {
  return singleton('session-views', () => new Map())
}

'use server'

import { findSession } from '@/lib/server/session'
import { endView } from '@/lib/server/view-as'

/** Leaves the view that this session has; where it is over already, nothing is left to do. */
export async function leaveViewAction(): Promise<{ ok: boolean }> {
  // Not requireSession: that refuses every action of who looks as a customer, and this is the one they have.
  const session = await findSession()
  if (session === null) return { ok: false }
  await endView(session.viewer.tenantId, session.claims.sessionId, 'left')
  return { ok: true }
}

// Sessions as their own people see them, and those of others for who sees to people. Beginning and checking them is
// system/sessions.ts.

import 'server-only'
import type { Viewer } from '../access'
import { sql } from '../db'
import { lastSeenLimit } from './system/sessions'

/** An open session. `browser` and `system` are names as in lib/domain/user-agent.ts. */
export type OpenSession = {
  id: string
  createdAt: Date
  lastSeenAt: Date
  address: string | null
  browser: string | null
  system: string | null
}

/** The viewer's own open sessions, the last used first; at most 200. */
export function listOwnSessions(viewer: Viewer): Promise<OpenSession[]> {
  return sql().query<OpenSession>(
    `SELECT s.id, s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt", s.address, s.browser, s.system
     FROM user_session s
     WHERE s.tenant_id = $1 AND s.user_id = $2 AND s.ended_at IS NULL AND s.last_seen_at > $3::timestamptz
     ORDER BY s.last_seen_at DESC, s.id LIMIT 200`,
    [viewer.tenantId, viewer.userId, lastSeenLimit(new Date())],
  )
}

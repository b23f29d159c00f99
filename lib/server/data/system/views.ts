// Which session looks as which account. Whether it may is view-as.ts's business; sessions are read before there is a viewer.

import { randomUUID } from 'node:crypto'
import { sql } from '../../db'

/** A view that lasts, with the account as it is now. */
export type OpenView = {
  id: string
  accountId: string
  accountName: string
  accountPath: string
  endsAt: Date
}

/** Why a view ended: left by hand, its time was over, its session ended, or its account went out of reach. */
export type ViewEnd = 'left' | 'time' | 'session' | 'account'

/** A view that has ended just now. */
export type EndedView = {
  tenantId: string
  id: string
  userId: string
  accountId: string
  endReason: ViewEnd
}

/** The view of a session, if one lasts. */
export async function findOpenView(tenantId: string, sessionId: string): Promise<OpenView | null> {
  const [row] = await sql().query<OpenView>(
    `SELECT v.id, v.account_id AS "accountId", a.name AS "accountName", a.path AS "accountPath", v.ends_at AS "endsAt"
     FROM view_as v JOIN account a ON a.tenant_id = v.tenant_id AND a.id = v.account_id AND a.removed_at IS NULL
     WHERE v.tenant_id = $1 AND v.session_id = $2 AND v.ended_at IS NULL AND v.ends_at > $3`,
    [tenantId, sessionId, new Date()],
  )
  return row ?? null
}

/** Begins a view and answers its id; null when the session has one already. */
export async function insertView(view: {
  tenantId: string
  sessionId: string
  userId: string
  accountId: string
  endsAt: Date
}): Promise<string | null> {
  const { tenantId, sessionId, userId, accountId, endsAt } = view
  const [row] = await sql().query<{ id: string }>(
    `INSERT INTO view_as (tenant_id, id, session_id, user_id, account_id, started_at, ends_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id`,
    [tenantId, randomUUID(), sessionId, userId, accountId, new Date(), endsAt],
  )
  return row?.id ?? null
}

/** Ends what a session views, and tells it. */
export function endViewsOf(tenantId: string, sessionId: string, reason: ViewEnd): Promise<EndedView[]> {
  return sql().query<EndedView>(
    `UPDATE view_as v SET ended_at = $3, end_reason = $4
     WHERE v.tenant_id = $1 AND v.session_id = $2 AND v.ended_at IS NULL RETURNING ${ENDED}`,
    [tenantId, sessionId, new Date(), reason],
  )
}

/**
 * Ends every view whose time is over, whose session has ended, or whose account is gone, and tells them. Of one tenant, or of the
 * accounts of one connection, where that is named.
 */
export function endOverdueViews(of: { tenantId?: string; connectionId?: string } = {}): Promise<EndedView[]> {
  return sql().query<EndedView>(
    `UPDATE view_as v SET ended_at = $1::timestamptz, end_reason = o.reason
     FROM (
       SELECT n.tenant_id, n.id, CASE WHEN n.ends_at <= $1::timestamptz THEN 'time'
         WHEN a.removed_at IS NOT NULL THEN 'account' ELSE 'session' END AS reason
       FROM view_as n
       JOIN account a ON a.tenant_id = n.tenant_id AND a.id = n.account_id
       LEFT JOIN user_session s ON s.tenant_id = n.tenant_id AND s.id = n.session_id
       WHERE n.ended_at IS NULL
         AND (n.ends_at <= $1::timestamptz OR a.removed_at IS NOT NULL OR s.id IS NULL OR s.ended_at IS NOT NULL)
         AND ($2::uuid IS NULL OR n.tenant_id = $2::uuid) AND ($3::uuid IS NULL OR a.connection_id = $3::uuid)
     ) o
     WHERE v.tenant_id = o.tenant_id AND v.id = o.id AND v.ended_at IS NULL RETURNING ${ENDED}`,
    [new Date(), of.tenantId ?? null, of.connectionId ?? null],
  )
}

const ENDED = `v.tenant_id AS "tenantId", v.id, v.user_id AS "userId", v.account_id AS "accountId",
  v.end_reason AS "endReason"`

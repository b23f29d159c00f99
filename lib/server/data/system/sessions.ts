// Sessions before there is a viewer: beginning one, checking on every request that it lasts, ending it. What people see and
// do of their own is data/sessions.ts.

import { randomUUID } from 'node:crypto'
import { namesOfAgent } from '@/lib/domain/user-agent'
import { sql } from '../../db'
import { env } from '../../env'
import { storableText } from '../../sql'
import { isUuid } from '../ids'

/** Where a sign-in comes from: the client's address and its user-agent header, null where unknown. */
export type SignInSource = { address: string | null; userAgent: string | null }

/** What a request needs to know of its session. */
export type SessionRow = { userId: string; lastSeenAt: Date; endedAt: Date | null }

/** An ended session is remembered this long. */
const KEEP_ENDED_DAYS = 30

/** Begins a session and tells its id. Sessions of this person that are long over are forgotten. */
export async function startSession(
  person: { tenantId: string; userId: string },
  source: SignInSource,
  at = new Date(),
): Promise<string> {
  const id = randomUUID()
  const { browser, system } = namesOfAgent(source.userAgent)
  await sql().query(
    `DELETE FROM user_session WHERE tenant_id = $1 AND user_id = $2
       AND (ended_at < $3::timestamptz OR last_seen_at < $4::timestamptz)`,
    [person.tenantId, person.userId, daysBefore(at, KEEP_ENDED_DAYS), lastSeenLimit(at)],
  )
  await sql().query(
    `INSERT INTO user_session (tenant_id, id, user_id, created_at, last_seen_at, address, browser, system)
     VALUES ($1, $2, $3, $4, $4, $5, $6, $7)`,
    [person.tenantId, id, person.userId, at, source.address && storableText(source.address), browser, system],
  )
  return id
}

/** The session of a tenant by id; null when it is gone. */
export async function findSessionRow(tenantId: string, id: string): Promise<SessionRow | null> {
  if (!isUuid(id)) return null
  const [row] = await sql().query<SessionRow>(
    `SELECT user_id AS "userId", last_seen_at AS "lastSeenAt", ended_at AS "endedAt"
     FROM user_session WHERE tenant_id = $1 AND id = $2`,
    [tenantId, id],
  )
  return row ?? null
}

/** Notes that a session was just used. */
export async function touchSession(tenantId: string, id: string, at: Date): Promise<void> {
  await sql().query(
    'UPDATE user_session SET last_seen_at = $3 WHERE tenant_id = $1 AND id = $2 AND last_seen_at < $3',
    [tenantId, id, at],
  )
}

/** Ends one session of a person; false when it was over or is not theirs. */
export async function endSession(tenantId: string, userId: string, id: string): Promise<boolean> {
  if (!isUuid(id)) return false
  const rows = await sql().query(
    `UPDATE user_session SET ended_at = now() WHERE tenant_id = $1 AND id = $2 AND user_id = $3 AND ended_at IS NULL
     RETURNING 1`,
    [tenantId, id, userId],
  )
  return rows.length > 0
}

/** Ends every session of a person but `exceptId`; tells the ids of those that were open. */
export async function endSessions(
  tenantId: string,
  userId: string,
  exceptId: string | null = null,
): Promise<string[]> {
  const rows = await sql().query<{ id: string }>(
    `UPDATE user_session SET ended_at = now()
     WHERE tenant_id = $1 AND user_id = $2 AND ended_at IS NULL AND id IS DISTINCT FROM $3::uuid RETURNING id`,
    [tenantId, userId, exceptId],
  )
  return rows.map(({ id }) => id)
}

/** Who was last seen before this has a cookie that no longer opens anything: it is renewed while people are at work. */
export function lastSeenLimit(now: Date): Date {
  return new Date(now.getTime() - env().sessionLifetimeMs)
}

function daysBefore(at: Date, days: number): Date {
  return new Date(at.getTime() - days * 86_400_000)
}

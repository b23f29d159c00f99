// Which alarms a person has read: all up to a mark, and single ones beyond it. It follows the person, not the browser.

import 'server-only'
import type { Viewer } from '../access'
import { inTransaction, sql } from '../db'
import { scopeSql } from './alarm-rows'

/** What is older than this is nobody's news. */
const NEWS_MS = 7 * 86_400_000
/** Some alarms carry a time from before they were stored: a mark at "now" would hide them. */
const LATE_MS = 60_000
const MOST_AT_ONCE = 5000

/** Up to when the viewer has read. Who looks for the first time begins now. */
export async function readMarkOf(viewer: Viewer, now: Date): Promise<Date> {
  const find = () =>
    sql().query<{ at: Date }>(
      'SELECT read_until AS at FROM alarm_read_mark WHERE tenant_id = $1 AND user_id = $2',
      [viewer.tenantId, viewer.userId],
    )
  const [known] = await find()
  const at = known?.at ?? (await begin(viewer, now))
  return new Date(Math.max(at.getTime(), now.getTime() - NEWS_MS))
}

/** Marks alarms as read that the viewer may see; others are passed over. */
export async function markRead(viewer: Viewer, alarmIds: readonly string[], now: Date): Promise<void> {
  const readUntil = await readMarkOf(viewer, now)
  await sql().query(
    `INSERT INTO alarm_read (tenant_id, alarm_id, user_id, received_at)
     SELECT a.tenant_id, a.id, $3::uuid, a.received_at FROM ${scopeSql(viewer)}
     WHERE a.tenant_id = $1 AND a.id = ANY($4::uuid[]) AND a.received_at > $5
     ON CONFLICT DO NOTHING`,
    [viewer.tenantId, viewer.scopePath, viewer.userId, alarmIds, readUntil],
  )
}

/** Marks everything as read that the viewer could have seen by now. */
export async function markAllRead(viewer: Viewer, now: Date): Promise<void> {
  await readMarkOf(viewer, now)
  const until = new Date(now.getTime() - LATE_MS)
  await inTransaction(async (tx) => {
    const who = [viewer.tenantId, viewer.userId]
    await tx.query(
      `UPDATE alarm_read_mark SET read_until = greatest(read_until, $3) WHERE tenant_id = $1 AND user_id = $2`,
      [...who, until],
    )
    await tx.query(
      `DELETE FROM alarm_read r USING alarm_read_mark m WHERE r.tenant_id = $1 AND r.user_id = $2
         AND m.tenant_id = $1 AND m.user_id = $2 AND r.received_at <= m.read_until`,
      who,
    )
    await tx.query(
      `INSERT INTO alarm_read (tenant_id, alarm_id, user_id, received_at)
       SELECT a.tenant_id, a.id, $3::uuid, a.received_at FROM ${scopeSql(viewer)}
       WHERE a.tenant_id = $1 AND a.received_at > $4 LIMIT ${MOST_AT_ONCE} ON CONFLICT DO NOTHING`,
      [viewer.tenantId, viewer.scopePath, viewer.userId, until],
    )
  })
}

async function begin(viewer: Viewer, now: Date): Promise<Date> {
  const [row] = await sql().query<{ at: Date }>(
    `INSERT INTO alarm_read_mark (tenant_id, user_id, read_until) VALUES ($1, $2, $3)
     ON CONFLICT (tenant_id, user_id) DO UPDATE SET read_until = alarm_read_mark.read_until RETURNING read_until AS at`,
    [viewer.tenantId, viewer.userId, now],
  )
  return row?.at ?? now
}

// Notifications on their way: stored with what caused them, taken under leases, settled once. A row is one recipient by one
// way; its key keeps an alarm from telling them twice. For background work, without a viewer.

import { type Notice, type NoticeStatus, type NotifyWay, noticeSchema } from '@/lib/domain/api/notify'
import { sql } from '../../db'
import { defineBatch } from '../../sql'

/** A notification to keep. `status` other than waiting is settled from the beginning, with its words. */
export type NewNotice = {
  id: string
  alarmId: string | null
  ruleId: string | null
  way: NotifyWay
  recipient: string
  userId: string | null
  content: Notice
  status: NoticeStatus
  words: string | null
  nextAttemptAt: Date
  createdAt: Date
}

const NOTICES = defineBatch<NewNotice>([
  ['id', 'uuid', (row) => row.id],
  ['alarm_id', 'uuid', (row) => row.alarmId],
  ['rule_id', 'uuid', (row) => row.ruleId],
  ['way', 'text', (row) => row.way],
  ['recipient', 'text', (row) => row.recipient],
  ['user_id', 'uuid', (row) => row.userId],
  ['content', 'jsonb', (row) => ({ json: row.content })],
  ['status', 'text', (row) => row.status],
  ['last_words', 'text', (row) => row.words],
  ['next_attempt_at', 'timestamptz', (row) => row.nextAttemptAt],
  ['created_at', 'timestamptz', (row) => row.createdAt],
  ['settled_at', 'timestamptz', (row) => (row.status === 'waiting' ? null : row.createdAt)],
])

/** Keeps notifications; one that this alarm, rule, way and recipient had before changes nothing. */
export async function insertNotices(tenantId: string, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return
  await sql().query(
    `INSERT INTO notification (tenant_id, ${NOTICES.names}) SELECT $1::uuid, n.* FROM ${NOTICES.from(2, 'n')}
     ON CONFLICT DO NOTHING`,
    [tenantId, ...NOTICES.values(notices)],
  )
}

/** A notification that this process is to send now. `attempts` counts this one. */
export type ClaimedNotice = {
  tenantId: string
  id: string
  way: NotifyWay
  recipient: string
  userId: string | null
  content: Notice
  attempts: number
}

/** Takes what is due, of any tenant, for so long that a living process has sent it by then. */
export async function claimNotices(
  nowAt: Date,
  { limit, leaseMs }: { limit: number; leaseMs: number },
): Promise<ClaimedNotice[]> {
  const rows = await sql().query<Omit<ClaimedNotice, 'content'> & { content: unknown }>(CLAIM, [
    nowAt.toISOString(),
    limit,
    new Date(nowAt.getTime() + leaseMs).toISOString(),
  ])
  return rows.flatMap((row) => {
    const content = noticeSchema.safeParse(row.content)
    return content.success ? [{ ...row, content: content.data }] : []
  })
}

const CLAIM = `
  UPDATE notification AS n SET lease_until = $3::timestamptz, attempts = attempts + 1
  FROM (
    SELECT tenant_id, id FROM notification
    WHERE status = 'waiting' AND next_attempt_at <= $1::timestamptz
      AND (lease_until IS NULL OR lease_until <= $1::timestamptz)
    ORDER BY next_attempt_at LIMIT $2::int FOR UPDATE SKIP LOCKED
  ) AS due
  WHERE n.tenant_id = due.tenant_id AND n.id = due.id
  RETURNING n.tenant_id AS "tenantId", n.id, n.way, n.recipient, n.user_id AS "userId", n.content, n.attempts`

/** How a try ended: settled, or to be tried again at `nextAttemptAt`. */
export type Settlement = { status: NoticeStatus; words: string; at: Date; nextAttemptAt: Date }

export async function settleNotice(
  { tenantId, id }: { tenantId: string; id: string },
  { status, words, at, nextAttemptAt }: Settlement,
): Promise<void> {
  await sql().query(
    `UPDATE notification SET status = $3, last_words = $4, lease_until = NULL, next_attempt_at = $5::timestamptz,
       settled_at = CASE WHEN $3 = 'waiting' THEN NULL ELSE $6::timestamptz END
     WHERE tenant_id = $1::uuid AND id = $2::uuid AND status = 'waiting'`,
    [tenantId, id, status, words, nextAttemptAt.toISOString(), at.toISOString()],
  )
}

/** Notifications are kept for so long. */
const KEEP_DAYS = 90

/** Deletes settled notifications past keeping, a limited number at once. */
export async function dropOldNotices(nowAt: Date): Promise<void> {
  await sql().query(
    `DELETE FROM notification WHERE ctid = ANY (ARRAY(
       SELECT ctid FROM notification WHERE status <> 'waiting'
         AND next_attempt_at < $1::timestamptz - interval '${KEEP_DAYS} days' LIMIT 5000))`,
    [nowAt.toISOString()],
  )
}

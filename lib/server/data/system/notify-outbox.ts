// Notifications on their way: stored with what caused them, taken under leases, settled once. A row is one recipient by one
// way; its key keeps an alarm from telling them twice. For background work, without a viewer.

import { type Notice, type NoticeStatus, type NotifyWay, noticeSchema } from '@/lib/domain/api/notify'
import { LOG_KEEP_DAYS } from '@/lib/domain/api/notify-log'
import { sql } from '../../db'
import { defineBatch, storableText } from '../../sql'

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
  /** Of these, tries made before somebody asked for it to be sent again. */
  attemptsBefore: number
  isAskedAgain: boolean
  /** What was posted before; the same is posted again. */
  body: string | null
}

/** How much may be taken at once: of all, and what is under way included, of one tenant and of one recipient. */
export type ClaimLimits = { limit: number; perTenant: number; perRecipient: number; leaseMs: number }

/**
 * Takes what is due, of any tenant, for so long that a living process has sent it by then. `underWay` is what the process is
 * sending: a tenant or recipient that has enough of it gives way to others, however much waits for it.
 */
export async function claimNotices(
  nowAt: Date,
  { limit, perTenant, perRecipient, leaseMs }: ClaimLimits,
  underWay: readonly Pick<ClaimedNotice, 'tenantId' | 'way' | 'recipient'>[] = [],
): Promise<ClaimedNotice[]> {
  const rows = await sql().query<Omit<ClaimedNotice, 'content'> & { content: unknown }>(CLAIM, [
    nowAt.toISOString(),
    limit,
    new Date(nowAt.getTime() + leaseMs).toISOString(),
    perTenant,
    perRecipient,
    ...UNDER_WAY.values(underWay),
  ])
  return rows.flatMap((row) => {
    const content = noticeSchema.safeParse(row.content)
    return content.success ? [{ ...row, content: content.data }] : []
  })
}

const UNDER_WAY = defineBatch<Pick<ClaimedNotice, 'tenantId' | 'way' | 'recipient'>>([
  ['tenant_id', 'uuid', (row) => row.tenantId],
  ['way', 'text', (row) => row.way],
  ['recipient', 'text', (row) => row.recipient],
])

/** So many of the oldest are looked at; who has enough under way is not among them. */
const LOOKED_AT = 200
const IS_DUE = `n.status = 'waiting' AND n.next_attempt_at <= $1::timestamptz
  AND (n.lease_until IS NULL OR n.lease_until <= $1::timestamptz)`

const CLAIM = `
  WITH busy AS MATERIALIZED (SELECT * FROM ${UNDER_WAY.from(6, 'b')}),
  due AS MATERIALIZED (
    SELECT n.tenant_id, n.id, n.way, n.recipient, n.next_attempt_at FROM notification n
    WHERE ${IS_DUE}
      AND n.tenant_id NOT IN (SELECT b.tenant_id FROM busy b GROUP BY b.tenant_id HAVING count(*) >= $4::int)
      AND (n.tenant_id, n.way, n.recipient) NOT IN (
        SELECT b.tenant_id, b.way, b.recipient FROM busy b GROUP BY 1, 2, 3 HAVING count(*) >= $5::int)
    ORDER BY n.next_attempt_at LIMIT ${LOOKED_AT}
  ),
  fair AS (
    SELECT d.*, row_number() OVER (PARTITION BY d.tenant_id, d.way, d.recipient ORDER BY d.next_attempt_at, d.id)
      + (SELECT count(*) FROM busy b WHERE (b.tenant_id, b.way, b.recipient) = (d.tenant_id, d.way, d.recipient)) AS nth
    FROM due d
  ),
  fairer AS (
    SELECT f.*, row_number() OVER (PARTITION BY f.tenant_id ORDER BY f.nth, f.next_attempt_at, f.id)
      + (SELECT count(*) FROM busy b WHERE b.tenant_id = f.tenant_id) AS nth_of_tenant
    FROM fair f WHERE f.nth <= $5::int
  ),
  chosen AS (
    SELECT n.tenant_id, n.id FROM notification n JOIN fairer f ON f.tenant_id = n.tenant_id AND f.id = n.id
    WHERE f.nth_of_tenant <= $4::int AND ${IS_DUE}
    ORDER BY f.nth_of_tenant, f.next_attempt_at LIMIT $2::int FOR UPDATE OF n SKIP LOCKED
  )
  UPDATE notification AS n SET lease_until = $3::timestamptz, attempts = n.attempts + 1
  FROM chosen WHERE n.tenant_id = chosen.tenant_id AND n.id = chosen.id
  RETURNING n.tenant_id AS "tenantId", n.id, n.way, n.recipient, n.user_id AS "userId", n.content, n.attempts,
    n.attempts_before AS "attemptsBefore", n.asked_again_at IS NOT NULL AS "isAskedAgain", n.body`

/** What came of a try; as `Outcome` of notify/outcome.ts. */
type TryOutcome = {
  kind: 'delivered' | 'later' | 'failed' | 'gone'
  words: string
  httpStatus?: number
  body?: string
}

/** How a try ended: settled, or to be tried again at `nextAttemptAt`. */
export type Settlement = {
  status: NoticeStatus
  words: string
  outcome: TryOutcome
  at: Date
  nextAttemptAt: Date
}

/** Notes a try and what comes of it; the note alone when another has taken the notification since. */
export async function settleNotice(
  { tenantId, id, attempts }: Pick<ClaimedNotice, 'tenantId' | 'id' | 'attempts'>,
  { status, words, outcome, at, nextAttemptAt }: Settlement,
): Promise<void> {
  await sql().query(
    `WITH noted AS (${NOTE_TRY})
     UPDATE notification SET body = COALESCE(body, $8), last_words = $10, status = $9, lease_until = NULL,
       next_attempt_at = $11::timestamptz, settled_at = CASE WHEN $9 = 'waiting' THEN NULL ELSE $4::timestamptz END
     WHERE tenant_id = $1::uuid AND id = $2::uuid AND status = 'waiting' AND attempts = $3::int`,
    [...tryValues({ tenantId, id, attempts }, outcome, at), status, words, nextAttemptAt.toISOString()],
  )
}

/** Notes the only try of a test, which is kept when it is over. */
export async function noteTestTry(
  test: Pick<ClaimedNotice, 'tenantId' | 'id' | 'attempts'>,
  outcome: TryOutcome,
  at: Date,
): Promise<void> {
  await sql().query(
    `WITH noted AS (${NOTE_TRY})
     UPDATE notification SET body = $8, attempts = $3::int WHERE tenant_id = $1::uuid AND id = $2::uuid`,
    tryValues(test, outcome, at),
  )
}

const NOTE_TRY = `INSERT INTO notification_try (tenant_id, notification_id, attempt, at, outcome, http_status, words)
  SELECT n.tenant_id, n.id, $3::int, $4::timestamptz, $5, $6::int, $7 FROM notification n
  WHERE n.tenant_id = $1::uuid AND n.id = $2::uuid AND n.way <> 'app' ON CONFLICT DO NOTHING`

function tryValues(
  { tenantId, id, attempts }: Pick<ClaimedNotice, 'tenantId' | 'id' | 'attempts'>,
  { kind, words, httpStatus, body }: TryOutcome,
  at: Date,
): unknown[] {
  return [
    tenantId,
    id,
    attempts,
    at.toISOString(),
    kind,
    httpStatus ?? null,
    storableText(words),
    body ?? null,
  ]
}

/** Settles what a rule has left to send as never to be sent. */
export async function dropWaitingNotices(tenantId: string, ruleId: string): Promise<void> {
  await sql().query(
    `UPDATE notification SET status = 'dropped', last_words = $3, lease_until = NULL, settled_at = now()
     WHERE tenant_id = $1::uuid AND rule_id = $2::uuid AND status = 'waiting'`,
    [tenantId, ruleId, 'Not sent: the rule was taken away or switched off.'],
  )
}

/** Deletes settled notifications past keeping, and their tries with them, a limited number at once. */
export async function dropOldNotices(nowAt: Date): Promise<void> {
  await sql().query(
    `DELETE FROM notification WHERE ctid = ANY (ARRAY(
       SELECT ctid FROM notification WHERE status <> 'waiting'
         AND next_attempt_at < $1::timestamptz - interval '${LOG_KEEP_DAYS} days' LIMIT 5000))`,
    [nowAt.toISOString()],
  )
}

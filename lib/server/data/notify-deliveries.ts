// The log of notifications that leave Milepost, of the whole tenant, and having one sent again. Owners only.

import 'server-only'
import { noticeSchema } from '@/lib/domain/api/notify'
import {
  DELIVERY_STATES,
  type DeliveryDetail,
  type DeliveryRow,
  type DeliveryState,
  type DeliveryTry,
  LOGGED_WAYS,
  type LoggedWay,
  MAX_TRIES_SHOWN,
  type SendAgainProblem,
} from '@/lib/domain/api/notify-log'
import type { Viewer } from '../access'
import { appendAudit } from '../audit'
import { inTransaction, sql } from '../db'
import { ForbiddenError, NotFoundError } from '../errors'
import { isUuid } from './ids'

/** Where a page begins: after this delivery. */
export type DeliveryPlace = { createdAt: Date; id: string }
export type DeliveryQuestion = { way: LoggedWay; receiver?: string; state?: DeliveryState }

type Row = {
  id: string
  way: string
  state: string
  to: string | null
  content: unknown
  createdAt: Date
  settledAt: Date | null
  nextAttemptAt: Date
  attempts: number
  httpStatus: number | null
  lastWords: string | null
  body: string | null
  askedAgainAt: Date | null
}

const STATE = `CASE WHEN n.status = 'waiting' AND n.attempts > n.attempts_before THEN 'retrying' ELSE n.status END`

/** `STATE` is this one, said of the column, as an index has it. */
function hasState(state: DeliveryState): string {
  if (state === 'retrying') return "n.status = 'waiting' AND n.attempts > n.attempts_before"
  if (state === 'waiting') return "n.status = 'waiting' AND n.attempts <= n.attempts_before"
  return `n.status = '${state}'`
}

/** Of deliveries that a query in brackets has found; a push is told of by its person and browser. */
const rowsOf = (found: string) => `
  SELECT n.id, n.way, ${STATE} AS state, n.content, n.created_at AS "createdAt", n.settled_at AS "settledAt",
    n.next_attempt_at AS "nextAttemptAt", n.attempts, t.http_status AS "httpStatus", n.last_words AS "lastWords", n.body,
    n.asked_again_at AS "askedAgainAt",
    CASE n.way WHEN 'webhook' THEN e.name WHEN 'push' THEN NULLIF(concat_ws(' · ', u.name, p.label), '')
      ELSE n.recipient END AS "to"
  FROM (${found}) n
  LEFT JOIN LATERAL (
    SELECT y.http_status FROM notification_try y WHERE y.tenant_id = n.tenant_id AND y.notification_id = n.id
    ORDER BY y.attempt DESC LIMIT 1) t ON true
  LEFT JOIN webhook_endpoint e ON n.way = 'webhook' AND e.tenant_id = n.tenant_id AND e.id::text = n.recipient
  LEFT JOIN web_push_subscription p ON n.way = 'push' AND p.tenant_id = n.tenant_id AND p.id::text = n.recipient
  LEFT JOIN app_user u ON n.way = 'push' AND u.tenant_id = n.tenant_id AND u.id = n.user_id
  ORDER BY n.created_at DESC, n.id DESC`

/** At most `limit` deliveries that fit, the newest first. @throws ForbiddenError unless the viewer is an owner */
export async function listDeliveries(
  viewer: Viewer,
  { way, receiver, state }: DeliveryQuestion,
  { after, limit }: { after: DeliveryPlace | null; limit: number },
): Promise<DeliveryRow[]> {
  requireOwner(viewer)
  const values: unknown[] = [viewer.tenantId, way]
  const put = (value: unknown) => `$${values.push(value)}`
  const parts = ['n.tenant_id = $1::uuid', 'n.way = $2']
  if (receiver !== undefined) parts.push(`n.recipient = ${put(receiver.toLowerCase())}`)
  if (state !== undefined) parts.push(hasState(state))
  if (after !== null)
    parts.push(
      `(n.created_at, n.id) < (${put(after.createdAt.toISOString())}::timestamptz, ${put(after.id)}::uuid)`,
    )
  const found = `SELECT * FROM notification n WHERE ${parts.join(' AND ')}
    ORDER BY n.created_at DESC, n.id DESC LIMIT ${Math.trunc(limit)}`
  const rows = await sql().query<Row>(rowsOf(found), values)
  return rows.map(toRow)
}

/** One delivery with what was posted and its tries. @throws ForbiddenError, NotFoundError */
export async function getDelivery(viewer: Viewer, id: string): Promise<DeliveryDetail> {
  requireOwner(viewer)
  if (!isUuid(id)) throw new NotFoundError()
  const found = `SELECT * FROM notification n WHERE n.tenant_id = $1::uuid AND n.id = $2::uuid AND n.way <> 'app'`
  const values = [viewer.tenantId, id]
  const [[row], tries] = await Promise.all([
    sql().query<Row>(rowsOf(found), values),
    sql().query<Omit<DeliveryTry, 'at'> & { at: Date }>(
      `SELECT attempt, at, outcome, http_status AS "httpStatus", words FROM notification_try
       WHERE tenant_id = $1::uuid AND notification_id = $2::uuid ORDER BY attempt DESC LIMIT ${MAX_TRIES_SHOWN}`,
      values,
    ),
  ])
  if (!row) throw new NotFoundError()
  return {
    delivery: toRow(row),
    body: row.body,
    askedAgainAt: row.askedAgainAt?.toISOString() ?? null,
    tries: tries.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() })),
  }
}

type Sent = {
  way: string
  status: string
  isTest: boolean
  hasReceiver: boolean
  enabled: boolean | null
  to: string
}

/**
 * Has a delivery tried again from now on, under the same id: a post that was delivered or given up, or a mail that was given
 * up. Answers why not, or null. @throws ForbiddenError, NotFoundError
 */
export async function sendAgain(viewer: Viewer, id: string, nowAt: Date): Promise<SendAgainProblem | null> {
  requireOwner(viewer)
  const { tenantId, userId } = viewer
  const [sent] = isUuid(id)
    ? await sql().query<Sent>(
        `SELECT n.way, n.status, (n.content->>'isTest') = 'true' AS "isTest", e.id IS NOT NULL AS "hasReceiver", e.enabled,
           COALESCE(e.name, n.recipient) AS "to"
         FROM notification n
         LEFT JOIN webhook_endpoint e ON n.way = 'webhook' AND e.tenant_id = n.tenant_id AND e.id::text = n.recipient
         WHERE n.tenant_id = $1::uuid AND n.id = $2::uuid AND n.way <> 'app'`,
        [tenantId, id],
      )
    : []
  if (!sent) throw new NotFoundError()
  const problem = whyNotAgain(sent)
  if (problem !== null) return problem
  const detail = { way: sent.way, to: sent.to }
  return inTransaction(async (tx) => {
    // Of two who ask at once, one has it sent.
    const [again] = await tx.query(
      `UPDATE notification SET status = 'waiting', attempts_before = attempts, asked_again_at = $4::timestamptz,
         next_attempt_at = $4::timestamptz, settled_at = NULL, lease_until = NULL, last_words = NULL
       WHERE tenant_id = $1::uuid AND id = $2::uuid AND status = $3 RETURNING id`,
      [tenantId, id, sent.status, nowAt.toISOString()],
    )
    if (!again) return 'under_way'
    await appendAudit(tenantId, { actorId: userId, action: 'delivery.send_again', target: id, detail })
    return null
  })
}

function whyNotAgain({ way, status, isTest, hasReceiver, enabled }: Sent): SendAgainProblem | null {
  if (status === 'waiting') return 'under_way'
  if (way === 'mail') return status === 'failed' ? null : 'not_again'
  if (way !== 'webhook' || (status !== 'failed' && status !== 'delivered')) return 'not_again'
  if (!hasReceiver) return 'receiver_gone'
  return enabled || isTest ? null : 'receiver_off'
}

/** What a version that is older or newer has stored is shown without what it told of. */
function toRow(row: Row): DeliveryRow {
  const { id, to, attempts, httpStatus, lastWords } = row
  const notice = noticeSchema.safeParse(row.content).data
  const state = DELIVERY_STATES.find((known) => known === row.state) ?? 'dropped'
  const isOpen = state === 'waiting' || state === 'retrying'
  return {
    id,
    way: LOGGED_WAYS.find((known) => known === row.way) ?? 'webhook',
    to,
    state,
    isTest: notice?.isTest ?? false,
    alarm: notice?.alarm.name ?? '',
    vehicle: notice?.vehicle.name ?? '',
    rule: notice?.rule?.name ?? null,
    createdAt: row.createdAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
    nextAttemptAt: isOpen ? row.nextAttemptAt.toISOString() : null,
    attempts,
    httpStatus,
    lastWords,
  }
}

function requireOwner(viewer: Viewer): void {
  if (viewer.role !== 'owner') throw new ForbiddenError()
}

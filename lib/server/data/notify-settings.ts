// What each person wants of notifications, the browsers they get them in, and what they were told; for owners the tenant's
// receivers and what went wrong. Everything here is the viewer's own unless it says otherwise.

import 'server-only'
import { randomUUID } from 'node:crypto'
import { ownQuietSchema } from '@/lib/domain/alarm-rules-hours'
import {
  type Delivery,
  NOTICE_STATUSES,
  NOTIFY_WAYS,
  type NotifySettingDraft,
  noticeSchema,
} from '@/lib/domain/api/notify'
import type { Viewer } from '../access'
import { appendAudit } from '../audit'
import { db, inTransaction, sql } from '../db'
import { ForbiddenError, InvalidInputError, NotFoundError } from '../errors'
import { seal } from '../secrets'
import { isUuid } from './ids'
import { endpointHash, WEBHOOK_SECRET_FIELD } from './system/notify-people'

const SHOWN_NOTICES = 30
const MAX_UNREAD = 1_000
const MAX_RECEIVERS = 20

/** The viewer's own wishes, or the defaults. */
export async function getSetting(viewer: Viewer): Promise<NotifySettingDraft> {
  const { tenantId, userId } = viewer
  const row = await db().notifySetting.findUnique({ where: { tenantId_userId: { tenantId, userId } } })
  return {
    mail: row?.mail ?? true,
    quiet: ownQuietSchema
      .nullable()
      .catch(null)
      .parse(row?.quiet ?? null),
  }
}

export async function setSetting(viewer: Viewer, { mail, quiet }: NotifySettingDraft): Promise<void> {
  await sql().query(
    `INSERT INTO notify_setting (tenant_id, user_id, mail, quiet) VALUES ($1::uuid, $2::uuid, $3, $4::jsonb)
     ON CONFLICT (tenant_id, user_id) DO UPDATE SET mail = excluded.mail, quiet = excluded.quiet`,
    [viewer.tenantId, viewer.userId, mail, quiet === null ? null : JSON.stringify(quiet)],
  )
}

/** The browsers in which the viewer gets notifications. */
export function listBrowsers(viewer: Viewer) {
  return db().webPushSubscription.findMany({
    where: { tenantId: viewer.tenantId, userId: viewer.userId },
    select: { id: true, label: true, endpointHash: true, createdAt: true, lastSentAt: true },
    orderBy: { createdAt: 'desc' },
    take: 50,
  })
}

/** Whether a browser is on the viewer's list. */
export async function hasBrowser(viewer: Viewer, id: string): Promise<boolean> {
  if (!isUuid(id)) return false
  const { tenantId, userId } = viewer
  return (await db().webPushSubscription.count({ where: { tenantId, userId, id } })) > 0
}

/** Takes one of the viewer's browsers off the list. @throws NotFoundError for one of somebody else. */
export async function removeBrowser(viewer: Viewer, id: string): Promise<void> {
  if (!isUuid(id)) throw new NotFoundError()
  const where = { tenantId: viewer.tenantId, userId: viewer.userId, id }
  const { count } = await db().webPushSubscription.deleteMany({ where })
  if (count === 0) throw new NotFoundError()
}

/** Takes the viewer's browser with this endpoint off the list, if it is on it. */
export async function forgetBrowser(viewer: Viewer, endpoint: string): Promise<void> {
  const { tenantId, userId } = viewer
  const where = { tenantId, userId, endpointHash: endpointHash(endpoint) }
  await db().webPushSubscription.deleteMany({ where })
}

/**
 * What the viewer was told, in the app and by other ways, of vehicles that lie in their scope now: the newest first, and how
 * much of it is unread, MAX_UNREAD at most.
 */
export async function listNotices(viewer: Viewer) {
  const values = [viewer.tenantId, viewer.userId, viewer.scopePath]
  const [rows, [unread]] = await Promise.all([
    sql().query<DeliveryRow & { readAt: Date | null }>(
      `SELECT n.id, n.way, n.status, n.attempts, n.last_words AS "lastWords", n.created_at AS "createdAt",
         n.settled_at AS "settledAt", n.next_attempt_at AS "nextAttemptAt", n.content, n.read_at AS "readAt"
       ${OWN_NOTICES} ORDER BY n.created_at DESC, n.id LIMIT ${SHOWN_NOTICES}`,
      values,
    ),
    sql().query<{ count: number }>(
      `SELECT count(*)::int AS count FROM (SELECT 1 ${OWN_NOTICES} AND n.read_at IS NULL LIMIT ${MAX_UNREAD}) AS u`,
      values,
    ),
  ])
  const notices = rows.flatMap((row) => {
    const delivery = toDelivery(row)
    return delivery === null ? [] : [{ ...delivery, readAt: row.readAt?.toISOString() ?? null }]
  })
  return { notices, unread: unread?.count ?? 0 }
}

const OWN_NOTICES = `FROM notification n
  JOIN device d ON d.tenant_id = n.tenant_id AND d.id = (n.content->'vehicle'->>'id')::uuid AND d.removed_at IS NULL
    AND starts_with(d.scope_path, $3)
  WHERE n.tenant_id = $1::uuid AND n.user_id = $2::uuid AND n.way = 'app'`

/** Marks everything the viewer was told as read. */
export async function markNoticesRead(viewer: Viewer): Promise<void> {
  const { tenantId, userId } = viewer
  await db().notification.updateMany({
    where: { tenantId, userId, way: 'app', readAt: null },
    data: { readAt: new Date() },
  })
}

/** The tenant's mails that were given up or wait for another try, the newest first. Owners only. */
export async function listMailTrouble(viewer: Viewer): Promise<(Delivery & { recipient: string })[]> {
  requireOwner(viewer)
  const rows = await db().notification.findMany({
    where: {
      tenantId: viewer.tenantId,
      way: 'mail',
      OR: [{ status: 'failed' }, { status: 'waiting', attempts: { gt: 0 } }],
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: 5,
  })
  return rows.flatMap((row) => {
    const delivery = toDelivery(row)
    return delivery === null ? [] : [{ ...delivery, recipient: row.recipient }]
  })
}

export type ReceiverRecord = { id: string; name: string; url: string; enabled: boolean; createdAt: Date }

/** The tenant's receivers by name. Owners only. */
export async function listReceivers(viewer: Viewer): Promise<ReceiverRecord[]> {
  requireOwner(viewer)
  return db().webhookEndpoint.findMany({
    where: { tenantId: viewer.tenantId },
    select: { id: true, name: true, url: true, enabled: true, createdAt: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: MAX_RECEIVERS,
  })
}

/** Whether there is such a receiver. Owners only. */
export async function hasReceiver(viewer: Viewer, id: string): Promise<boolean> {
  requireOwner(viewer)
  if (!isUuid(id)) return false
  return (await db().webhookEndpoint.count({ where: { tenantId: viewer.tenantId, id } })) > 0
}

/** The last posts to a receiver, the newest first. Owners only. */
export async function listReceiverDeliveries(viewer: Viewer, id: string): Promise<Delivery[]> {
  requireOwner(viewer)
  const rows = await db().notification.findMany({
    where: { tenantId: viewer.tenantId, way: 'webhook', recipient: id },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: 5,
  })
  return rows.flatMap((row) => toDelivery(row) ?? [])
}

export type ReceiverDraft = { name: string; url: string; enabled: boolean }

/** Adds a receiver with its secret. Owners only. @throws InvalidInputError when there are too many */
export async function addReceiver(viewer: Viewer, draft: ReceiverDraft, secret: string): Promise<string> {
  requireOwner(viewer)
  const { tenantId } = viewer
  if ((await db().webhookEndpoint.count({ where: { tenantId } })) >= MAX_RECEIVERS)
    throw new InvalidInputError(`There can be ${MAX_RECEIVERS} receivers at most.`)
  const id = randomUUID()
  const secretSealed = seal(tenantId, WEBHOOK_SECRET_FIELD, secret)
  await inTransaction(async (tx) => {
    await tx.query(
      'INSERT INTO webhook_endpoint (tenant_id, id, name, url, enabled, secret_sealed) VALUES ($1, $2, $3, $4, $5, $6)',
      [tenantId, id, draft.name, draft.url, draft.enabled, secretSealed],
    )
    await note(viewer, 'webhook.create', id, draft.name)
  })
  return id
}

/** Changes a receiver; its secret stays unless another is given. Owners only. @throws NotFoundError */
export async function changeReceiver(
  viewer: Viewer,
  id: string,
  change: Partial<ReceiverDraft> & { secret?: string },
): Promise<void> {
  requireOwner(viewer)
  const { tenantId } = viewer
  const { name, url, enabled, secret } = change
  if (!isUuid(id)) throw new NotFoundError()
  const sealed = secret === undefined ? null : seal(tenantId, WEBHOOK_SECRET_FIELD, secret)
  await inTransaction(async (tx) => {
    const rows = await tx.query(
      `UPDATE webhook_endpoint SET name = COALESCE($3, name), url = COALESCE($4, url),
         enabled = COALESCE($5::boolean, enabled), secret_sealed = COALESCE($6, secret_sealed)
       WHERE tenant_id = $1 AND id = $2 RETURNING 1`,
      [tenantId, id, name ?? null, url ?? null, enabled ?? null, sealed],
    )
    if (rows.length === 0) throw new NotFoundError()
    await note(viewer, secret === undefined ? 'webhook.change' : 'webhook.new_secret', id, name ?? '')
  })
}

/** Takes a receiver away. Owners only. @throws NotFoundError */
export async function removeReceiver(viewer: Viewer, id: string): Promise<void> {
  requireOwner(viewer)
  if (!isUuid(id)) throw new NotFoundError()
  await inTransaction(async (tx) => {
    const rows = await tx.query('DELETE FROM webhook_endpoint WHERE tenant_id = $1 AND id = $2 RETURNING 1', [
      viewer.tenantId,
      id,
    ])
    if (rows.length === 0) throw new NotFoundError()
    await note(viewer, 'webhook.remove', id, '')
  })
}

type DeliveryRow = {
  id: string
  way: string
  status: string
  attempts: number
  lastWords: string | null
  createdAt: Date
  settledAt: Date | null
  nextAttemptAt: Date
  content: unknown
}

/** Null for a row that this version cannot read. */
function toDelivery(row: DeliveryRow): Delivery | null {
  const notice = noticeSchema.safeParse(row.content)
  const way = NOTIFY_WAYS.find((known) => known === row.way)
  const status = NOTICE_STATUSES.find((known) => known === row.status)
  if (!notice.success || way === undefined || status === undefined) return null
  return {
    id: row.id,
    way,
    status,
    attempts: row.attempts,
    lastWords: row.lastWords,
    createdAt: row.createdAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
    nextAttemptAt: row.nextAttemptAt.toISOString(),
    notice: notice.data,
  }
}

async function note(viewer: Viewer, action: string, target: string, name: string): Promise<void> {
  await appendAudit(viewer.tenantId, { actorId: viewer.userId, action, target, detail: { name } })
}

function requireOwner(viewer: Viewer): void {
  if (viewer.role !== 'owner') throw new ForbiddenError()
}

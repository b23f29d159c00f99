// Commands as people may see them: those to devices in their scope. What may be done with one is decided in services.

import 'server-only'
import { randomUUID } from 'node:crypto'
import type { CommandOrder, CommandState } from '@/lib/domain/command'
import type { CommandKind } from '@/lib/domain/command-safety-kind'
import type { Viewer } from '../access'
import { sql } from '../db'
import { NotFoundError } from '../errors'
import { storableJson, storableText } from '../sql'
import { isUuid } from './ids'

/** A stored command with the names of whom and what it concerns. */
export type CommandRecord = {
  id: string
  deviceId: string
  deviceName: string
  plate: string | null
  imei: string
  batchId: string | null
  order: CommandOrder
  text: string
  kind: CommandKind
  state: CommandState
  reason: string | null
  typedPlate: string | null
  requestedById: string
  requestedByName: string | null
  requestedAt: Date
  approvedById: string | null
  approvedByName: string | null
  approvedAt: Date | null
  sentAt: Date | null
  settledAt: Date | null
  answer: string | null
  outcome: string | null
  vendorCode: number | null
  requestNumber: string | null
  expiresAt: Date | null
}

/** A command that somebody asks for. */
export type NewCommand = Pick<
  CommandRecord,
  'deviceId' | 'batchId' | 'order' | 'text' | 'kind' | 'state' | 'reason'
> & {
  typedPlate: string | null
  at: Date
  expiresAt?: Date | null
}

/** What a `CommandRecord` is read from, with the joins of `JOINS`. */
export const COLUMNS = `c.id, c.device_id AS "deviceId", d.name AS "deviceName", d.plate, d.imei, c.batch_id AS "batchId",
  c."order", c.text, c.kind, c.state, c.reason, c.typed_plate AS "typedPlate", c.requested_by_id AS "requestedById",
  r.name AS "requestedByName", c.requested_at AS "requestedAt", c.approved_by_id AS "approvedById",
  p.name AS "approvedByName", c.approved_at AS "approvedAt", c.sent_at AS "sentAt", c.settled_at AS "settledAt",
  c.answer, c.outcome, c.vendor_code AS "vendorCode", c.request_number AS "requestNumber",
  c.expires_at AS "expiresAt"`

/** Who and what a command `c` concerns, those to devices in the scope `$2` alone. */
export const JOINS = `JOIN device d ON d.tenant_id = c.tenant_id AND d.id = c.device_id AND d.removed_at IS NULL
    AND starts_with(d.scope_path, $2)
  LEFT JOIN app_user r ON r.tenant_id = c.tenant_id AND r.id = c.requested_by_id
  LEFT JOIN app_user p ON p.tenant_id = c.tenant_id AND p.id = c.approved_by_id`

const VISIBLE = `FROM command c ${JOINS} WHERE c.tenant_id = $1`

/** Writes down a command before anything is done about it; the devices are known to be the viewer's. Answers its id. */
export async function insertCommand(viewer: Viewer, command: NewCommand): Promise<string> {
  const id = randomUUID()
  await sql().query(
    `INSERT INTO command (tenant_id, id, device_id, batch_id, "order", text, kind, state, reason, typed_plate,
       requested_by_id, requested_at, expires_at)
     VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      viewer.tenantId,
      id,
      command.deviceId,
      command.batchId,
      storableJson(command.order),
      storableText(command.text),
      command.kind,
      command.state,
      command.reason === null ? null : storableText(command.reason),
      command.typedPlate === null ? null : storableText(command.typedPlate),
      viewer.userId,
      command.at,
      command.expiresAt ?? null,
    ],
  )
  return id
}

/** @throws NotFoundError when it is missing, of another tenant, or to a device out of scope. */
export async function getCommand(viewer: Viewer, commandId: string): Promise<CommandRecord> {
  if (!isUuid(commandId)) throw new NotFoundError()
  const [row] = await sql().query<CommandRecord>(`SELECT ${COLUMNS} ${VISIBLE} AND c.id = $3`, [
    viewer.tenantId,
    viewer.scopePath,
    commandId,
  ])
  if (!row) throw new NotFoundError()
  return row
}

/** Cuts that wait for an approver or their requester, the newest first. */
export function listPendingCommands(viewer: Viewer, limit: number): Promise<CommandRecord[]> {
  return sql().query<CommandRecord>(
    `SELECT ${COLUMNS} ${VISIBLE} AND c.state IN ('awaiting_approval', 'approved')
     ORDER BY c.requested_at DESC, c.id LIMIT ${Math.trunc(limit)}`,
    [viewer.tenantId, viewer.scopePath],
  )
}

/**
 * Commands in one of `states`, at most `limit`: what was asked for in the last ten minutes, then any of the others. One that
 * left before `leftAfter` is left out.
 */
export function listOpenCommands(
  viewer: Viewer,
  { states, leftAfter, limit }: { states: readonly CommandState[]; leftAfter: Date; limit: number },
): Promise<CommandRecord[]> {
  return sql().query<CommandRecord>(
    `SELECT ${COLUMNS} ${VISIBLE} AND c.state = ANY($3::text[]) AND (c.sent_at IS NULL OR c.sent_at > $4)
     ORDER BY CASE WHEN c.requested_at > now() - interval '10 minutes' THEN c.requested_at END DESC NULLS LAST, random()
     LIMIT ${Math.trunc(limit)}`,
    [viewer.tenantId, viewer.scopePath, states, leftAfter],
  )
}

/** Moves a command on if it still is where it is thought to be; false when it is not. */
export async function moveCommand(
  viewer: Viewer,
  commandId: string,
  move: { from: readonly CommandState[]; to: CommandState; outcome?: string; at: Date },
): Promise<boolean> {
  const isOver = ['cancelled', 'expired', 'refused', 'failed'].includes(move.to)
  const rows = await sql().query(
    `UPDATE command SET state = $4, outcome = COALESCE($5, outcome), settled_at = CASE WHEN $6::bool THEN $7 ELSE settled_at END
     WHERE tenant_id = $1 AND id = $2 AND state = ANY($3::text[]) RETURNING 1`,
    [viewer.tenantId, commandId, move.from, move.to, move.outcome ?? null, isOver, move.at],
  )
  return rows.length === 1
}

/**
 * The one right to send a command: true for exactly one caller, ever. It is taken before the call is made, so that a
 * process that dies leaves a command that nobody sends again.
 */
export async function claimCommand(
  viewer: Viewer,
  commandId: string,
  claim: { from: CommandState; at: Date; requestNumber: string | null },
): Promise<boolean> {
  const rows = await sql().query(
    `UPDATE command SET state = 'sending', sent_at = $4, request_number = $5
     WHERE tenant_id = $1 AND id = $2 AND state = $3 AND sent_at IS NULL RETURNING 1`,
    [viewer.tenantId, commandId, claim.from, claim.at, claim.requestNumber],
  )
  return rows.length === 1
}

/** Notes what was heard of a command that left. Words that are final are never overwritten. */
export async function noteOutcome(
  viewer: Viewer,
  commandId: string,
  news: {
    state: CommandState
    answer: string | null
    outcome: string | null
    vendorCode: number | null
    at: Date
  },
): Promise<void> {
  await sql().query(
    `UPDATE command SET state = $3, answer = COALESCE($4, answer), outcome = $5, vendor_code = $6,
       settled_at = CASE WHEN $3 IN ('answered', 'failed', 'refused', 'cancelled') THEN $7::timestamptz END
     WHERE tenant_id = $1 AND id = $2 AND state IN ('sending', 'sent', 'queued', 'unknown')`,
    [
      viewer.tenantId,
      commandId,
      news.state,
      news.answer === null ? null : storableText(news.answer),
      news.outcome,
      news.vendorCode,
      news.at,
    ],
  )
}

/** Notes an approval of a cut that waits for one; false when it does not, or the viewer asked for it. */
export async function approveCommand(viewer: Viewer, commandId: string, at: Date): Promise<boolean> {
  const rows = await sql().query(
    `UPDATE command SET state = 'approved', approved_by_id = $3, approved_at = $4
     WHERE tenant_id = $1 AND id = $2 AND state = 'awaiting_approval' AND requested_by_id <> $3 RETURNING 1`,
    [viewer.tenantId, commandId, viewer.userId, at],
  )
  return rows.length === 1
}

/** Takes back what of a batch has not left yet. Answers how many that were. */
export async function cancelBatch(viewer: Viewer, batchId: string, at: Date): Promise<number> {
  if (!isUuid(batchId)) throw new NotFoundError()
  const rows = await sql().query(
    `UPDATE command SET state = 'cancelled', settled_at = $3
     WHERE tenant_id = $1 AND batch_id = $2 AND state IN ('ready', 'waiting') AND requested_by_id = $4 RETURNING 1`,
    [viewer.tenantId, batchId, at, viewer.userId],
  )
  return rows.length
}

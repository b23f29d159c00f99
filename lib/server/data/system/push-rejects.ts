// Pushed items that were not taken, written in bulk by the push receiver, and tried again when a roster brought their
// devices. What owners see and do of them is data/push-rejects.ts.

import { createHash } from 'node:crypto'
import { db, sql } from '../../db'
import type { ConnectionRef } from '../../services/upstream-health'
import { chunked, defineBatch } from '../../sql'
import { byText } from './telemetry-table'

/** One item that was not taken, with its own bytes. */
export type RejectRow = {
  tenantId: string
  connectionId: string
  topic: string
  reason: string
  detail: string
  imei: string | null
  raw: Uint8Array
  receivedAt: Date
}

/** A reject that waits, with its bytes as they came. */
export type WaitingReject = Pick<RejectRow, 'connectionId' | 'topic' | 'raw' | 'receivedAt'> & { id: string }

type KeyedReject = RejectRow & { id: string; digest: string }

const REJECTS = defineBatch<KeyedReject>([
  ['tenant_id', 'uuid', (row) => row.tenantId],
  ['id', 'uuid', (row) => row.id],
  ['connection_id', 'uuid', (row) => row.connectionId],
  ['topic', 'text', (row) => row.topic],
  ['digest', 'text', (row) => row.digest],
  ['reason', 'text', (row) => row.reason],
  ['detail', 'text', (row) => row.detail],
  ['imei', 'text', (row) => row.imei],
  ['raw', 'bytea', (row) => row.raw],
  ['received_at', 'timestamptz', (row) => row.receivedAt],
])

const INSERT_REJECTS = `
  INSERT INTO push_reject (${REJECTS.names})
  SELECT * FROM ${REJECTS.from(1, 'n')}
  ON CONFLICT DO NOTHING`

/** Stores rejects of any tenants, the same bytes of a connection and topic once. Part of a running transaction. */
export async function insertRejects(rows: readonly RejectRow[]): Promise<void> {
  const keyed = rows.map(withKey).toSorted((a, b) => byText(a.tenantId, b.tenantId) || byText(a.id, b.id))
  for (const chunk of chunked(keyed, 1000)) await sql().query(INSERT_REJECTS, REJECTS.values(chunk))
}

/**
 * Rejects of a connection that wait because it had no such device, and has it now: in a fixed order, those after `after`
 * only.
 */
export function listRejectsNowKnown(
  ref: ConnectionRef,
  { after, take }: { after: string | null; take: number },
): Promise<WaitingReject[]> {
  return sql().query<WaitingReject>(NOW_KNOWN, [ref.tenantId, ref.id, after ?? LOWEST_ID, take])
}

const LOWEST_ID = '00000000-0000-0000-0000-000000000000'

const NOW_KNOWN = `
  SELECT r.id, r.connection_id AS "connectionId", r.topic, r.raw, r.received_at AS "receivedAt"
  FROM push_reject r
  WHERE r.tenant_id = $1::uuid AND r.connection_id = $2::uuid AND r.reason = 'unknown_device'
    AND r.replayed_at IS NULL AND r.id > $3::uuid
    AND EXISTS (SELECT 1 FROM device d WHERE d.tenant_id = r.tenant_id AND d.imei = r.imei
      AND d.connection_id = r.connection_id AND d.removed_at IS NULL)
  ORDER BY r.id LIMIT $4`

/** Notes what another try came to: rejects that are stored now, and why others still are not. */
export async function noteRejectTries(
  tenantId: string,
  { storedIds, refused }: { storedIds: readonly string[]; refused: readonly RefusedTry[] },
): Promise<void> {
  const waiting = { tenantId, replayedAt: null }
  const data = { replayedAt: new Date() }
  await db().pushReject.updateMany({ where: { ...waiting, id: { in: [...storedIds] } }, data })
  for (const { id, reason, detail } of refused)
    await db().pushReject.updateMany({ where: { ...waiting, id }, data: { reason, detail } })
}

/** Why a reject could not be stored at another try either. */
export type RefusedTry = { id: string; reason: string; detail: string }

/** The id follows from what the row is unique by, so that both keys say the same and rows have one order. */
function withKey(row: RejectRow): KeyedReject {
  const digest = createHash('sha256').update(row.raw).digest('hex')
  const id = createHash('sha256').update(`${row.connectionId} ${row.topic} ${digest}`).digest('hex')
  return { ...row, digest, id: toUuid(id) }
}

/** Version 8: a uuid made of what its maker chose. */
function toUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

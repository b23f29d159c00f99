// Streams as whoever opens and closes them at the vendor knows them, for all tenants. Several processes may do so at once: each
// step is one statement or transaction, and what is to be closed is taken by one of them for a while.

import { OPENING_LOST_AFTER_MS, streamBytes, type VideoEnd, type VideoKind } from '@/lib/domain/video'
import { inTransaction, sql } from '../../db'
import { storableJson } from '../../sql'

/** A stream that the vendor is to be told to end. */
export type ClosingStream = {
  tenantId: string
  id: string
  deviceId: string
  imei: string
  connectionId: string
  channel: number
  kind: VideoKind
  viewingId: string
  closeTries: number
  openedAt: Date | null
  askedAt: Date
  bytesPerS: number | null
  endReason: VideoEnd
  /** Until when who took it has it; another value in the database means that it is to be closed once more. */
  takenUntilAt: Date
}

const AT_ONCE = 20
/** Who takes a stream to close it has it for so long; then another may try. */
const TAKEN_FOR_MS = 70_000

/** Notes that a stream runs. False when it was to end meanwhile: then it must be closed at the vendor. */
export async function noteOpened(
  stream: { tenantId: string; id: string },
  { address, openedAt, endsAt }: { address: string; openedAt: Date; endsAt: Date },
): Promise<boolean> {
  const rows = await sql().query(
    `UPDATE video_stream SET state = 'open', address = $3, opened_at = $4, ends_at = $5
     WHERE tenant_id = $1 AND id = $2 AND state = 'opening' RETURNING 1`,
    [stream.tenantId, stream.id, address, openedAt, endsAt],
  )
  return rows.length === 1
}

/**
 * Lets a stream be closed that came to run after it had been given up: also one that was closed already, since the vendor was
 * told so before it ran.
 */
export async function noteOpenedLate(
  stream: { tenantId: string; id: string },
  openedAt: Date,
): Promise<void> {
  await sql().query(
    `UPDATE video_stream SET state = 'closing', end_reason = COALESCE(end_reason, 'lost'), slot = NULL, opened_at = $3,
       closed_at = NULL, close_due_at = $3, close_tries = 0
     WHERE tenant_id = $1 AND id = $2`,
    [stream.tenantId, stream.id, openedAt],
  )
}

/** Notes that the vendor would not open a stream; there is nothing to close. */
export async function noteRefused(
  stream: { tenantId: string; id: string },
  problem: unknown,
  at: Date,
): Promise<void> {
  await sql().query(
    `UPDATE video_stream SET state = 'failed', end_reason = 'failed', slot = NULL, closed_at = $3, bytes = 0,
       problem = $4::jsonb
     WHERE tenant_id = $1 AND id = $2 AND closed_at IS NULL`,
    [stream.tenantId, stream.id, at, storableJson(problem)],
  )
}

/** Lets a stream be closed at the vendor, of which nobody knows whether it runs there. */
export async function noteUnsure(
  stream: { tenantId: string; id: string },
  problem: unknown,
  at: Date,
): Promise<void> {
  await sql().query(
    `UPDATE video_stream SET state = 'closing', end_reason = 'lost', slot = NULL, close_due_at = $3, problem = $4::jsonb
     WHERE tenant_id = $1 AND id = $2 AND closed_at IS NULL`,
    [stream.tenantId, stream.id, at, storableJson(problem)],
  )
}

/**
 * Takes streams that are to end by `nowAt`: nobody watches them, their time is over, they never came to run, or an earlier
 * attempt to close them failed. With `tenantId` of that tenant alone.
 */
export function takeDueStreams(nowAt: Date, tenantId?: string): Promise<ClosingStream[]> {
  const lostAt = new Date(nowAt.getTime() - OPENING_LOST_AFTER_MS)
  const takenUntilAt = new Date(nowAt.getTime() + TAKEN_FOR_MS)
  return inTransaction(async (tx) => {
    const due = await tx.query<{ id: string }>(LOCK_DUE, [nowAt, lostAt, tenantId ?? null])
    if (due.length === 0) return []
    return tx.query<ClosingStream>(TAKE_DUE, [nowAt, lostAt, takenUntilAt, due.map(({ id }) => id)])
  })
}

// A stream that is just being opened is let come to its end first, or its closing would reach the vendor before it runs.
const IS_DUE = `s.closed_at IS NULL AND (
  (s.state = 'closing' AND s.close_due_at <= $1::timestamptz)
  OR (s.state = 'opening' AND s.asked_at <= $2::timestamptz)
  OR (s.state = 'open' AND (s.ends_at <= $1::timestamptz OR NOT EXISTS (
    SELECT 1 FROM video_viewer v
    WHERE v.tenant_id = s.tenant_id AND v.stream_id = s.id AND v.lease_until > $1::timestamptz))))`

const LOCK_DUE = `
  SELECT s.id FROM video_stream s WHERE ($3::uuid IS NULL OR s.tenant_id = $3::uuid) AND ${IS_DUE}
  LIMIT ${AT_ONCE} FOR UPDATE OF s SKIP LOCKED`

// What holds is looked at once more under the lock: somebody may have joined between the look and the lock.
const TAKE_DUE = `
  UPDATE video_stream s SET state = 'closing', slot = NULL, close_due_at = $3::timestamptz,
    close_tries = s.close_tries + 1,
    end_reason = COALESCE(s.end_reason, CASE WHEN s.state = 'opening' THEN 'lost'
      WHEN s.ends_at <= $1::timestamptz THEN 'limit' ELSE 'left' END)
  FROM device d
  WHERE s.id = ANY($4::uuid[]) AND d.tenant_id = s.tenant_id AND d.id = s.device_id AND ${IS_DUE}
  RETURNING s.tenant_id AS "tenantId", s.id, s.device_id AS "deviceId", d.imei, s.connection_id AS "connectionId",
    s.channel, s.kind, s.viewing_id AS "viewingId", s.close_tries AS "closeTries", s.opened_at AS "openedAt",
    s.asked_at AS "askedAt", s.bytes_per_s AS "bytesPerS", s.end_reason AS "endReason",
    s.close_due_at AS "takenUntilAt"`

/** Notes that a stream has ended, with what it took, unless it came to run meanwhile. Its viewers are forgotten. */
export async function noteClosed(stream: ClosingStream, at: Date): Promise<void> {
  const from = stream.openedAt
  const bytes =
    from === null ? 0 : streamBytes({ openedMs: from.getTime(), untilMs: at.getTime() }, stream.bytesPerS)
  await sql().query(
    `UPDATE video_stream SET state = 'closed', closed_at = $3, bytes = $4, address = NULL
     WHERE tenant_id = $1 AND id = $2 AND closed_at IS NULL AND close_due_at = $5`,
    [stream.tenantId, stream.id, at, bytes, stream.takenUntilAt],
  )
  await sql().query('DELETE FROM video_viewer WHERE tenant_id = $1 AND stream_id = $2', [
    stream.tenantId,
    stream.id,
  ])
}

/** Lets a stream that could not be closed be tried again. */
export async function noteStillOpen(stream: ClosingStream, dueAt: Date): Promise<void> {
  await sql().query(
    'UPDATE video_stream SET close_due_at = $3 WHERE tenant_id = $1 AND id = $2 AND close_due_at = $4',
    [stream.tenantId, stream.id, dueAt, stream.takenUntilAt],
  )
}

const USE_KEPT_MS = 400 * 86_400_000
const LISTS_KEPT_MS = 7 * 86_400_000

/** Forgets what streams took and what was ordered after a year, and lists of recordings after a week. */
export async function forgetVideo(nowMs: number): Promise<void> {
  const before = new Date(nowMs - USE_KEPT_MS)
  await sql().query('DELETE FROM video_stream WHERE closed_at < $1', [before])
  await sql().query('DELETE FROM video_order WHERE asked_at < $1', [before])
  await sql().query('DELETE FROM video_list WHERE asked_at < $1', [new Date(nowMs - LISTS_KEPT_MS)])
}

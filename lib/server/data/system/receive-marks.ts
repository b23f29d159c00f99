// Until when posts could be received, and the gaps that show when marks are late. Each mark is kept by the processes of the
// kind that posts come to; any of those being there counts. Filling gaps is heal-gaps.ts.

import { GAP_AFTER_MS } from '@/lib/domain/receive-gap'
import { inTransaction, type sql } from '../../db'
import { defineBatch } from '../../sql'

/** A span in which posts of a connection could not be received. */
export type FoundGap = { tenantId: string; connectionId: string; startedAt: Date; endedAt: Date }

/** Which processes receive: those that serve the app too, or those that do nothing else. */
export type ReceiverKind = 'app' | 'ingest'

/** What a receiving process has to tell. */
export type ReceiveReport = {
  keptBy: ReceiverKind
  /** A mark that is older is late. */
  lateAfterMs: number
  /** Posts that were put off. */
  refusals: readonly Refusal[]
  /** Ms since epoch; else the database's clock, which is the same for all processes. */
  nowMs?: number
}

/** A hook that posts to were refused, by the SHA-256 of its path (hex), and how long ago the first was. */
export type Refusal = { pathHash: string; agoMs: number }

/** Marks younger than this are as good as new: of several processes, few write. */
const FRESH_MS = 4_000
/** Hooks that were posted to within this time before an outage would have been posted to in it. */
const IN_USE_MS = 7 * 86_400_000
/** Filling begins so long after the end: the vendor may try again by itself, and wants spans that are over. */
export const SETTLE_MS = 90_000

/**
 * Notes that posts can be received now, and the gaps that this ends: of each connection whose hooks are in use, where
 * nobody of the kind that keeps its mark could receive for `lateAfterMs`, or its own posts were refused. Gaps that follow each other closely are one.
 * Several processes may call it at once: a gap is found by one of them.
 */
export async function recordReceiving(report: ReceiveReport): Promise<FoundGap[]> {
  const { keptBy, lateAfterMs, refusals } = report
  return inTransaction(async (tx) => {
    const nowMs = report.nowMs ?? (await databaseNowMs(tx))
    const now = new Date(nowMs).toISOString()
    const late = await tx.query<FoundGap>(LATE, [now, keptBy, Math.round(lateAfterMs)])
    const refused = refusals.length === 0 ? [] : await listRefused(tx, nowMs, refusals)
    await tx.query(MARK, [now, keptBy])
    const isLate = new Set(late.map(keyOf))
    const gaps = [...late, ...refused.filter((gap) => !isLate.has(keyOf(gap)))]
    if (gaps.length > 0) await storeGaps(tx, gaps)
    return gaps
  })
}

type Session = ReturnType<typeof sql>

async function databaseNowMs(tx: Session): Promise<number> {
  const [row] = await tx.query<{ now: Date }>('SELECT clock_timestamp() AS now')
  if (row === undefined) throw new Error('a database without a clock')
  return row.now.getTime()
}

function listRefused(tx: Session, nowMs: number, refusals: readonly Refusal[]): Promise<FoundGap[]> {
  const rows = refusals.map(({ pathHash, agoMs }) => ({ pathHash, at: new Date(nowMs - agoMs) }))
  return tx.query<FoundGap>(REFUSED, [...REFUSALS.values(rows), new Date(nowMs).toISOString()])
}

async function storeGaps(tx: Session, gaps: readonly FoundGap[]): Promise<void> {
  const values = GAPS.values(gaps)
  await tx.query(EXTEND, values)
  await tx.query(INSERT, values)
}

function keyOf({ tenantId, connectionId }: FoundGap): string {
  return `${tenantId} ${connectionId}`
}

const GAPS = defineBatch<FoundGap>([
  ['tenant_id', 'uuid', (row) => row.tenantId],
  ['connection_id', 'uuid', (row) => row.connectionId],
  ['started_at', 'timestamptz', (row) => row.startedAt],
  ['ended_at', 'timestamptz', (row) => row.endedAt],
])

const REFUSALS = defineBatch<{ pathHash: string; at: Date }>([
  ['path_hash', 'text', (row) => row.pathHash],
  ['refused_at', 'timestamptz', (row) => row.at],
])

/** A hook that was there at a moment, and that the vendor was posting to. */
const inUseAt = (moment: string) => `
  EXISTS (SELECT 1 FROM push_hook h
    JOIN jimi_connection c ON c.tenant_id = h.tenant_id AND c.id = h.connection_id AND c.enabled
    WHERE h.tenant_id = m.tenant_id AND h.connection_id = m.connection_id AND h.revoked_at IS NULL
      AND h.created_at <= ${moment} AND h.last_received_at >= ${moment} - interval '${IN_USE_MS} ms')`

// Who waits for another process's mark finds it fresh afterwards, and no gap.
const LATE = `
  SELECT m.tenant_id AS "tenantId", m.connection_id AS "connectionId", m.at AS "startedAt",
    $1::timestamptz AS "endedAt"
  FROM receive_mark m
  WHERE m.kept_by = $2 AND m.at < $1::timestamptz - $3::int * interval '1 ms' AND ${inUseAt('m.at')}
  ORDER BY m.tenant_id, m.connection_id FOR UPDATE OF m`

const REFUSED = `
  SELECT m.tenant_id AS "tenantId", m.connection_id AS "connectionId", first.at AS "startedAt",
    $3::timestamptz AS "endedAt"
  FROM receive_mark m CROSS JOIN LATERAL (
    SELECT min(n.refused_at) AS at FROM push_hook h JOIN ${REFUSALS.from(1, 'n')} ON n.path_hash = h.path_hash
    WHERE h.tenant_id = m.tenant_id AND h.connection_id = m.connection_id) first
  WHERE first.at IS NOT NULL AND ${inUseAt('first.at')}
  ORDER BY m.tenant_id, m.connection_id FOR UPDATE OF m`

const MARK = `
  INSERT INTO receive_mark AS m (tenant_id, connection_id, at, kept_by)
  SELECT DISTINCT h.tenant_id, h.connection_id, $1::timestamptz, $2 FROM push_hook h
  LEFT JOIN receive_mark known ON known.tenant_id = h.tenant_id AND known.connection_id = h.connection_id
  WHERE h.revoked_at IS NULL
    AND (known.at IS NULL OR known.kept_by = $2 AND known.at < $1::timestamptz - interval '${FRESH_MS} ms')
  ORDER BY h.tenant_id, h.connection_id
  ON CONFLICT (tenant_id, connection_id) DO UPDATE SET at = GREATEST(m.at, excluded.at)
    WHERE m.kept_by = excluded.kept_by`

/** A gap nobody has begun to fill grows by one that follows closely, such as while a database comes and goes. */
const EXTEND = `
  UPDATE receive_gap g SET ended_at = GREATEST(g.ended_at, n.ended_at),
    next_try_at = GREATEST(g.ended_at, n.ended_at) + interval '${SETTLE_MS} ms'
  FROM ${GAPS.from(1, 'n')}
  WHERE g.tenant_id = n.tenant_id AND g.connection_id = n.connection_id AND g.status = 'open'
    AND g.job_id IS NULL AND g.started_at <= n.ended_at
    AND g.ended_at >= n.started_at - interval '${GAP_AFTER_MS} ms'`

const INSERT = `
  INSERT INTO receive_gap (tenant_id, id, connection_id, started_at, ended_at, next_try_at)
  SELECT n.tenant_id, gen_random_uuid(), n.connection_id, n.started_at, n.ended_at,
    n.ended_at + interval '${SETTLE_MS} ms'
  FROM ${GAPS.from(1, 'n')}
  WHERE NOT EXISTS (
    SELECT 1 FROM receive_gap g WHERE g.tenant_id = n.tenant_id AND g.connection_id = n.connection_id
      AND g.started_at <= n.started_at AND g.ended_at >= n.ended_at)
  ON CONFLICT (tenant_id, connection_id, started_at) DO NOTHING`

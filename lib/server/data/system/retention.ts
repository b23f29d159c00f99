// What is past keeping goes: whole days where nobody keeps them any longer, else the rows of the tenants that do not.
// How long each kind is kept is telemetry-kinds.ts and the tenants' retention_rule.

import { MAX_KEEP_DAYS } from '@/lib/domain/retention'
import { sql } from '../../db'
import { changeParts, type DayPart, listDays } from './partitions'
import { DAY_MS, dayStartMs, TELEMETRY_KINDS, type TelemetryKind } from './telemetry-kinds'

export type RetentionRun = { droppedDays: number; deletedRows: number; busy: number }

/** Of rejects no tenant keeps more: a tracker that is in no roster is refused every few seconds. */
export const MAX_REJECTS = 200_000
/** Rows deleted at once, so that no transaction is long. */
const DELETED_AT_ONCE = 5000

/** How long each tenant keeps a kind. */
type Keeping = {
  defaultDays: number
  byTenant: ReadonlyMap<string, number>
  minDays: number
  maxDays: number
}

/**
 * Drops days and deletes rows that are past keeping at `nowMs`. A day counts from its end, so that `keepDays` whole days
 * are always there. For background work: no viewer.
 */
export async function dropPastKeeping(
  nowMs: number,
  kinds = TELEMETRY_KINDS,
  signal?: AbortSignal,
): Promise<RetentionRun> {
  const run: RetentionRun = { droppedDays: 0, deletedRows: 0, busy: 0 }
  for (const kind of kinds) {
    if (signal?.aborted) return run
    const keeping = await readKeeping(kind)
    if (kind.isByDay) await dropDays(kind, keeping, { nowMs, run })
    const rest = kind.isByDay ? `${kind.table}_default` : kind.table
    run.deletedRows += await deletePastKeeping(rest, kind.timeColumn, { keeping, nowMs })
  }
  run.deletedRows += await deleteSurplusRejects()
  return run
}

async function readKeeping({ kind, keepDays }: TelemetryKind): Promise<Keeping> {
  const rows = await sql().query<{ tenantId: string; days: number }>(
    'SELECT tenant_id AS "tenantId", days FROM retention_rule WHERE kind = $1',
    [kind],
  )
  const byTenant = new Map(
    rows.map(({ tenantId, days }) => [tenantId, Math.min(Math.max(days, 1), MAX_KEEP_DAYS)] as const),
  )
  const all = [keepDays, ...byTenant.values()]
  return { defaultDays: keepDays, byTenant, minDays: Math.min(...all), maxDays: Math.max(...all) }
}

type Round = { nowMs: number; run: RetentionRun }

async function dropDays(kind: TelemetryKind, keeping: Keeping, { nowMs, run }: Round): Promise<void> {
  for (const part of await listDays(kind.table)) {
    if (isPast(part, keeping.maxDays, nowMs)) {
      const isDone = await changeParts(async (session) => {
        await session.query(`DROP TABLE IF EXISTS ${part.name}`)
      })
      if (isDone) run.droppedDays += 1
      else run.busy += 1
    } else if (isPast(part, keeping.minDays, nowMs)) {
      run.deletedRows += await deletePastKeeping(part.name, kind.timeColumn, { keeping, nowMs })
    }
  }
}

function isPast({ dayMs }: DayPart, keepDays: number, nowMs: number): boolean {
  return dayMs < cutoffMs(keepDays, nowMs)
}

function cutoffMs(keepDays: number, nowMs: number): number {
  return dayStartMs(nowMs) - keepDays * DAY_MS
}

async function deletePastKeeping(
  table: string,
  timeColumn: string,
  { keeping, nowMs }: { keeping: Keeping; nowMs: number },
): Promise<number> {
  let deleted = 0
  for (const tenantId of await listTenants(table)) {
    const days = keeping.byTenant.get(tenantId) ?? keeping.defaultDays
    const before = new Date(cutoffMs(days, nowMs)).toISOString()
    deleted += await deleteInParts(table, `${timeColumn} < $2::timestamptz`, [tenantId, before])
  }
  return deleted
}

async function deleteSurplusRejects(): Promise<number> {
  let deleted = 0
  for (const tenantId of await listTenants('push_reject')) {
    const [surplus] = await sql().query<{ at: Date }>(
      `SELECT received_at AS at FROM push_reject WHERE tenant_id = $1::uuid
       ORDER BY received_at DESC OFFSET ${MAX_REJECTS} LIMIT 1`,
      [tenantId],
    )
    if (surplus === undefined) continue
    deleted += await deleteInParts('push_reject', 'received_at <= $2::timestamptz', [
      tenantId,
      surplus.at.toISOString(),
    ])
  }
  return deleted
}

async function deleteInParts(table: string, condition: string, values: readonly string[]): Promise<number> {
  for (let deleted = 0; ; ) {
    const [result] = await sql().query<{ deleted: number }>(
      `WITH gone AS (
         DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
           SELECT ctid FROM ${table} WHERE tenant_id = $1::uuid AND ${condition} LIMIT ${DELETED_AT_ONCE}
         )) RETURNING 1
       )
       SELECT count(*)::int AS deleted FROM gone`,
      values,
    )
    deleted += result?.deleted ?? 0
    if ((result?.deleted ?? 0) < DELETED_AT_ONCE) return deleted
  }
}

/** Each tenant that has rows, found by hopping along the index instead of reading all rows. */
async function listTenants(table: string): Promise<string[]> {
  const rows = await sql().query<{ tenantId: string }>(
    `WITH RECURSIVE hop AS (
       (SELECT tenant_id FROM ${table} ORDER BY tenant_id LIMIT 1)
       UNION ALL
       SELECT (SELECT tenant_id FROM ${table} WHERE tenant_id > hop.tenant_id ORDER BY tenant_id LIMIT 1)
       FROM hop WHERE hop.tenant_id IS NOT NULL
     )
     SELECT tenant_id AS "tenantId" FROM hop WHERE tenant_id IS NOT NULL`,
  )
  return rows.map(({ tenantId }) => tenantId)
}

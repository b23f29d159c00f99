// How long a tenant keeps each kind of telemetry, as its owners see and change it. What is past keeping is dropped by
// system/retention.ts.

import 'server-only'
import type { RetentionKind } from '@/lib/domain/retention'
import type { Viewer } from '../access'
import { appendAudit } from '../audit'
import { inTransaction, sql } from '../db'
import { ForbiddenError } from '../errors'
import { TELEMETRY_KINDS } from './system/telemetry-kinds'

/** `days` null is the default of the kind. */
export type RetentionRule = { kind: string; days: number | null }

/**
 * Every kind with its default and what the viewer's tenant chose instead, in the order of the kinds.
 * @throws ForbiddenError unless the viewer is an owner.
 */
export async function listRetention(viewer: Viewer): Promise<RetentionKind[]> {
  requireOwner(viewer)
  const rows = await sql().query<{ kind: string; days: number }>(
    'SELECT kind, days FROM retention_rule WHERE tenant_id = $1::uuid',
    [viewer.tenantId],
  )
  const chosen = new Map(rows.map(({ kind, days }) => [kind, days]))
  // Alarms lie in two tables, and are one kind.
  const defaults = new Map(TELEMETRY_KINDS.map(({ kind, keepDays }) => [kind, keepDays]))
  return [...defaults].map(([kind, defaultDays]) => ({ kind, defaultDays, days: chosen.get(kind) ?? null }))
}

/**
 * Stores how long kinds are kept; kinds that are not named stay as they are, and unknown ones are left out. What changed
 * goes into the audit trail with its old and new days.
 * @throws ForbiddenError unless the viewer is an owner.
 */
export async function setRetention(viewer: Viewer, rules: readonly RetentionRule[]): Promise<void> {
  await inTransaction(async () => {
    const before = new Map((await listRetention(viewer)).map((each) => [each.kind, each]))
    const detail: Record<string, { from: number; to: number }> = {}
    for (const { kind, days } of rules) {
      const known = before.get(kind)
      if (known === undefined || known.days === days) continue
      await storeRule(viewer.tenantId, { kind, days })
      detail[kind] = { from: known.days ?? known.defaultDays, to: days ?? known.defaultDays }
    }
    if (Object.keys(detail).length === 0) return
    await appendAudit(viewer.tenantId, { actorId: viewer.userId, action: 'retention.change', detail })
  })
}

async function storeRule(tenantId: string, { kind, days }: RetentionRule): Promise<void> {
  if (days === null) {
    await sql().query('DELETE FROM retention_rule WHERE tenant_id = $1::uuid AND kind = $2', [tenantId, kind])
    return
  }
  await sql().query(
    `INSERT INTO retention_rule (tenant_id, kind, days) VALUES ($1::uuid, $2, $3::int)
     ON CONFLICT (tenant_id, kind) DO UPDATE SET days = EXCLUDED.days`,
    [tenantId, kind, days],
  )
}

function requireOwner(viewer: Viewer): void {
  if (viewer.role !== 'owner') throw new ForbiddenError()
}

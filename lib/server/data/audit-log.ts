// Reading the audit trail, for owners: pages from the newest down, by key. Writing and verifying it is lib/server/audit.ts.

import 'server-only'
import type { AuditFilter, AuditRow } from '@/lib/domain/api/audit'
import type { Viewer } from '../access'
import { sql } from '../db'
import { ForbiddenError } from '../errors'
import { storableText } from '../sql'

type Row = Omit<AuditRow, 'at'> & { at: Date }

/** At most `limit` entries that fit, the newest first, before a number. @throws ForbiddenError unless the viewer is an owner */
export async function listAudit(
  viewer: Viewer,
  filter: AuditFilter,
  { before, limit }: { before: string | null; limit: number },
): Promise<AuditRow[]> {
  if (viewer.role !== 'owner') throw new ForbiddenError()
  const values: unknown[] = [viewer.tenantId]
  const put = (value: unknown) => `$${values.push(value)}`
  const parts = ['e.tenant_id = $1']
  const { actor, action, search, from, to } = filter
  if (before !== null) parts.push(`e.seq < ${put(before)}::int8`)
  if (actor === 'system') parts.push('e.actor_id IS NULL')
  else if (actor !== undefined) parts.push(`e.actor_id = ${put(actor)}::uuid`)
  if (action?.endsWith('.')) parts.push(`starts_with(e.action, ${put(action)})`)
  else if (action !== undefined) parts.push(`e.action = ${put(action)}`)
  if (from !== undefined) parts.push(`e.at >= ${put(from)}::timestamptz`)
  if (to !== undefined) parts.push(`e.at < ${put(to)}::timestamptz`)
  if (search?.trim()) parts.push(found(put(storableText(search.trim().toLowerCase()))))
  const rows = await sql().query<Row>(
    `SELECT e.seq::text AS seq, e.at, e.actor_id AS "actorId", u.name AS actor, e.action, e.target, e.detail,
       coalesce(p.name, d.name) AS "targetName"
     FROM (SELECT * FROM audit_entry e WHERE ${parts.join(' AND ')} ORDER BY e.seq DESC LIMIT ${Math.trunc(limit)}) e
     LEFT JOIN app_user u ON u.tenant_id = e.tenant_id AND u.id = e.actor_id
     LEFT JOIN app_user p ON p.tenant_id = e.tenant_id AND p.id::text = e.target
     LEFT JOIN device d ON d.tenant_id = e.tenant_id AND d.id::text = e.target
     ORDER BY e.seq DESC`,
    values,
  )
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

function found(text: string): string {
  const has = (column: string) => `strpos(lower(coalesce(${column}, '')), ${text}) > 0`
  return `(${has('e.target')} OR ${has('e.detail::text')} OR e.target IN (
    SELECT v.id::text FROM app_user v WHERE v.tenant_id = $1 AND ${has('v.name')}
    UNION ALL SELECT v.id::text FROM device v WHERE v.tenant_id = $1 AND (${has('v.name')} OR ${has('v.plate')} OR ${has('v.imei')})))`
}

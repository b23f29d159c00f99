// The audit trail for owners: pages, a check of the chain, and files of it.

import 'server-only'
import {
  AUDIT_PAGE,
  type AuditCheck,
  type AuditFilter,
  type AuditPage,
  type AuditRow,
} from '@/lib/domain/api/audit'
import type { Viewer } from '../access'
import { appendAudit, verifyAuditChain } from '../audit'
import { listAudit } from '../data/audit-log'
import { ForbiddenError } from '../errors'
import { csvCell } from '../reports/csv'

const EXPORT_PAGE = 1000

/** A page of entries, the newest first. @throws ForbiddenError unless the viewer is an owner */
export async function auditPage(
  viewer: Viewer,
  filter: AuditFilter,
  before: string | null,
): Promise<AuditPage> {
  const rows = await listAudit(viewer, filter, { before, limit: AUDIT_PAGE + 1 })
  const entries = rows.slice(0, AUDIT_PAGE)
  return { entries, next: rows.length > AUDIT_PAGE ? (entries.at(-1)?.seq ?? null) : null }
}

/** Recomputes the whole chain. @throws ForbiddenError unless the viewer is an owner */
export async function verifyAudit(viewer: Viewer): Promise<AuditCheck> {
  if (viewer.role !== 'owner') throw new ForbiddenError()
  return verifyAuditChain(viewer.tenantId)
}

/** All entries that fit as the lines of a file, the newest first; that it was made is an entry itself. @throws ForbiddenError */
export async function exportAudit(
  viewer: Viewer,
  filter: AuditFilter,
  format: 'csv' | 'jsonl',
): Promise<ReadableStream<Uint8Array>> {
  const first = await listAudit(viewer, filter, { before: null, limit: EXPORT_PAGE })
  const { actor = null, action = null, search = null, from = null, to = null } = filter
  const detail = { format, actor, action, search, from, to }
  await appendAudit(viewer.tenantId, { actorId: viewer.userId, action: 'audit.export', detail })
  const write = format === 'csv' ? csvLine : (row: AuditRow) => `${JSON.stringify(row)}\n`
  const encoder = new TextEncoder()
  let page = first
  let isBegun = false
  return new ReadableStream({
    async pull(controller) {
      // Spreadsheets take UTF-8 for it only with the mark in front.
      const head = !isBegun && format === 'csv' ? `\uFEFF${HEAD}` : ''
      isBegun = true
      controller.enqueue(encoder.encode(head + page.map(write).join('')))
      const before = page.at(-1)?.seq ?? null
      page = page.length < EXPORT_PAGE ? [] : await listAudit(viewer, filter, { before, limit: EXPORT_PAGE })
      if (page.length === 0) controller.close()
    },
  })
}

const HEAD = 'number,at,actor_id,actor,action,target,target_name,detail\r\n'

function csvLine({ seq, at, actorId, actor, action, target, targetName, detail }: AuditRow): string {
  const texts = [actorId, actor, action, target, targetName, JSON.stringify(detail)]
  return `${[seq, at, ...texts.map((text) => csvCell(text ?? ''))].join(',')}\r\n`
}

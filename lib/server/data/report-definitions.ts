// Saved reports as people may see and change them: their own, and shared ones whose scope lies in theirs.

import 'server-only'
import { randomUUID } from 'node:crypto'
import type { ReportDefinitionDraft } from '@/lib/domain/api/report-book'
import {
  REPORT_KINDS,
  type ReportKind,
  type ReportRequest,
  reportRequestSchema,
} from '@/lib/domain/api/reports'
import type { Viewer } from '../access'
import { db, sql } from '../db'
import { ForbiddenError, NotFoundError } from '../errors'
import { isUuid } from './ids'

export type DefinitionRecord = {
  id: string
  ownerId: string
  ownerName: string
  name: string
  shared: boolean
  request: ReportRequest
  updatedAt: Date
}

/** A saved report as far as a list needs it. */
export type DefinitionEntry = Omit<DefinitionRecord, 'request'> & { kind: ReportKind; asksVendor: boolean }

const MAX_SHOWN = 500

/**
 * Saved reports by name, without what they ask for: that is never read for a list. One of a kind that this version does not
 * know is left out.
 */
export async function listDefinitions(viewer: Viewer): Promise<DefinitionEntry[]> {
  const rows = await sql().query<Omit<DefinitionEntry, 'kind'> & { kind: string }>(LIST, [
    viewer.tenantId,
    viewer.userId,
    viewer.scopePath,
  ])
  return rows.flatMap((row) => {
    const kind = REPORT_KINDS.find((known) => known === row.kind)
    return kind === undefined ? [] : [{ ...row, kind }]
  })
}

const LIST = `
  SELECT d.id, d.owner_id AS "ownerId", u.name AS "ownerName", d.name, d.shared, d.updated_at AS "updatedAt",
    d.request->>'kind' AS kind,
    (d.request->'compare' = 'true'::jsonb OR d.request->'fill' = 'true'::jsonb) IS TRUE AS "asksVendor"
  FROM report_definition d JOIN app_user u ON u.tenant_id = d.tenant_id AND u.id = d.owner_id
  WHERE d.tenant_id = $1 AND (d.owner_id = $2 OR d.shared AND starts_with(d.scope_path, $3))
  ORDER BY d.name, d.id LIMIT ${MAX_SHOWN}`

/** @throws NotFoundError when it is missing, of another tenant, or not for the viewer's eyes. */
export async function getDefinition(viewer: Viewer, id: string): Promise<DefinitionRecord> {
  if (!isUuid(id)) throw new NotFoundError()
  const row = await db().reportDefinition.findFirst({
    where: { ...visibleDefinitions(viewer), id },
    include: { owner: { select: { name: true } } },
  })
  const record = row && toRecord(row)
  if (!record) throw new NotFoundError()
  return record
}

/** How many reports there are: the person's own, and the tenant's. */
export async function countDefinitions(viewer: Viewer): Promise<{ own: number; all: number }> {
  const { tenantId, userId } = viewer
  const [own, all] = await Promise.all([
    db().reportDefinition.count({ where: { tenantId, ownerId: userId } }),
    db().reportDefinition.count({ where: { tenantId } }),
  ])
  return { own, all }
}

/** Saves a report of the viewer's and answers its id. */
export async function createDefinition(viewer: Viewer, draft: ReportDefinitionDraft): Promise<string> {
  const id = randomUUID()
  await db().reportDefinition.create({
    data: {
      ...{ tenantId: viewer.tenantId, id, ownerId: viewer.userId, scopePath: viewer.scopePath },
      ...columnsOf(draft),
    },
  })
  return id
}

/** @throws NotFoundError as `getDefinition`; ForbiddenError for another person's, but for owners. */
export async function updateDefinition(
  viewer: Viewer,
  id: string,
  draft: ReportDefinitionDraft,
): Promise<void> {
  await assertMayChange(viewer, id)
  await db().reportDefinition.update({
    where: { tenantId_id: { tenantId: viewer.tenantId, id } },
    data: columnsOf(draft),
  })
}

/** With its schedules. @throws as `updateDefinition` */
export async function removeDefinition(viewer: Viewer, id: string): Promise<void> {
  await assertMayChange(viewer, id)
  await db().reportDefinition.delete({ where: { tenantId_id: { tenantId: viewer.tenantId, id } } })
}

async function assertMayChange(viewer: Viewer, id: string): Promise<void> {
  const { ownerId } = await getDefinition(viewer, id)
  if (ownerId !== viewer.userId && viewer.role !== 'owner') throw new ForbiddenError()
}

function visibleDefinitions({ tenantId, userId, scopePath }: Viewer) {
  const inScope = { scopePath: { startsWith: scopePath.replace(/[\\%_]/g, '\\$&') } }
  return { tenantId, OR: [{ ownerId: userId }, { shared: true, ...inScope }] }
}

function columnsOf({ name, shared, request }: ReportDefinitionDraft) {
  return { name, shared, request: JSON.parse(JSON.stringify(request)), updatedAt: new Date() }
}

type Row = Omit<DefinitionRecord, 'ownerName' | 'request'> & { owner: { name: string }; request: unknown }

function toRecord({ id, ownerId, owner, name, shared, request, updatedAt }: Row): DefinitionRecord | null {
  const read = reportRequestSchema.safeParse(request)
  if (!read.success) return null
  return { ...{ id, ownerId, name, shared, updatedAt }, ownerName: owner.name, request: read.data }
}

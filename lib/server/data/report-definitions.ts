// Saved reports as people may see and change them: their own, and shared ones whose scope lies in theirs.

import 'server-only'
import { randomUUID } from 'node:crypto'
import { type ReportDefinitionDraft, type ReportRequest, reportRequestSchema } from '@/lib/domain/api/reports'
import type { Viewer } from '../access'
import { db } from '../db'
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

const MAX_SHOWN = 500

/** Saved reports by name. One of a version that asked otherwise is left out. */
export async function listDefinitions(viewer: Viewer): Promise<DefinitionRecord[]> {
  const rows = await db().reportDefinition.findMany({
    where: visibleDefinitions(viewer),
    include: { owner: { select: { name: true } } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: MAX_SHOWN,
  })
  return rows.flatMap((row) => toRecord(row) ?? [])
}

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

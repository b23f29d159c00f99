// Views of the table of devices, and the columns of a person's table: each person's own, seen by nobody else.

import 'server-only'
import { randomUUID } from 'node:crypto'
import {
  type DeviceView,
  type DeviceViewDraft,
  deviceLayoutSchema,
  deviceViewSpecSchema,
  MAX_VIEWS,
} from '@/lib/domain/api/device-table'
import type { ColumnLayout } from '@/lib/domain/device-table'
import type { Viewer } from '../access'
import { db, inTransaction, sql } from '../db'
import { NotFoundError } from '../errors'
import { isUuid } from './ids'

/** The person's views by name. One of a version that had other columns or filters is left out. */
export async function listViews(viewer: Viewer): Promise<DeviceView[]> {
  const rows = await db().deviceView.findMany({
    where: { tenantId: viewer.tenantId, ownerId: viewer.userId },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: MAX_VIEWS,
  })
  return rows.flatMap(({ id, name, isDefault, spec }) => {
    const read = deviceViewSpecSchema.safeParse(spec)
    return read.success ? [{ id, name, isDefault, spec: read.data }] : []
  })
}

/** How many views the person has. */
export function countViews(viewer: Viewer): Promise<number> {
  return db().deviceView.count({ where: { tenantId: viewer.tenantId, ownerId: viewer.userId } })
}

/** Whether another view of the person's has this name. */
export async function isViewNameTaken(viewer: Viewer, name: string, exceptId: string | null) {
  const found = await db().deviceView.findFirst({
    where: { tenantId: viewer.tenantId, ownerId: viewer.userId, name },
    select: { id: true },
  })
  return found !== null && found.id !== exceptId
}

/**
 * Saves a view, or changes the one with this id, and answers its id. A default one takes the place of the one before.
 * @throws NotFoundError when the id is missing or another person's
 */
export function saveView(viewer: Viewer, id: string | null, draft: DeviceViewDraft): Promise<string> {
  if (id !== null && !isUuid(id)) throw new NotFoundError()
  return inTransaction(async (tx) => {
    const own = [viewer.tenantId, viewer.userId]
    if (draft.isDefault)
      await tx.query(
        'UPDATE device_view SET is_default = false WHERE tenant_id = $1 AND owner_id = $2 AND is_default',
        own,
      )
    const values = [...own, id ?? randomUUID(), draft.name, draft.isDefault, JSON.stringify(draft.spec)]
    const rows = await tx.query<{ id: string }>(id === null ? INSERT : UPDATE, values)
    const [saved] = rows
    if (saved === undefined) throw new NotFoundError()
    return saved.id
  })
}

const INSERT = `INSERT INTO device_view (tenant_id, owner_id, id, name, is_default, spec, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6::jsonb, clock_timestamp()) RETURNING id`
const UPDATE = `UPDATE device_view SET name = $4, is_default = $5, spec = $6::jsonb, updated_at = clock_timestamp()
  WHERE tenant_id = $1 AND owner_id = $2 AND id = $3 RETURNING id`

/** @throws NotFoundError as `saveView` */
export async function removeView(viewer: Viewer, id: string): Promise<void> {
  if (!isUuid(id)) throw new NotFoundError()
  const { count } = await db().deviceView.deleteMany({
    where: { tenantId: viewer.tenantId, ownerId: viewer.userId, id },
  })
  if (count === 0) throw new NotFoundError()
}

/** The columns of the person's table; null when they never changed them, or a version with others did. */
export async function findLayout(viewer: Viewer): Promise<ColumnLayout[] | null> {
  const row = await db().deviceLayout.findFirst({
    where: { tenantId: viewer.tenantId, ownerId: viewer.userId },
  })
  return deviceLayoutSchema.safeParse(row?.columns).data ?? null
}

/** Keeps the columns of the person's table. */
export async function saveLayout(viewer: Viewer, columns: readonly ColumnLayout[]): Promise<void> {
  await sql().query(
    `INSERT INTO device_layout (tenant_id, owner_id, columns, updated_at) VALUES ($1, $2, $3::jsonb, clock_timestamp())
     ON CONFLICT (tenant_id, owner_id) DO UPDATE SET columns = excluded.columns, updated_at = excluded.updated_at`,
    [viewer.tenantId, viewer.userId, JSON.stringify(columns)],
  )
}

// Changing geofences in the viewer's scope. Who may is the business of services/fences.ts. Each change takes what is to be put
// on record with it, in the same transaction.

import 'server-only'
import { randomUUID } from 'node:crypto'
import type { FenceDraft } from '@/lib/domain/api/fences'
import type { Viewer } from '../access'
import { db, inTransaction } from '../db'
import { NotFoundError } from '../errors'
import { mustChange } from '../must-change'
import { storableJson, storableText, textArray } from '../sql'
import { type FenceVendorRecord, getFence } from './fences'
import { visibleDevices, visibleFences } from './scope'

/** What is to be put on record of a fence, within the transaction that changes it. */
type Recording = (fenceId: string) => Promise<void>

/** Stores a new fence for the viewer's scope, and answers its id. @throws NotFoundError for a vehicle the viewer does not see. */
export async function createFence(viewer: Viewer, draft: FenceDraft, record: Recording): Promise<string> {
  const id = randomUUID()
  const { tenantId, scopePath } = viewer
  const chosen = await ownDevices(viewer, draft.deviceIds)
  await inTransaction(async (tx) => {
    await tx.query(INSERT, [tenantId, id, ...valuesOf(draft), new Date(), scopePath])
    await tx.query(CHOOSE, [tenantId, id, textArray(chosen)])
    await record(id)
  })
  return id
}

/** Changes a fence. @throws NotFoundError as `getFence`, and for a vehicle the viewer does not see. */
export async function updateFence(
  viewer: Viewer,
  fenceId: string,
  { draft, record }: { draft: FenceDraft; record: Recording },
): Promise<void> {
  const before = await getFence(viewer, fenceId)
  const isMoved = JSON.stringify(before.shape) !== JSON.stringify(draft.shape)
  const chosen = await ownDevices(viewer, draft.deviceIds)
  const { tenantId, scopePath } = viewer
  await inTransaction(async (tx) => {
    await mustChange(tx, UPDATE, [tenantId, fenceId, ...valuesOf(draft), new Date(), scopePath, isMoved])
    // Those that hold a copy stay, so that it can be taken out again.
    await tx.query('DELETE FROM fence_device WHERE tenant_id = $1 AND fence_id = $2 AND serial IS NULL', [
      tenantId,
      fenceId,
    ])
    await tx.query('UPDATE fence_device SET chosen = false WHERE tenant_id = $1 AND fence_id = $2', [
      tenantId,
      fenceId,
    ])
    await tx.query(CHOOSE, [tenantId, fenceId, textArray(chosen)])
    await record(fenceId)
  })
}

/** Takes a fence away; what happened at it stays. @throws NotFoundError as `getFence`. */
export async function removeFence(viewer: Viewer, fenceId: string, record: Recording): Promise<void> {
  await inTransaction(async (tx) => {
    await mustChange(tx, REMOVE, [viewer.tenantId, fenceId, new Date(), viewer.scopePath])
    await record(fenceId)
  })
}

const INSERT = `
  INSERT INTO fence (tenant_id, id, name, shape, color, tags, description, alarm_enter, alarm_exit, dwell_min, enabled,
    all_devices, shape_at, updated_at, scope_path)
  VALUES ($1, $2, $3, $4::jsonb, $5, $6::text[], $7, $8, $9, $10, $11, $12, $13, $13, $14)`
const UPDATE = `
  UPDATE fence SET name = $3, shape = $4::jsonb, color = $5, tags = $6::text[], description = $7, alarm_enter = $8,
    alarm_exit = $9, dwell_min = $10, enabled = $11, all_devices = $12, updated_at = $13,
    shape_at = CASE WHEN $15::boolean THEN $13 ELSE shape_at END
  WHERE tenant_id = $1 AND id = $2 AND removed_at IS NULL AND starts_with(scope_path, $14) RETURNING 1`
const REMOVE = `
  UPDATE fence SET removed_at = $3, updated_at = $3
  WHERE tenant_id = $1 AND id = $2 AND removed_at IS NULL AND starts_with(scope_path, $4) RETURNING 1`
const CHOOSE = `
  INSERT INTO fence_device (tenant_id, fence_id, device_id) SELECT $1::uuid, $2::uuid, id::uuid FROM unnest($3::text[]) AS id
  ON CONFLICT (tenant_id, fence_id, device_id) DO UPDATE SET chosen = true`

/** Notes how the vendor's copy stands. @throws NotFoundError as `getFence`. */
export async function setFenceVendor(
  viewer: Viewer,
  fenceId: string,
  vendor: FenceVendorRecord,
): Promise<void> {
  const { kind, accountId, fenceId: vendorFenceId, state, problem, seen, checkedAt } = vendor
  const { count } = await db().fence.updateMany({
    where: { ...visibleFences(viewer), id: fenceId },
    data: {
      vendorKind: kind,
      vendorAccountId: accountId,
      vendorFenceId,
      vendorState: state,
      vendorProblem: problem,
      vendorSeen: seen === null || seen === undefined ? {} : JSON.parse(JSON.stringify(seen)),
      vendorCheckedAt: checkedAt,
    },
  })
  if (count === 0) throw new NotFoundError()
}

/** Only vehicles the viewer sees can be named. */
async function ownDevices(viewer: Viewer, deviceIds: readonly string[] | null): Promise<string[]> {
  const wanted = [...new Set(deviceIds ?? [])]
  if (wanted.length === 0) return []
  const where = { ...visibleDevices(viewer), id: { in: wanted } }
  const visible = await db().device.findMany({ where, select: { id: true } })
  if (visible.length < wanted.length) throw new NotFoundError()
  return wanted
}

/** In the order of the columns of `INSERT` and `UPDATE`. */
function valuesOf({ name, shape, color, tags, description, rules, enabled, deviceIds }: FenceDraft) {
  return [
    ...[
      storableText(name),
      storableJson(shape),
      color,
      textArray([...new Set(tags)]),
      storableText(description),
    ],
    ...[rules.enter, rules.exit, rules.dwellMin, enabled, deviceIds === null],
  ]
}

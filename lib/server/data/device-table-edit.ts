// Takes over into our rows what the vendor has just accepted, exactly as the next roster will bring it, and has live lists
// read it. Asking the vendor is services/device-edit.ts and device-groups.ts.

import 'server-only'
import { DEVICE_ICONS, type DeviceEdit } from '@/lib/domain/device-edit'
import type { Viewer } from '../access'
import { sql } from '../db'
import { textArray } from '../sql'
import { upsertStatePatches } from './system/device-states'
import {
  changedMark,
  changeRoster,
  inRosterTransaction,
  raiseRosterRevision,
  touchRoster,
} from './system/roster-changes'

const COLUMNS = {
  name: 'name',
  plate: 'plate',
  driverName: 'driver_name',
  driverPhone: 'driver_phone',
  sim: 'sim',
  remark: 'remark',
} as const

/** What live lists hold of a device besides its state. */
const IS_LIVE = ['name', 'plate', 'driverName', 'odometerKm'] as const

/** Writes an accepted change. Call it in `inRosterTransaction` with its audit entry. */
export async function storeEdit(
  viewer: Viewer,
  device: { id: string; connectionId: string },
  { edit, now }: { edit: DeviceEdit; now: Date },
): Promise<void> {
  const sets: string[] = []
  const values: unknown[] = [viewer.tenantId, device.id]
  const set = (column: string, type: string, value: unknown) =>
    sets.push(`${column} = $${values.push(value)}::${type}`)
  for (const [field, column] of Object.entries(COLUMNS)) {
    const value = edit[field as keyof typeof COLUMNS]
    if (value !== undefined) set(column, 'text', value)
  }
  if (edit.icon !== undefined) set('icon', 'text', DEVICE_ICONS[edit.icon])
  if (edit.enabled !== undefined) set('enabled', 'bool', edit.enabled)
  sets.push(changedMark('d'))
  await changeRoster({ tenantId: viewer.tenantId, connectionIds: [device.connectionId] }, async (tx) => {
    await tx.query(`UPDATE device d SET ${sets.join(', ')} WHERE d.tenant_id = $1 AND d.id = $2`, values)
    if (edit.odometerKm !== undefined) {
      const atMs = now.getTime()
      const odometerKm = { atMs, value: edit.odometerKm }
      await upsertStatePatches([
        { tenantId: viewer.tenantId, deviceId: device.id, receivedAtMs: atMs, odometerKm },
      ])
    }
    if (IS_LIVE.some((field) => edit[field] !== undefined))
      await touchRoster(viewer.tenantId, [device.connectionId])
  })
}

/** Writes which group these devices are in. The scope of people may be a group, so live lists read it anew, as below. */
export async function storeGroup(
  viewer: Viewer,
  deviceIds: readonly string[],
  groupName: string | null,
): Promise<void> {
  const ids = textArray(deviceIds)
  await regroup(viewer, {
    connections: `SELECT DISTINCT connection_id AS id FROM device WHERE tenant_id = $1 AND id = ANY($2::uuid[])`,
    of: ids,
    update: `UPDATE device d SET group_name = $3, ${changedMark('d')} WHERE d.tenant_id = $1 AND d.id = ANY($2::uuid[])`,
    values: [groupName],
  })
}

/** A group of an account has another name. Devices may spell the old one in another case than the list of groups does. */
export async function storeGroupName(
  viewer: Viewer,
  accountId: string,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await regroup(viewer, {
    connections: CONNECTION_OF_ACCOUNT,
    of: accountId,
    update: `UPDATE device d SET group_name = $4, ${changedMark('d')}
      WHERE d.tenant_id = $1 AND d.account_id = $2 AND lower(d.group_name) = lower($3)`,
    values: [from, to],
  })
}

/** The groups of an account's devices as the vendor lists them: by IMEI, null for none. */
export async function storeListedGroups(
  viewer: Viewer,
  accountId: string,
  listed: ReadonlyMap<string, string | null>,
): Promise<void> {
  const imeis = [...listed.keys()]
  await regroup(viewer, {
    connections: CONNECTION_OF_ACCOUNT,
    of: accountId,
    update: `UPDATE device d SET group_name = nullif(n.group_name, ''), ${changedMark('d')}
      FROM unnest($3::text[], $4::text[]) AS n(imei, group_name)
      WHERE d.tenant_id = $1 AND d.account_id = $2 AND d.imei = n.imei
        AND d.group_name IS DISTINCT FROM nullif(n.group_name, '')`,
    values: [textArray(imeis), textArray(imeis.map((imei) => listed.get(imei) ?? ''))],
  })
}

/** How many devices of an account stand in each group of ours, by name. */
export async function countGroups(viewer: Viewer, accountId: string): Promise<Map<string, number>> {
  const rows = await sql().query<{ name: string; count: number }>(
    `SELECT coalesce(group_name, '') AS name, count(*)::int AS count FROM device
     WHERE tenant_id = $1 AND account_id = $2 AND removed_at IS NULL GROUP BY 1`,
    [viewer.tenantId, accountId],
  )
  return new Map(rows.map(({ name, count }) => [name, count]))
}

const CONNECTION_OF_ACCOUNT = 'SELECT connection_id AS id FROM account WHERE tenant_id = $1 AND id = $2'

/** `of` is $2 of both statements; `values` are further ones of the update. */
type Regrouping = { connections: string; of: string; update: string; values: readonly unknown[] }

/** Live lists hear of it only when a device has another group now. */
async function regroup({ tenantId }: Viewer, { connections, of, update, values }: Regrouping): Promise<void> {
  const rows = await sql().query<{ id: string }>(connections, [tenantId, of])
  const connectionIds = rows.map(({ id }) => id)
  await inRosterTransaction(connectionIds, async (tx) => {
    const changed = await tx.query<{ connectionId: string }>(
      `${update} RETURNING d.connection_id AS "connectionId"`,
      [tenantId, of, ...values],
    )
    const changedIds = changed.map(({ connectionId }) => connectionId)
    await raiseRosterRevision({ tenantId, connectionIds: changedIds })
    await touchRoster(tenantId, changedIds)
  })
}

// Brings our rows of devices up to what the vendor has just taken in work on many of them. Whoever calls has read the devices
// within the scope of whoever asked (../device-jobs-devices.ts).

import 'server-only'
import type { DeviceEdit } from '@/lib/domain/api/device-jobs'
import { db, sql } from '../../db'
import { textArray } from '../../sql'

/** Devices that now belong to another account; its groups are not theirs any more. */
export async function storeMoved(tenantId: string, deviceIds: readonly string[], accountId: string) {
  await raiseRevisions(tenantId, deviceIds)
  await sql().query(
    `UPDATE device d SET account_id = $3::uuid, group_name = NULL FROM ${HELD}
     WHERE d.tenant_id = $1 AND d.id = held.id`,
    [tenantId, textArray(deviceIds), accountId],
  )
}

/** Devices that now expire at another time. */
export async function storeExpiry(tenantId: string, deviceIds: readonly string[], expiresAt: Date) {
  await raiseRevisions(tenantId, deviceIds)
  await sql().query(
    `UPDATE device d SET expires_at = $3::timestamptz FROM ${HELD} WHERE d.tenant_id = $1 AND d.id = held.id`,
    [tenantId, textArray(deviceIds), expiresAt],
  )
}

/** Locked by IMEI, as a roster that is stored meanwhile locks them (roster-sync.ts), so that neither waits for the other. */
const HELD = `(SELECT id FROM device WHERE tenant_id = $1 AND id = ANY($2::uuid[]) ORDER BY imei FOR UPDATE) held`

/** What an edit has set of a device; what is left out stays. */
export async function storeEdit(
  tenantId: string,
  deviceId: string,
  { set, icon, groupName }: { set: DeviceEdit; icon: string | undefined; groupName: string | undefined },
) {
  const { deviceName, plate, driverName, driverPhone, sim, remark } = set
  await raiseRevisions(tenantId, [deviceId])
  await db().device.updateMany({
    where: { tenantId, id: deviceId },
    data: { name: deviceName, plate, driverName, driverPhone, sim, icon, remark, groupName },
  })
}

/** Before the rows are written: a reading of the vendor that ends in between finds the revision raised, and begins again. */
async function raiseRevisions(tenantId: string, deviceIds: readonly string[]): Promise<void> {
  await sql().query(
    `UPDATE jimi_connection SET roster_revision = roster_revision + 1 WHERE tenant_id = $1 AND id IN (
       SELECT connection_id FROM device WHERE tenant_id = $1 AND id = ANY($2::uuid[]))`,
    [tenantId, textArray(deviceIds)],
  )
}

/**
 * Lets every process read the stored roster anew, as it does after the vendor's was read. When the vendor's is due again stays
 * as it was.
 */
export async function touchRoster(tenantId: string, connectionIds: readonly string[]): Promise<void> {
  await sql().query(
    `UPDATE jimi_connection SET roster_synced_at = roster_synced_at + interval '1 millisecond'
     WHERE tenant_id = $1 AND id = ANY($2::uuid[])`,
    [tenantId, connectionIds],
  )
}

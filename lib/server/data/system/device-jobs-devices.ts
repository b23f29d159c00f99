// Brings our rows of devices up to what the vendor has just taken in work on many of them. Whoever calls has read the devices
// within the scope of whoever asked (../device-jobs-devices.ts).

import 'server-only'
import type { DeviceEdit } from '@/lib/domain/api/device-jobs'
import { textArray } from '../../sql'
import { changeDevices, changedMark } from './roster-changes'

/**
 * Devices that now belong to another account; its groups are not theirs any more. They are there, whatever a reading of the
 * vendor that was stored in between has made of them: it may have looked at each account when they were in the other.
 */
export async function storeMoved(tenantId: string, deviceIds: readonly string[], accountId: string) {
  await changeDevices(tenantId, deviceIds, (tx) =>
    tx.query(
      `UPDATE device d SET account_id = $3::uuid, group_name = NULL, removed_at = NULL, ${changedMark('d')}
       WHERE d.tenant_id = $1 AND d.id = ANY($2::uuid[])`,
      [tenantId, textArray(deviceIds), accountId],
    ),
  )
}

/** Devices that now expire at another time. */
export async function storeExpiry(tenantId: string, deviceIds: readonly string[], expiresAt: Date) {
  await changeDevices(tenantId, deviceIds, (tx) =>
    tx.query(
      `UPDATE device d SET expires_at = $3::timestamptz, ${changedMark('d')}
       WHERE d.tenant_id = $1 AND d.id = ANY($2::uuid[])`,
      [tenantId, textArray(deviceIds), expiresAt],
    ),
  )
}

/** What an edit has set of a device; what is left out stays. */
export async function storeEdit(
  tenantId: string,
  deviceId: string,
  { set, icon, groupName }: { set: DeviceEdit; icon: string | undefined; groupName: string | undefined },
) {
  const { deviceName, plate, driverName, driverPhone, sim, remark } = set
  const columns = {
    ...{ name: deviceName, plate, driver_name: driverName, driver_phone: driverPhone, sim, icon, remark },
    group_name: groupName,
  }
  const known = Object.entries(columns).filter(([, value]) => value !== undefined)
  const sets = known.map(([column], at) => `${column} = $${at + 3}::text`)
  await changeDevices(tenantId, [deviceId], (tx) =>
    tx.query(
      `UPDATE device d SET ${[...sets, changedMark('d')].join(', ')} WHERE d.tenant_id = $1 AND d.id = $2`,
      [tenantId, deviceId, ...known.map(([, value]) => value)],
    ),
  )
}

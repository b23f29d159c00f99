// Which devices a tenant has, and with which connection: what the receiver of pushes looks IMEIs up in.

import { sql } from '../../db'
import { textArray } from '../../sql'

export type DevicePlace = { imei: string; id: string; connectionId: string }

/** The devices in a tenant's roster, all, or those with one of these IMEIs. For background work: no viewer. */
export function listDevicePlaces(tenantId: string, imeis: readonly string[] | null): Promise<DevicePlace[]> {
  if (imeis === null) return sql().query<DevicePlace>(LIST_ALL, [tenantId])
  return sql().query<DevicePlace>(`${LIST_ALL} AND imei = ANY($2::text[])`, [tenantId, textArray(imeis)])
}

const LIST_ALL = `
  SELECT imei, id, connection_id AS "connectionId" FROM device WHERE tenant_id = $1::uuid AND removed_at IS NULL`

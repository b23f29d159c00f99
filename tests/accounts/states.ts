// Devices that are online or not, as the last word on them says.

import { sql } from '@/lib/server/db'

/** Stores whether devices are online, by IMEI. */
export async function insertStates(
  tenantId: string,
  online: Readonly<Record<string, boolean>>,
): Promise<void> {
  for (const [imei, isOnline] of Object.entries(online))
    await sql().query(
      `INSERT INTO device_state (tenant_id, device_id, online, received_at)
       SELECT tenant_id, id, $3, now() FROM device WHERE tenant_id = $1 AND imei = $2`,
      [tenantId, imei, isOnline],
    )
}

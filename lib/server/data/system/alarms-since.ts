// Alarms that became known lately, for processes that were not told. It reads only.

import { sql } from '../../db'
import { shownSeveritySql } from '../notify-severity'
import type { NewAlarm } from './alarms'

/** More news at once than anybody is told; the newest count. */
const MAX_ALARMS = 200

/**
 * An alarm that only a poll told of, so long after it was raised, is history, such as what is asked for after an outage: nobody
 * is alarmed by it. What polls look for as they go is younger; a pushed one is told whenever it comes.
 */
export const LATE_POLLED_ALARM_MS = 16 * 60_000

/** Alarms of a tenant that became news at `since` or later, oldest first; of very many, the newest. */
export async function listAlarmsReceivedSince(tenantId: string, since: Date): Promise<NewAlarm[]> {
  const rows = await sql().query<NewAlarm>(RECEIVED_SINCE, [tenantId, since.toISOString(), MAX_ALARMS])
  return rows.toReversed()
}

const RECEIVED_SINCE = `
  SELECT tenant_id AS "tenantId", id, device_id AS "deviceId", code, name, ${shownSeveritySql()} AS severity, started_at AS "startedAt", label,
    ended_at AS "endedAt", fix_at AS "fixAt", lat, lng, speed_kph AS "speedKph", fence_ref AS "fenceRef",
    pushed_at AS "pushedAt", polled_at AS "polledAt", NULL::jsonb AS item, received_at AS "receivedAt"
  FROM alarm WHERE tenant_id = $1::uuid AND received_at >= $2::timestamptz
    AND (pushed_at IS NOT NULL OR started_at > received_at - interval '${LATE_POLLED_ALARM_MS} ms')
  ORDER BY received_at DESC, id LIMIT $3`

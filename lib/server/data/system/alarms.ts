// Alarms, written in bulk by the poll and the push receiver.

import { randomUUID } from 'node:crypto'
import { sql } from '../../db'
import { chunked, defineBatch } from '../../sql'
import { type Alarm, type AlarmRecord, isPosition } from '../records'

const ALARMS = defineBatch<Alarm>([
  ['id', 'uuid', (row) => row.id],
  ['device_id', 'uuid', (row) => row.deviceId],
  ['code', 'text', (row) => row.code],
  ['name', 'text', (row) => row.name],
  ['severity', 'text', (row) => row.severity],
  ['started_at', 'timestamptz', (row) => row.startedAt],
  ['fix_at', 'timestamptz', (row) => row.fixAt],
  ['lat', 'float8', (row) => row.lat],
  ['lng', 'float8', (row) => row.lng],
  ['speed_kph', 'float8', (row) => row.speedKph],
  ['fence_ref', 'text', (row) => row.fenceRef],
  ['received_at', 'timestamptz', (row) => row.receivedAt],
])

/**
 * Stores alarms of one tenant and returns those that were new, in no particular order. A repeated one (same device,
 * code and start) changes nothing, and one of a device the tenant does not have is left out.
 */
export async function insertAlarms(tenantId: string, rows: readonly AlarmRecord[]): Promise<Alarm[]> {
  const fresh: Alarm[] = []
  for (const chunk of chunked(rows, 5000)) {
    const candidates = chunk.map((row) => withWholePosition({ ...row, id: randomUUID() }))
    const stored = await sql().query<{ id: string }>(INSERT_ALARMS, [tenantId, ...ALARMS.values(candidates)])
    const storedIds = new Set(stored.map((row) => row.id))
    fresh.push(...candidates.filter((alarm) => storedIds.has(alarm.id)))
  }
  return fresh
}

const INSERT_ALARMS = `
  INSERT INTO alarm (tenant_id, ${ALARMS.names})
  SELECT $1::uuid, n.* FROM ${ALARMS.from(2, 'n')}
  CROSS JOIN LATERAL (SELECT 1 FROM device WHERE tenant_id = $1::uuid AND id = n.device_id LIMIT 1) AS known
  ON CONFLICT DO NOTHING
  RETURNING id`

/** An alarm counts without a place too, so bad coordinates cost only themselves. */
function withWholePosition(alarm: Alarm): Alarm {
  return isPosition(alarm.lat, alarm.lng) ? alarm : { ...alarm, lat: null, lng: null }
}

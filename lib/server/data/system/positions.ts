// Fixes, written in bulk by the poll and the push receiver.

import { sql } from '../../db'
import { chunked, defineBatch } from '../../sql'
import { isPosition, normalHeadingDeg, type PositionRecord } from '../records'

const POSITIONS = defineBatch<PositionRecord>([
  ['device_id', 'uuid', (row) => row.deviceId],
  ['fix_at', 'timestamptz', (row) => row.fixAt],
  ['source', 'text', (row) => row.source],
  ['lat', 'float8', (row) => row.lat],
  ['lng', 'float8', (row) => row.lng],
  ['speed_kph', 'float8', (row) => row.speedKph],
  ['heading_deg', 'int4', (row) => normalHeadingDeg(row.headingDeg)],
  ['satellites', 'int4', (row) => row.satellites],
  ['ignition', 'bool', (row) => row.ignition],
  ['received_at', 'timestamptz', (row) => row.receivedAt],
])

/**
 * Stores fixes of one tenant and returns how many were new; a repeated one (same device, time and source) changes
 * nothing. Rows that are no position on earth are left out, so that they cost their neighbours nothing. The caller
 * vouches that the devices are the tenant's.
 */
export async function insertPositions(tenantId: string, rows: readonly PositionRecord[]): Promise<number> {
  let inserted = 0
  for (const chunk of chunked(rows.filter(isStorable), 5000)) {
    const [result] = await sql().query<{ inserted: number }>(INSERT_POSITIONS, [
      tenantId,
      ...POSITIONS.values(chunk),
    ])
    inserted += result?.inserted ?? 0
  }
  return inserted
}

const INSERT_POSITIONS = `
  WITH stored AS (
    INSERT INTO position (tenant_id, ${POSITIONS.names})
    SELECT $1::uuid, n.* FROM ${POSITIONS.from(2, 'n')}
    ON CONFLICT DO NOTHING
    RETURNING 1
  )
  SELECT count(*)::int AS inserted FROM stored`

function isStorable(row: PositionRecord): boolean {
  return isPosition(row.lat, row.lng) && (row.speedKph === null || row.speedKph >= 0)
}

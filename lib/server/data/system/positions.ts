// Fixes, written in bulk by the poll and the push receiver.

import { sql } from '../../db'
import { type Batch, type BatchColumn, chunked, defineBatch } from '../../sql'
import { isPosition, normalHeadingDeg, type PositionRecord } from '../records'
import { byMoment, byText, inKeyOrder, ROWS_AT_ONCE, type TelemetryRow } from './telemetry-table'

/** One pushed fix with all that was told with it. */
export type FixRow = Omit<PositionRecord, 'source'> &
  TelemetryRow & {
    /** A FixSource, or another word for a way that has none: part of the key. */
    source: string
    altitudeM: number | null
    odometerKm: number | null
    /** When the vendor got it. */
    arrivedAt: Date | null
    resent: boolean | null
    /** The vendor's postMethod. */
    reason: number | null
    /** What fits no column, as the push contract decodes it. Never null: it tells pushed fixes from polled ones. */
    extra: Readonly<Record<string, unknown>>
  }

/** What polled and pushed fixes both have. */
type AnyFix = Omit<PositionRecord, 'source'> & { source: string }

const COMMON_COLUMNS: readonly BatchColumn<AnyFix>[] = [
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
]

const POSITIONS: Batch<PositionRecord> = defineBatch<PositionRecord>(COMMON_COLUMNS)

/**
 * Stores fixes of one tenant and returns how many were new; a repeated one (same device, time and source) changes
 * nothing. Rows that are no position on earth are left out, so that they cost their neighbours nothing. The caller
 * vouches that the devices are the tenant's.
 */
export async function insertPositions(tenantId: string, rows: readonly PositionRecord[]): Promise<number> {
  let inserted = 0
  for (const chunk of chunked(rows.filter(isStorable), ROWS_AT_ONCE)) {
    const [result] = await sql().query<{ inserted: number }>(INSERT_POSITIONS, [
      tenantId,
      ...POSITIONS.values(chunk.toSorted((a, b) => byText(a.deviceId, b.deviceId) || byFix(a, b))),
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

const PUSHED_COLUMNS: readonly BatchColumn<FixRow>[] = [
  ['altitude_m', 'float8', (row) => row.altitudeM],
  ['odometer_km', 'float8', (row) => row.odometerKm],
  ['arrived_at', 'timestamptz', (row) => row.arrivedAt],
  ['resent', 'bool', (row) => row.resent],
  ['reason', 'int4', (row) => row.reason],
  ['extra', 'jsonb', (row) => ({ json: row.extra })],
]

const FIXES = defineBatch<FixRow>([
  ['tenant_id', 'uuid', (row) => row.tenantId],
  ...COMMON_COLUMNS,
  ...PUSHED_COLUMNS,
])

/**
 * Stores pushed fixes of any tenants, inside a running transaction as part of it. A repeated one changes nothing; one
 * that only a poll had told so far is completed, as a push tells more, so that the order of the two does not matter.
 * The caller vouches that the devices are the tenants' and the places on earth.
 */
export async function insertFixes(rows: readonly FixRow[]): Promise<void> {
  const distinct = withoutRepeats(inKeyOrder(rows, byFix))
  for (const chunk of chunked(distinct, ROWS_AT_ONCE)) await sql().query(INSERT_FIXES, FIXES.values(chunk))
}

const COMPLETED = [...COMMON_COLUMNS.slice(3, -1), ...PUSHED_COLUMNS].map(([name]) => name)

const INSERT_FIXES = `
  INSERT INTO position AS o (${FIXES.names})
  SELECT * FROM ${FIXES.from(1, 'n')}
  ON CONFLICT (tenant_id, device_id, fix_at, source) DO UPDATE
    SET ${COMPLETED.map((name) => `${name} = excluded.${name}`).join(', ')}
    WHERE o.extra IS NULL`

/** One statement may touch a row only once. */
function withoutRepeats(sorted: readonly FixRow[]): FixRow[] {
  return sorted.filter((row, index) => {
    const before = sorted[index - 1]
    return (
      before === undefined ||
      before.deviceId !== row.deviceId ||
      before.tenantId !== row.tenantId ||
      byFix(before, row) !== 0
    )
  })
}

function byFix(a: AnyFix, b: AnyFix): number {
  return byMoment(a.fixAt, b.fixAt) || byText(a.source, b.source)
}

function isStorable(row: PositionRecord): boolean {
  return isPosition(row.lat, row.lng) && (row.speedKph === null || row.speedKph >= 0)
}

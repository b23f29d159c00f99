// Fleets with fixes of whole days behind them, for benchmarks of reports, in the database of this process.

import { randomUUID } from 'node:crypto'
import { DEFAULT_REPORT_PARAMS, type ReportKind, reportRequestSchema } from '@/lib/domain/api/reports'
import { addDaysToKey } from '@/lib/domain/time'
import type { Viewer } from '@/lib/server/access'
import { makeDays } from '@/lib/server/data/system/partitions'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { db, sql } from '@/lib/server/db'
import { SILENT_CONNECTION, toRosterDevice } from './world'

export const FIRST_DAY = '2026-03-01'

const FILL_DAY = `
  INSERT INTO position (tenant_id, device_id, fix_at, source, lat, lng, speed_kph, heading_deg, ignition, received_at)
  SELECT $1::uuid, d.id, at, 'gps', 41 + way.km / 111.195, -8, CASE WHEN way.moves THEN 40 ELSE 0 END, 0, way.moves, at
  FROM device d
  CROSS JOIN generate_series(0, $3::int - 1) AS n
  CROSS JOIN LATERAL (SELECT $2::timestamptz + n * $4::float8 * interval '1 second' AS at,
    n * $4::float8 / 3600 AS hours) AS moment
  CROSS JOIN LATERAL (SELECT (hours - floor(hours)) < 2.0 / 3 AS moves,
    40 * (floor(hours) * 2.0 / 3 + least(hours - floor(hours), 2.0 / 3)) AS km) AS way
  WHERE d.tenant_id = $1::uuid`

/** Makes a tenant with so many vehicles; whoever asks for its reports sees them all. */
export async function makeReportFleet(vehicles: number): Promise<Viewer> {
  const [tenantId, connectionId] = [randomUUID(), randomUUID()]
  await db().tenant.create({ data: { id: tenantId, slug: tenantId, name: 'Bench' } })
  await db().jimiConnection.create({ data: { tenantId, id: connectionId, ...SILENT_CONNECTION } })
  const imeis = Array.from({ length: vehicles }, (_, index) => String(860_000_000_000_000 + index))
  await syncRoster(tenantId, connectionId, {
    accounts: [{ login: 'top', name: 'Top', type: 8, parentLogin: null }],
    devices: imeis.map(toRosterDevice),
  })
  return { tenantId, userId: randomUUID(), role: 'owner', scopePath: '/' }
}

/**
 * So many days from the first on, with so many fixes a vehicle: every vehicle drives from 08:00 on, 40 minutes in each hour,
 * and stands for the rest of it with its ignition off.
 */
export async function fillDays(
  fleets: readonly Viewer[],
  { days, fixes }: { days: number; fixes: number },
): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    const date = addDaysToKey(FIRST_DAY, day)
    // A part of each table for each day, as in use.
    await makeDays(Date.parse(`${date}T00:00:00Z`))
    for (const { tenantId } of fleets)
      await sql().query(FILL_DAY, [tenantId, `${date}T08:00:00Z`, fixes, (8 * 3600) / fixes])
  }
  await sql().query('ANALYZE position')
}

/** The report of all vehicles over so many days from the first on. */
export function reportRequestOf(kind: ReportKind, days: number) {
  return reportRequestSchema.parse({
    ...{ kind, params: DEFAULT_REPORT_PARAMS[kind], vehicles: { choose: 'all' } },
    range: { by: 'days', from: FIRST_DAY, to: addDaysToKey(FIRST_DAY, days - 1) },
    ...{ zone: 'Africa/Nairobi', compare: false, fill: false },
  })
}

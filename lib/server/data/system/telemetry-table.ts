// How rows of telemetry are written in bulk, whatever they tell: many tenants in one statement, in one order everywhere,
// and a row that is there already stays as it is.

import { sql } from '../../db'
import { type BatchColumn, chunked, defineBatch } from '../../sql'

/** What every row of telemetry has. */
export type TelemetryRow = {
  tenantId: string
  deviceId: string
  /** When we got it, by our clock. */
  receivedAt: Date
}

export type TelemetryTable<Row> = {
  /**
   * Inserts rows; those whose natural key is stored already change nothing. Inside a running transaction it is part of
   * it. The caller vouches that each device is the tenant's.
   */
  insert(rows: readonly Row[]): Promise<void>
}

/** At most so many rows go into one statement. */
export const ROWS_AT_ONCE = 5000

/**
 * Declares a table of telemetry. `columns` leave out tenant, device and receipt, which all have. `compare` orders rows
 * of one device by the rest of the primary key, and by nothing else.
 */
export function defineTelemetryTable<Row extends TelemetryRow>(declaration: {
  name: string
  columns: readonly BatchColumn<Row>[]
  compare: (a: Row, b: Row) => number
}): TelemetryTable<Row> {
  const batch = defineBatch<Row>([
    ['tenant_id', 'uuid', (row) => row.tenantId],
    ['device_id', 'uuid', (row) => row.deviceId],
    ...declaration.columns,
    ['received_at', 'timestamptz', (row) => row.receivedAt],
  ])
  const statement = `
    INSERT INTO ${declaration.name} (${batch.names})
    SELECT * FROM ${batch.from(1, 'n')}
    ON CONFLICT DO NOTHING`
  return {
    insert: async (rows) => {
      for (const chunk of chunked(inKeyOrder(rows, declaration.compare), ROWS_AT_ONCE))
        await sql().query(statement, batch.values(chunk))
    },
  }
}

/**
 * Rows in the order of their primary key. Every writer takes them in this one order, so that two that bring the same
 * rows never wait for each other in a circle.
 */
export function inKeyOrder<Row extends TelemetryRow>(
  rows: readonly Row[],
  compare: (a: Row, b: Row) => number,
): Row[] {
  return rows.toSorted(
    (a, b) => byText(a.tenantId, b.tenantId) || byText(a.deviceId, b.deviceId) || compare(a, b),
  )
}

/** Orders texts by their code units. */
export function byText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** Orders moments. */
export function byMoment(a: Date, b: Date): number {
  return a.getTime() - b.getTime()
}

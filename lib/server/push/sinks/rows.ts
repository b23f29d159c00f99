// The rows that a group of pushed items becomes, and their way into the database. Which item becomes which row is sinks.ts.

import type { AlarmPush } from '@/lib/jimi/push/items'
import { type FixRow, insertFixes } from '../../data/system/positions'
import { insertRejects, type RejectRow } from '../../data/system/push-rejects'
import { RFID_SCANS, SIGN_ONS, TRIP_REPORTS } from '../../data/system/telemetry-events'
import { HEARTBEATS } from '../../data/system/telemetry-heartbeats'
import { DEVICE_MESSAGES, DEVICE_NOTICES } from '../../data/system/telemetry-messages'
import {
  CLIMATE_READINGS,
  FAULT_REPORTS,
  FUEL_READINGS,
  OBD_READINGS,
} from '../../data/system/telemetry-readings'
import type { TelemetryRow, TelemetryTable } from '../../data/system/telemetry-table'

type RowOf<Table> = Table extends TelemetryTable<infer Row> ? Row : never

/** A pushed alarm, or the end of one. It becomes rows in store-group.ts, together with what polls told. */
export type PushedAlarm = TelemetryRow & { item: AlarmPush }

/** Rows by where they go. */
export type RowSets = {
  fixes: FixRow[]
  alarms: PushedAlarm[]
  heartbeats: RowOf<typeof HEARTBEATS>[]
  signOns: RowOf<typeof SIGN_ONS>[]
  obdReadings: RowOf<typeof OBD_READINGS>[]
  faultReports: RowOf<typeof FAULT_REPORTS>[]
  fuelReadings: RowOf<typeof FUEL_READINGS>[]
  climateReadings: RowOf<typeof CLIMATE_READINGS>[]
  rfidScans: RowOf<typeof RFID_SCANS>[]
  tripReports: RowOf<typeof TRIP_REPORTS>[]
  messages: RowOf<typeof DEVICE_MESSAGES>[]
  notices: RowOf<typeof DEVICE_NOTICES>[]
  rejects: RejectRow[]
}

/** Nothing yet. */
export function noRows(): RowSets {
  return {
    fixes: [],
    alarms: [],
    heartbeats: [],
    signOns: [],
    obdReadings: [],
    faultReports: [],
    fuelReadings: [],
    climateReadings: [],
    rfidScans: [],
    tripReports: [],
    messages: [],
    notices: [],
    rejects: [],
  }
}

/**
 * Writes them all but alarms. To be called within a transaction. Every writer goes through the tables in this order, so that two
 * never wait for each other in a circle.
 */
export async function insertRows(rows: RowSets): Promise<void> {
  if (rows.fixes.length > 0) await insertFixes(rows.fixes)
  await insertInto(HEARTBEATS, rows.heartbeats)
  await insertInto(SIGN_ONS, rows.signOns)
  await insertInto(OBD_READINGS, rows.obdReadings)
  await insertInto(FAULT_REPORTS, rows.faultReports)
  await insertInto(FUEL_READINGS, rows.fuelReadings)
  await insertInto(CLIMATE_READINGS, rows.climateReadings)
  await insertInto(RFID_SCANS, rows.rfidScans)
  await insertInto(TRIP_REPORTS, rows.tripReports)
  await insertInto(DEVICE_MESSAGES, rows.messages)
  await insertInto(DEVICE_NOTICES, rows.notices)
  if (rows.rejects.length > 0) await insertRejects(rows.rejects)
}

async function insertInto<Row>(table: TelemetryTable<Row>, rows: readonly Row[]): Promise<void> {
  if (rows.length > 0) await table.insert(rows)
}

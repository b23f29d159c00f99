// The kinds of telemetry that are kept for a time: where each lies, and how long it is kept unless a tenant's
// retention_rule says otherwise. Doing it is partitions.ts and retention.ts.

export type TelemetryKind = {
  /** The word in retention_rule. */
  kind: string
  table: string
  /** The column that says when it happened. */
  timeColumn: string
  keepDays: number
  /** Whether the table is made of one part for each UTC day and a default part. */
  isByDay: boolean
}

// What charts and tracks are made of stays a quarter of a year; what people ask for later (faults, trips, cards, alarms) a
// year; raw messages and refused ones a month.
export const TELEMETRY_KINDS: readonly TelemetryKind[] = [
  { kind: 'positions', table: 'position', timeColumn: 'fix_at', keepDays: 90, isByDay: true },
  { kind: 'heartbeats', table: 'heartbeat', timeColumn: 'at', keepDays: 30, isByDay: true },
  { kind: 'sign_ons', table: 'sign_on', timeColumn: 'at', keepDays: 90, isByDay: true },
  { kind: 'obd', table: 'obd_reading', timeColumn: 'at', keepDays: 90, isByDay: true },
  { kind: 'faults', table: 'fault_report', timeColumn: 'at', keepDays: 365, isByDay: true },
  { kind: 'fuel', table: 'fuel_reading', timeColumn: 'at', keepDays: 90, isByDay: true },
  { kind: 'climate', table: 'climate_reading', timeColumn: 'at', keepDays: 90, isByDay: true },
  { kind: 'rfid', table: 'rfid_scan', timeColumn: 'at', keepDays: 365, isByDay: true },
  { kind: 'trips', table: 'trip_report', timeColumn: 'at', keepDays: 365, isByDay: true },
  { kind: 'messages', table: 'device_message', timeColumn: 'at', keepDays: 30, isByDay: true },
  { kind: 'notices', table: 'device_notice', timeColumn: 'at', keepDays: 180, isByDay: false },
  { kind: 'alarms', table: 'alarm', timeColumn: 'started_at', keepDays: 365, isByDay: false },
  { kind: 'alarms', table: 'alarm_end', timeColumn: 'ended_at', keepDays: 365, isByDay: false },
  { kind: 'rejects', table: 'push_reject', timeColumn: 'received_at', keepDays: 30, isByDay: false },
]

export const DAY_MS = 86_400_000

/** The start of the UTC day of a moment, ms since epoch. */
export function dayStartMs(ms: number): number {
  return Math.floor(ms / DAY_MS) * DAY_MS
}

// Signs of life with the device's state, written in bulk by the push receiver.

import { byMoment, defineTelemetryTable, type TelemetryRow } from './telemetry-table'

/** One heartbeat. `extra` holds what fits no column, as the push contract decodes it. */
export type HeartbeatRow = TelemetryRow & {
  at: Date
  batteryPercent: number | null
  signalPercent: number | null
  ignition: boolean | null
  charging: boolean | null
  armed: boolean | null
  fuelCut: boolean | null
  hasFix: boolean | null
  remoteLocked: boolean | null
  extra: Readonly<Record<string, unknown>> | null
}

export const HEARTBEATS = defineTelemetryTable<HeartbeatRow>({
  name: 'heartbeat',
  columns: [
    ['at', 'timestamptz', (row) => row.at],
    ['battery_percent', 'int4', (row) => row.batteryPercent],
    ['signal_percent', 'int4', (row) => row.signalPercent],
    ['ignition', 'bool', (row) => row.ignition],
    ['charging', 'bool', (row) => row.charging],
    ['armed', 'bool', (row) => row.armed],
    ['fuel_cut', 'bool', (row) => row.fuelCut],
    ['has_fix', 'bool', (row) => row.hasFix],
    ['remote_locked', 'bool', (row) => row.remoteLocked],
    ['extra', 'jsonb', (row) => row.extra && { json: row.extra }],
  ],
  compare: (a, b) => byMoment(a.at, b.at),
})

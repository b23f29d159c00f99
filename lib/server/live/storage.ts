// What the live path reads from and writes to the database: rosters, latest states, fixes. It decides nothing.

import type { FixSource } from '@/lib/domain/vehicle'
import { type LatestState, toLatestState } from '../data/records'
import { upsertLatestStates } from '../data/system/device-states'
import { insertPositions } from '../data/system/positions'
import { listTenantRoster } from '../data/system/roster'
import { db } from '../db'
import type { AppliedReport, VehicleRecord } from './fleet-state'
import type { Telemetry } from './telemetry'

export type StoredFleet = { records: VehicleRecord[]; telemetry: Map<string, Telemetry> }

/** The fleet of a tenant as stored. */
export async function readFleet(tenantId: string): Promise<StoredFleet> {
  const roster = await listTenantRoster(tenantId)
  const records = roster.map(({ state: _, expiresAt, ...entry }) => ({
    ...entry,
    expiresAtMs: expiresAt?.getTime() ?? null,
  }))
  const telemetry = roster.flatMap(({ id, state }) =>
    state === null ? [] : [[id, toTelemetry(state)] as const],
  )
  return { records, telemetry: new Map(telemetry) }
}

/** States of these accounts' devices that were stored since `sinceMs`, ms since epoch. */
export async function readStatesSince(
  tenantId: string,
  accountIds: string[],
  sinceMs: number,
): Promise<{ id: string; telemetry: Telemetry }[]> {
  const rows = await db().deviceState.findMany({
    where: { tenantId, receivedAt: { gte: new Date(sinceMs) }, device: { accountId: { in: accountIds } } },
  })
  return rows.map((row) => ({ id: row.deviceId, telemetry: toTelemetry(toLatestState(row)) }))
}

/** Rows written between two breaths, so that an embedded database does not hold up the process for long. */
const ROWS_AT_ONCE = 1000

/** Stores what reports changed: latest states, and each new fix into the history. */
export async function writeReports(tenantId: string, applied: readonly AppliedReport[]): Promise<void> {
  for (let start = 0; start < applied.length; start += ROWS_AT_ONCE) {
    const batch = applied.slice(start, start + ROWS_AT_ONCE)
    await upsertLatestStates(
      tenantId,
      batch.map(({ id, telemetry }) => toStored(id, telemetry)),
    )
    await insertPositions(tenantId, batch.flatMap(toPosition))
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function toTelemetry(state: LatestState): Telemetry {
  const { deviceId: _, fixAt, lat, lng, heartbeatAt, statusSince, receivedAt, ...same } = state
  return {
    ...same,
    fixAtMs: fixAt?.getTime() ?? 0,
    position: lat === null || lng === null ? null : { lat, lng },
    heartbeatAtMs: heartbeatAt?.getTime() ?? 0,
    statusSinceMs: statusSince?.getTime() ?? 0,
    receivedAtMs: receivedAt.getTime(),
  }
}

function toStored(deviceId: string, telemetry: Telemetry): LatestState {
  const { fixAtMs, position, heartbeatAtMs, statusSinceMs, receivedAtMs, ...same } = telemetry
  return {
    ...same,
    deviceId,
    fixAt: dateOrNull(fixAtMs),
    lat: position?.lat ?? null,
    lng: position?.lng ?? null,
    heartbeatAt: dateOrNull(heartbeatAtMs),
    statusSince: dateOrNull(statusSinceMs),
    receivedAt: new Date(receivedAtMs),
  }
}

function toPosition({ id, telemetry, newFix }: AppliedReport) {
  const { position, source } = telemetry
  if (!newFix || position === null) return []
  return [
    {
      deviceId: id,
      fixAt: new Date(telemetry.fixAtMs),
      source: source ?? COARSEST,
      ...position,
      speedKph: telemetry.speedKph,
      headingDeg: telemetry.headingDeg,
      satellites: telemetry.satellites,
      ignition: telemetry.ignition,
      receivedAt: new Date(telemetry.receivedAtMs),
    },
  ]
}

/** A fix that does not say how it was found is not worth more than the worst. */
const COARSEST: FixSource = 'cell'

function dateOrNull(ms: number): Date | null {
  return ms === 0 ? null : new Date(ms)
}

// What the live path reads from and writes to the database: rosters, latest states, fixes. It decides nothing.

import type { FixSource } from '@/lib/domain/vehicle'
import { type LatestState, toLatestState } from '../data/records'
import { upsertStatePatches } from '../data/system/device-states'
import { insertPositions } from '../data/system/positions'
import { listTenantRoster } from '../data/system/roster'
import { db } from '../db'
import type { TellingPatch, VehicleRecord } from './fleet-state'
import { readingOf } from './readings'
import type { StatePatch } from './state-patch'
import { storedTelemetry, type Telemetry } from './telemetry'

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

/** What is known of devices, of these accounts or (null) of all, of which something was stored since `sinceMs`, ms since epoch. */
export async function readStatesSince(
  tenantId: string,
  accountIds: string[] | null,
  sinceMs: number,
): Promise<StatePatch[]> {
  const ofAccounts = accountIds === null ? {} : { device: { accountId: { in: accountIds } } }
  const rows = await db().deviceState.findMany({
    where: { tenantId, receivedAt: { gte: new Date(sinceMs) }, ...ofAccounts },
  })
  return rows.map((row) => toPatch(toLatestState(row)))
}

/** Rows written between two breaths, so that an embedded database does not hold up the process for long. */
const ROWS_AT_ONCE = 1000

/** Stores what a poll told: latest states, and each new fix into the history. */
export async function writePatches(tenantId: string, telling: readonly TellingPatch[]): Promise<void> {
  for (let start = 0; start < telling.length; start += ROWS_AT_ONCE) {
    const batch = telling.slice(start, start + ROWS_AT_ONCE)
    await upsertStatePatches(batch.map(({ patch }) => ({ ...patch, tenantId })))
    await insertPositions(tenantId, batch.flatMap(toPosition))
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function toTelemetry(state: LatestState): Telemetry {
  return storedTelemetry(toPatch(state), {
    status: state.status,
    statusSinceMs: msOf(state.statusSince) ?? 0,
  })
}

function toPatch(state: LatestState): StatePatch {
  return {
    deviceId: state.deviceId,
    receivedAtMs: state.receivedAt.getTime(),
    heartbeatAtMs: msOf(state.heartbeatAt),
    fix: toFix(state),
    ignition: stored(state.ignitionAt, state.ignition),
    online: stored(state.onlineAt, state.online),
    expired: stored(state.termAt, state.expired),
    batteryPercent: stored(state.batteryAt, state.batteryPercent),
    charging: stored(state.chargingAt, state.charging),
    externalPower: stored(state.powerAt, state.externalPower),
    signalLevel: stored(state.signalAt, state.signalLevel),
    odometerKm: stored(state.odometerAt, state.odometerKm),
    temperatureC: stored(state.climateAt, state.temperatureC),
    humidityPercent: stored(state.humidityAt, state.humidityPercent),
    switches: toSwitches(state),
  }
}

function toFix(state: LatestState): StatePatch['fix'] {
  const { fixAt, lat, lng, speedKph, headingDeg, source, satellites, accuracyM, altitudeM, address } = state
  if (fixAt === null || lat === null || lng === null) return undefined
  const place = { atMs: fixAt.getTime(), lat, lng }
  return { ...place, speedKph, headingDeg, source, satellites, accuracyM, altitudeM, address }
}

function toSwitches({ switchesAt, armed, fuelCut, remoteLocked }: LatestState): StatePatch['switches'] {
  return switchesAt === null ? undefined : { atMs: switchesAt.getTime(), armed, fuelCut, remoteLocked }
}

function stored<Value>(at: Date | null, value: Value | null) {
  return at === null ? undefined : readingOf(at.getTime(), value)
}

function msOf(at: Date | null): number | undefined {
  return at?.getTime()
}

function toPosition({ patch: { deviceId, receivedAtMs, fix, ignition }, newFix }: TellingPatch) {
  if (!newFix || fix === undefined) return []
  const { lat, lng, speedKph, headingDeg, satellites } = fix
  return [
    {
      deviceId,
      fixAt: new Date(fix.atMs),
      source: fix.source ?? COARSEST,
      lat,
      lng,
      speedKph,
      headingDeg,
      satellites,
      ignition: ignition?.value ?? null,
      receivedAt: new Date(receivedAtMs),
    },
  ]
}

/** A fix that does not say how it was found is not worth more than the worst. */
const COARSEST: FixSource = 'cell'

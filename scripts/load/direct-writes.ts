// The database alone, without receiver and HTTP: the statements of the product, rows in batches of fifty. What the receiver
// is measured against.

import { listDevicePlaces } from '@/lib/server/data/system/device-places'
import { type TenantStatePatch, upsertStatePatches } from '@/lib/server/data/system/device-states'
import { type FixRow, insertFixes } from '@/lib/server/data/system/positions'
import { inTransaction } from '@/lib/server/db'
import type { LoadTenant } from './world'

const ROWS = 50

export type DirectOptions = {
  tenants: readonly LoadTenant[]
  /** Sessions at once. */
  sessions: number
  warmUpMs: number
  measuredMs: number
  /** The moment of the first fixes. */
  startMs: number
  /** Whether the latest states move along, in one transaction with the fixes. */
  withStates: boolean
}

/**
 * Rows a second, committed batch by batch, and rows in all, also of the warm-up; every batch tells of fifty devices of one
 * tenant.
 */
export async function measureDirectWrites(
  options: DirectOptions,
): Promise<{ rowsPerS: number; rows: number }> {
  const groups = await groupsOf(options.tenants)
  const fromMs = performance.now() + options.warmUpMs
  const toMs = fromMs + options.measuredMs
  let turn = 0
  let measured = 0
  const session = async () => {
    while (performance.now() < toMs) {
      const round = Math.floor(turn / groups.length)
      const group = groups[turn++ % groups.length]
      if (group === undefined) throw new Error('There are no devices.')
      await writeBatch(group, new Date(options.startMs + round * 1000), options.withStates)
      const nowMs = performance.now()
      if (nowMs >= fromMs && nowMs < toMs) measured += ROWS
    }
  }
  await Promise.all(Array.from({ length: options.sessions }, session))
  return { rowsPerS: Math.round((measured * 1000) / options.measuredMs), rows: turn * ROWS }
}

type Group = { tenantId: string; deviceIds: string[] }

async function groupsOf(tenants: readonly LoadTenant[]): Promise<Group[]> {
  const groups: Group[] = []
  for (const { tenantId } of tenants) {
    const ids = (await listDevicePlaces(tenantId, null)).map(({ id }) => id)
    for (let at = 0; at + ROWS <= ids.length; at += ROWS)
      groups.push({ tenantId, deviceIds: ids.slice(at, at + ROWS) })
  }
  return groups
}

async function writeBatch(group: Group, at: Date, withStates: boolean): Promise<void> {
  const fixes = group.deviceIds.map((deviceId, index) => toFix({ ...group, deviceId, at, index }))
  if (!withStates) return insertFixes(fixes)
  const patches = fixes.map(toPatch)
  await inTransaction(async () => {
    await insertFixes(fixes)
    await upsertStatePatches(patches)
  })
}

function toFix(of: { tenantId: string; deviceId: string; at: Date; index: number }): FixRow {
  const { tenantId, deviceId, at, index } = of
  return {
    tenantId,
    deviceId,
    receivedAt: new Date(),
    fixAt: at,
    source: 'gps',
    lat: 22.576539 - index * 0.000913,
    lng: 113.942885 + index * 0.001733,
    speedKph: index % 100,
    headingDeg: (index * 7) % 360,
    satellites: 7 + (index % 9),
    ignition: true,
    altitudeM: 31,
    odometerKm: 125.4 + index,
    arrivedAt: at,
    resent: false,
    reason: 0,
    extra: { statusBits: 0 },
  }
}

/** What a pushed fix says of its device's state. */
function toPatch(fix: FixRow): TenantStatePatch {
  const atMs = fix.fixAt.getTime()
  return {
    tenantId: fix.tenantId,
    deviceId: fix.deviceId,
    receivedAtMs: fix.receivedAt.getTime(),
    fix: {
      atMs,
      lat: fix.lat,
      lng: fix.lng,
      speedKph: fix.speedKph,
      headingDeg: fix.headingDeg,
      source: 'gps',
      satellites: fix.satellites,
      accuracyM: 10,
      altitudeM: fix.altitudeM,
      address: null,
    },
    ignition: { atMs, value: true },
    online: { atMs, value: true },
    ...(fix.odometerKm === null ? {} : { odometerKm: { atMs, value: fix.odometerKm } }),
  }
}

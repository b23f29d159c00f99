// One commit of pushed items: their rows, what was refused, and what they say of the latest states, all or nothing. When it
// is committed, and with what others, is the writer's business.

import { insertAlarms, type NewAlarm } from '../data/system/alarms'
import { type TenantStatePatch, upsertStatePatches } from '../data/system/device-states'
import { inTransaction } from '../db'
import { toldByPush } from '../live/alarm-reports'
import { mergedByDevice, patchOf } from '../live/state-patch'
import { toRejectRow } from './rejects'
import { insertRows, noRows, type RowSets } from './sinks/rows'
import { sink } from './sinks/sinks'
import type { PushBatch } from './types'

/** What a commit changed, for listeners. Empty for a replay. */
export type GroupEffects = { patches: TenantStatePatch[]; alarms: NewAlarm[] }

/** Commits batches of any tenants and connections in one transaction. Storing the same again changes nothing. */
export async function storeGroup(batches: readonly PushBatch[]): Promise<GroupEffects> {
  const rows = toRows(batches)
  const patches = toPatches(batches)
  return inTransaction(async () => {
    // Alarms come first: they take a lock for each device, and nobody who waits for one must hold anything else.
    const alarms = await insertAlarms(toldByPush(rows.alarms))
    await insertRows(rows)
    const changed = new Set(patches.length > 0 ? await upsertStatePatches(patches) : [])
    return { patches: patches.filter(({ deviceId }) => changed.has(deviceId)), alarms }
  })
}

function toRows(batches: readonly PushBatch[]): RowSets {
  const rows = noRows()
  for (const batch of batches) {
    const { tenantId, receivedAt } = batch
    for (const stored of batch.items) sink(stored, { tenantId, deviceId: stored.deviceId, receivedAt }, rows)
    for (const reject of batch.rejects) rows.rejects.push(toRejectRow(reject, batch))
  }
  return rows
}

function toPatches(batches: readonly PushBatch[]): TenantStatePatch[] {
  const patches: TenantStatePatch[] = []
  for (const { tenantId, receivedAt, items } of batches) {
    const receivedAtMs = receivedAt.getTime()
    for (const stored of items) {
      const patch = patchOf(stored, { deviceId: stored.deviceId, receivedAtMs, tenantId })
      if (patch !== null) patches.push(patch)
    }
  }
  return mergedByDevice(patches)
}

import { useMemo } from 'react'
import { isStaleSlot, lastHeardAtMs } from '@/lib/client/fleet-view'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import { useLiveStore, useLiveVersion } from '@/lib/client/use-live'
import { VEHICLE_STATUSES } from '@/lib/domain/vehicle'

const EVERY_MS = 2_000

/** How many vehicles there are by index into VEHICLE_STATUSES, and how many have gone stale; null before the first news. */
export function useFleetCounts(): { byStatus: readonly number[]; stale: number } | null {
  const store = useLiveStore()
  const version = useLiveVersion(EVERY_MS)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a version is new numbers in the same columns.
  return useMemo(() => {
    if (store.epoch === 0) return null
    const { columns, count } = store
    const byStatus = VEHICLE_STATUSES.map(() => 0)
    const nowMs = Date.now() + store.clockOffsetMs
    let stale = 0
    for (let slot = 0; slot < count; slot++) {
      const status = columns.status[slot] ?? 0
      byStatus[status] = (byStatus[status] ?? 0) + 1
      if (isStaleSlot(columns, slot, nowMs)) stale++
    }
    return { byStatus, stale }
  }, [store, version])
}

export type SilentVehicle = { id: string; name: string; plate: string | null; heardAtMs: number }

/** The vehicles nothing was heard of for the longest, expired ones aside; null before the first news. */
export function useSilentVehicles(limit: number): SilentVehicle[] | null {
  const store = useLiveStore()
  const version = useLiveVersion(15_000)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a version is new numbers in the same columns.
  return useMemo(() => {
    if (store.epoch === 0) return null
    const { columns, count } = store
    const expired = VEHICLE_STATUSES.indexOf('expired')
    const longest: { slot: number; heardAtMs: number }[] = []
    for (let slot = 0; slot < count; slot++) {
      if (columns.status[slot] === expired) continue
      const heardAtMs = lastHeardAtMs(columns, slot)
      const last = longest.at(-1)
      if (longest.length === limit && last !== undefined && heardAtMs >= last.heardAtMs) continue
      longest.push({ slot, heardAtMs })
      longest.sort((a, b) => a.heardAtMs - b.heardAtMs)
      longest.splice(limit)
    }
    return longest.map(({ slot, heardAtMs }) => {
      const vehicle = store.identity(slot)
      return { id: vehicle.id, name: vehicleTitle(vehicle), plate: vehicle.plate, heardAtMs }
    })
  }, [store, version, limit])
}

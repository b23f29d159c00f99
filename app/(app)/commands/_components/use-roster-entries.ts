import { useMemo } from 'react'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import { useLiveStore, useLiveVersion } from '@/lib/client/use-live'

/** A vehicle one can choose. `search` holds in small letters all it is found by. */
export type RosterEntry = { id: string; name: string; detail: string; search: string }

/** All vehicles in view, by name. */
export function useRosterEntries(): RosterEntry[] {
  const store = useLiveStore()
  useLiveVersion(5_000)
  const { epoch } = store
  // biome-ignore lint/correctness/useExhaustiveDependencies: the roster changes with the epoch alone.
  return useMemo(() => {
    const entries = Array.from({ length: store.count }, (_, slot) => {
      const vehicle = store.identity(slot)
      const name = vehicleTitle(vehicle)
      const detail = vehicle.plate?.trim() || vehicle.imei
      return {
        id: vehicle.id,
        name,
        detail,
        search: `${name} ${vehicle.plate ?? ''} ${vehicle.imei}`.toLowerCase(),
      }
    })
    return entries.sort((a, b) => a.name.localeCompare(b.name))
  }, [store, epoch])
}

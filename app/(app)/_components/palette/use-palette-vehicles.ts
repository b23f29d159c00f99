import { useMemo } from 'react'
import { matchTerms } from '@/lib/client/fleet-index'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import { searchTerms } from '@/lib/client/search-text'
import { useFleetIndex } from '@/lib/client/use-fleet-index'
import { useLiveStore } from '@/lib/client/use-live'
import type { PaletteVehicle } from './palette-entries'

/** More nobody reads; who does not find theirs types on. */
const MAX_SHOWN = 8

/** The first vehicles that fit what is typed, by name, out of however many there are. */
export function usePaletteVehicles(query: string): PaletteVehicle[] {
  const store = useLiveStore()
  const index = useFleetIndex()
  return useMemo(() => {
    const terms = searchTerms(query)
    if (terms.length === 0) return []
    const matches = matchTerms(index, terms)
    const found: PaletteVehicle[] = []
    for (const slot of index.slotOfRank) {
      if (!matches[slot]) continue
      const vehicle = store.identity(slot)
      const label = vehicleTitle(vehicle)
      const plate = vehicle.plate?.trim()
      const detail = plate && plate !== label ? plate : vehicle.imei
      found.push({ id: vehicle.id, imei: vehicle.imei, label, detail })
      if (found.length === MAX_SHOWN) break
    }
    return found
  }, [index, query, store])
}

'use client'
// The searchable form of the live roster, built once for a snapshot however many parts of the page search in it.

import { buildFleetIndex, type FleetIndex } from './fleet-index'
import type { LiveStore } from './live-types'
import { useLiveStore, useLiveVersion } from './use-live'

type Named = Pick<LiveStore, 'epoch' | 'count' | 'identity'>

const built = new WeakMap<Named, FleetIndex>()

/** The index of a store as it is now; the same object until the roster changes, which is with the epoch alone. */
export function fleetIndexOf(store: Named): FleetIndex {
  const known = built.get(store)
  if (known !== undefined && known.epoch === store.epoch && known.count === store.count) return known
  const index = buildFleetIndex(store)
  built.set(store, index)
  return index
}

/** The same of the store in use, looked at again now and then. */
export function useFleetIndex(): FleetIndex {
  const store = useLiveStore()
  useLiveVersion(5_000)
  return fleetIndexOf(store)
}

'use client'

import { useMemo, useState } from 'react'
import { useNow } from '@/lib/client/clock'
import { type FleetIndex, matchTerms } from '@/lib/client/fleet-index'
import { computeFleetView, type FleetView } from '@/lib/client/fleet-view'
import { searchTerms } from '@/lib/client/search-text'
import { fleetIndexOf } from '@/lib/client/use-fleet-index'
import { useLiveStore, useLiveVersion } from '@/lib/client/use-live'
import type { MapFilter } from './map-address'

export type FleetList = FleetView & { index: FleetIndex }

/**
 * The list as it stands now, once a second. While `busy`, counts and mask follow the fleet but the order waits,
 * so that no row slips away under the pointer.
 */
export function useFleetView(filter: MapFilter, busy: boolean): FleetList {
  const store = useLiveStore()
  const version = useLiveVersion()
  const staleTickMs = useNow(STALE_STEP_MS)
  const index = fleetIndexOf(store)
  const matches = useMemo(() => matchTerms(index, searchTerms(filter.text)), [index, filter.text])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a version is new numbers in the same columns.
  const current = useMemo(
    () => ({
      index,
      ...computeFleetView({
        index,
        columns: store.columns,
        matches,
        filter,
        sort: filter.sort,
        nowMs: Date.now() + store.clockOffsetMs,
      }),
    }),
    [store, index, matches, filter, version, staleTickMs],
  )

  const [settled, setSettled] = useState({ list: current, filter })
  const mayWait = busy && settled.filter === filter && settled.list.index === index
  if (settled.list !== current && !mayWait) setSettled({ list: current, filter })
  return mayWait ? { ...current, order: settled.list.order } : current
}

/** Vehicles also grow stale while nothing arrives. */
const STALE_STEP_MS = 15_000

// The overview's reads.

import { useQuery } from '@tanstack/react-query'
import type { FleetUse, Overview } from '@/lib/domain/api/overview'
import { fetchJson } from './fetch-json'

const EVERY_MS = 5 * 60_000
export const OVERVIEW_KEY = ['overview', 'now'] as const

/** GET /api/overview. */
export function useOverview() {
  return useQuery({
    queryKey: OVERVIEW_KEY,
    queryFn: ({ signal }) => fetchJson<Overview>('/api/overview', signal),
    refetchInterval: EVERY_MS,
  })
}

/** GET /api/overview/use; nothing is asked before the zone is known. */
export function useFleetUse(zone: string | null) {
  return useQuery({
    queryKey: ['overview', 'use', zone],
    queryFn: ({ signal }) =>
      fetchJson<FleetUse>(`/api/overview/use?${new URLSearchParams({ zone: zone ?? '' })}`, signal),
    enabled: zone !== null,
    refetchInterval: EVERY_MS,
  })
}

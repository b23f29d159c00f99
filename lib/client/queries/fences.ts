// What the fences page asks the server: fences, one of them, and what happened at it.

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type {
  FenceArea,
  FenceDetail,
  FenceEvents,
  FenceFilter,
  Fences,
  FenceVendorWork,
  FenceVisits,
} from '@/lib/domain/api/fences'
import type { GeoBox } from '@/lib/domain/geofence-geometry'
import { fetchJson } from './fetch-json'
import { type Posted, postJson } from './post-json'

const REFRESH_MS = 15_000
/** Fences on the live map change seldom. */
const AREA_REFRESH_MS = 60_000

/** Keys of everything below, for who has changed something. */
export const FENCES_QUERY_KEY = ['fences'] as const

/** GET /api/fences, asked again now and then, as vehicles come and go. */
export function useFences() {
  return useQuery({
    queryKey: [...FENCES_QUERY_KEY, 'list'],
    queryFn: ({ signal }) => fetchJson<Fences>('/api/fences', signal),
    refetchInterval: REFRESH_MS,
    staleTime: 0,
  })
}

/** The same for those that fit, of a list too long to be at hand whole; what was shown before stays until then. Null: nothing. */
export function useFoundFences(filter: FenceFilter | null) {
  return useQuery({
    queryKey: [...FENCES_QUERY_KEY, 'found', filter],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams()
      for (const [name, value] of Object.entries(filter ?? {})) if (value) query.set(name, value)
      return fetchJson<Fences>(`/api/fences?${query}`, signal)
    },
    enabled: filter !== null,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
    staleTime: 0,
  })
}

/** GET /api/fences/area, for an area in view; what was shown before stays until the answer is there. */
export function useFenceArea(box: GeoBox | null) {
  return useQuery({
    queryKey: [...FENCES_QUERY_KEY, 'area', box],
    queryFn: ({ signal }) => {
      const { west = 0, south = 0, east = 0, north = 0 } = box ?? {}
      return fetchJson<FenceArea>(`/api/fences/area?box=${[west, south, east, north].join()}`, signal)
    },
    enabled: box !== null,
    placeholderData: keepPreviousData,
    refetchInterval: AREA_REFRESH_MS,
    staleTime: AREA_REFRESH_MS,
  })
}

/** GET /api/fences/{id}. */
export function useFence(id: string | null) {
  return useQuery({
    queryKey: [...FENCES_QUERY_KEY, 'one', id],
    queryFn: ({ signal }) => fetchJson<FenceDetail>(`/api/fences/${encodeURIComponent(id ?? '')}`, signal),
    enabled: id !== null,
    staleTime: 0,
  })
}

/** GET /api/fences/{id}/events, the newest first, a page after the other. */
export function useFenceEvents(id: string) {
  return useInfiniteQuery({
    queryKey: [...FENCES_QUERY_KEY, 'events', id],
    queryFn: ({ pageParam, signal }) => {
      const query = pageParam === '' ? '' : `?before=${encodeURIComponent(pageParam)}`
      return fetchJson<FenceEvents>(`/api/fences/${encodeURIComponent(id)}/events${query}`, signal)
    },
    initialPageParam: '',
    getNextPageParam: ({ events, hasMore }) => (hasMore ? events.at(-1)?.at : undefined),
    refetchInterval: REFRESH_MS,
    staleTime: 0,
  })
}

/** POST /api/fences/{id}/copy: has something done with the copy at the vendor. Throws TypeError without a network. */
export function workOnFenceCopy(id: string, work: FenceVendorWork): Promise<Posted<{ done: true }>> {
  return postJson(`/api/fences/${encodeURIComponent(id)}/copy`, { work })
}

/** GET /api/fences/{id}/vendor-visits, once somebody asks: it costs a call to the vendor. */
export function useVendorVisits(id: string, isAsked: boolean) {
  return useQuery({
    queryKey: [...FENCES_QUERY_KEY, 'vendor-visits', id],
    queryFn: ({ signal }) =>
      fetchJson<FenceVisits>(`/api/fences/${encodeURIComponent(id)}/vendor-visits`, signal),
    enabled: isAsked,
    retry: false,
    staleTime: 60_000,
  })
}

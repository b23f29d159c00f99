// What is asked of the server about share links: whether one may make them, and those one sees.

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ShareFilter, ShareList, ShareOptions } from '@/lib/domain/api/share'
import { fetchJson } from './fetch-json'

/** Keys of everything below, for who has changed something. */
export const SHARES_QUERY_KEY = ['shares'] as const

const REFRESH_MS = 15_000

/** GET /api/shares, those that fit; what was shown before stays until then. Views and states change while one looks. */
export function useShareLinks(filter: ShareFilter) {
  return useQuery({
    queryKey: [...SHARES_QUERY_KEY, 'list', filter],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams()
      for (const [name, value] of Object.entries(filter)) if (value) query.set(name, String(value))
      return fetchJson<ShareList>(`/api/shares?${query}`, signal)
    },
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
    staleTime: 0,
    retry: 1,
  })
}

/** GET /api/shares/options. A right changes seldom, and the server asks for it again. */
export function useShareOptions() {
  return useQuery({
    queryKey: [...SHARES_QUERY_KEY, 'options'],
    queryFn: ({ signal }) => fetchJson<ShareOptions>('/api/shares/options', signal),
    staleTime: 300_000,
  })
}

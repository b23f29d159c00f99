// What the security settings ask the server.

import { useQuery } from '@tanstack/react-query'
import type { SecurityOverview } from '@/lib/domain/api/security'
import { fetchJson } from './fetch-json'

/** Key of everything below, for who has changed something. */
export const SECURITY_QUERY_KEY = ['security'] as const

const REFRESH_MS = 20_000

/** GET /api/security, asked again now and then: sessions begin and end elsewhere. */
export function useSecurity() {
  return useQuery({
    queryKey: SECURITY_QUERY_KEY,
    queryFn: ({ signal }) => fetchJson<SecurityOverview>('/api/security', signal),
    refetchInterval: REFRESH_MS,
    staleTime: 0,
  })
}

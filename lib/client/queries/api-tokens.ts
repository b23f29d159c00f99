// What the page of one's own API tokens asks the server.

import { useQuery } from '@tanstack/react-query'
import type { ApiTokens } from '@/lib/domain/api-v1/tokens'
import { fetchJson } from './fetch-json'

/** Key of the list, for who has changed something. */
export const API_TOKENS_KEY = ['api-tokens'] as const

const REFRESH_MS = 20_000

/** GET /api/api-tokens, asked again now and then: programs use them meanwhile. */
export function useApiTokens() {
  return useQuery({
    queryKey: API_TOKENS_KEY,
    queryFn: ({ signal }) => fetchJson<ApiTokens>('/api/api-tokens', signal),
    refetchInterval: REFRESH_MS,
    staleTime: 0,
  })
}

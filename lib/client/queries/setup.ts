// How far the reading of a connection's roster is, asked every second while it goes on.

import { useQuery } from '@tanstack/react-query'
import type { ImportProgress } from '@/lib/domain/api/setup'
import { fetchJson } from './fetch-json'

/** GET /api/connections/[connectionId]/import until it is done or has failed. For owners. */
export function useImportProgress(connectionId: string) {
  return useQuery({
    queryKey: ['connections', connectionId, 'import'],
    queryFn: ({ signal }) => fetchJson<ImportProgress>(`/api/connections/${connectionId}/import`, signal),
    refetchInterval: ({ state }) =>
      state.data?.state === 'done' || state.data?.state === 'failed' ? false : 1_000,
    staleTime: 0,
  })
}

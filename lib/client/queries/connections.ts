// What the settings pages ask the server about the vendor connections. Their live health comes by the stream.

import { useQuery } from '@tanstack/react-query'
import type { Connections } from '@/lib/domain/api/connection'
import { fetchJson } from './fetch-json'

const REFRESH_MS = 10_000

/** GET /api/connections, asked again every 10 s while the page is looked at. For owners; anybody else gets a 403. */
export function useConnections() {
  return useQuery({
    queryKey: ['connections'],
    queryFn: ({ signal }) => fetchJson<Connections>('/api/connections', signal),
    refetchInterval: REFRESH_MS,
    staleTime: 0,
  })
}

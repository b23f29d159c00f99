// What the bell asks the server: the newest alarms, also those from before this visit. New ones come by the stream.

import { useQuery } from '@tanstack/react-query'
import type { Alarms } from '@/lib/domain/api/alarm'
import { fetchJson } from './fetch-json'

/** GET /api/alarms, asked anew whenever the list opens. */
export function useRecentAlarms() {
  return useQuery({
    queryKey: ['alarms'],
    queryFn: ({ signal }) => fetchRecentAlarms(signal),
    staleTime: 0,
  })
}

/** The same, once. */
export function fetchRecentAlarms(signal?: AbortSignal): Promise<Alarms> {
  return fetchJson<Alarms>('/api/alarms?limit=50', signal)
}

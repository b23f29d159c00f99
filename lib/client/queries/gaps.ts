// Spans in which nothing could be received: all of them for owners, and those of one device for its page.

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { DeviceGaps, ReceiveGaps } from '@/lib/domain/api/gap'
import { fetchJson } from './fetch-json'

const REFRESH_MS = 5_000
const DEVICE_REFRESH_MS = 60_000

/** Keys of everything below, for who has changed something. */
export const GAPS_QUERY_KEY = ['receive-gaps'] as const

/** GET /api/receive-gaps, asked again every few seconds: one may be being filled. For owners; anybody else gets a 403. */
export function useReceiveGaps() {
  return useQuery({
    queryKey: [...GAPS_QUERY_KEY, 'list'],
    queryFn: ({ signal }) => fetchJson<ReceiveGaps>('/api/receive-gaps', signal),
    refetchInterval: REFRESH_MS,
    staleTime: 0,
  })
}

/** GET /api/devices/{id}/gaps of the last `spanMs`, as spans in ms since epoch. What was shown stays until the next answer. */
export function useDeviceGaps(deviceId: string, spanMs: number) {
  return useQuery({
    queryKey: [...GAPS_QUERY_KEY, deviceId, spanMs],
    queryFn: ({ signal }) => {
      const toMs = Date.now()
      const query = new URLSearchParams({
        from: new Date(toMs - spanMs).toISOString(),
        to: new Date(toMs).toISOString(),
      })
      return fetchJson<DeviceGaps>(`/api/devices/${encodeURIComponent(deviceId)}/gaps?${query}`, signal)
    },
    // The same function each time, so that the same answer gives the same spans.
    select: toSpans,
    placeholderData: keepPreviousData,
    refetchInterval: DEVICE_REFRESH_MS,
  })
}

function toSpans({ gaps }: DeviceGaps): { fromMs: number; toMs: number; isFilled: boolean }[] {
  return gaps.map(({ startedAt, endedAt, status }) => ({
    fromMs: Date.parse(startedAt),
    toMs: Date.parse(endedAt),
    isFilled: status === 'healed',
  }))
}

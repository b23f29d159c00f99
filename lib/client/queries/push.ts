// What the settings pages ask the server about pushes: how they fare, and what of them was rejected.

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { PushRejectRaw, PushRejects, PushStatuses, RejectFilter } from '@/lib/domain/api/push'
import { fetchJson } from './fetch-json'

const REFRESH_MS = 10_000

/** Keys of everything below, for who has changed something. */
export const PUSH_QUERY_KEY = ['push'] as const

/** GET /api/push-status, asked again every 10 s while the page is looked at. For owners; anybody else gets a 403. */
export function usePushStatus() {
  return useQuery({
    queryKey: [...PUSH_QUERY_KEY, 'status'],
    queryFn: ({ signal }) => fetchJson<PushStatuses>('/api/push-status', signal),
    refetchInterval: REFRESH_MS,
    staleTime: 0,
  })
}

/** GET /api/push-rejects. `page` counts from 1; the page before stays until the next one has come. */
export function usePushRejects(filter: RejectFilter, page: number) {
  return useQuery({
    queryKey: [...PUSH_QUERY_KEY, 'rejects', filter, page],
    queryFn: ({ signal }) => fetchJson<PushRejects>(`/api/push-rejects?${rejectQuery(filter, page)}`, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
}

/** GET /api/push-rejects/{id}: one item with what came. */
export function usePushReject(id: string) {
  return useQuery({
    queryKey: [...PUSH_QUERY_KEY, 'reject', id],
    queryFn: ({ signal }) => fetchJson<PushRejectRaw>(`/api/push-rejects/${encodeURIComponent(id)}`, signal),
  })
}

/** The filter as a query string; a page only from the second on. */
export function rejectQuery({ reason, topic, state }: RejectFilter, page = 1): string {
  const query = new URLSearchParams()
  if (reason) query.set('reason', reason)
  if (topic) query.set('topic', topic)
  if (state) query.set('state', state)
  if (page > 1) query.set('page', String(page))
  return query.toString()
}

// Reads of the audit log, for owners.

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { AuditCheck, AuditFilter, AuditPage } from '@/lib/domain/api/audit'
import { fetchJson } from './fetch-json'

/** GET /api/audit, a page at a time from the newest down. */
export function useAudit(filter: AuditFilter) {
  return useInfiniteQuery({
    queryKey: ['audit', 'list', filter],
    queryFn: ({ pageParam, signal }) => {
      const query = auditQuery(filter)
      if (pageParam !== null) query.set('before', pageParam)
      return fetchJson<AuditPage>(`/api/audit?${query}`, signal)
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  })
}

/** GET /api/audit/verify, only when asked. */
export function useAuditCheck() {
  return useQuery({
    queryKey: ['audit', 'check'],
    queryFn: ({ signal }) => fetchJson<AuditCheck>('/api/audit/verify', signal),
    enabled: false,
    staleTime: 0,
    retry: false,
  })
}

/** A filter as the query of an address. */
export function auditQuery(filter: AuditFilter): URLSearchParams {
  return new URLSearchParams(
    Object.entries(filter).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, value] as [string, string]],
    ),
  )
}

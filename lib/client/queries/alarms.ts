// What bell and inbox ask the server about alarms, and how they tell it what was read. New alarms come by the stream.

import {
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useCallback } from 'react'
import type { AlarmGrouping } from '@/lib/domain/alarm-inbox-limits'
import type { Alarms } from '@/lib/domain/api/alarm'
import type {
  AlarmDetail,
  AlarmFilterQuery,
  AlarmGroups,
  AlarmMedia,
  AlarmPulse,
  AlarmStart,
  BoxCounts,
  InboxPage,
} from '@/lib/domain/api/alarm-inbox'
import { fetchJson } from './fetch-json'

/** Keys of everything about alarms. */
export const ALARMS_KEY = ['alarms'] as const
/** Of what changes when somebody takes a step. */
export const INBOX_KEY = [...ALARMS_KEY, 'inbox'] as const
const PULSE_KEY = [...ALARMS_KEY, 'pulse'] as const

const PULSE_MS = 30_000
/** A colleague's change should show within two seconds. */
const QUICK_PULSE_MS = 1_500
const CHANNEL = 'milepost-alarms'

/** GET /api/alarms, asked anew whenever the list opens. */
export function useRecentAlarms() {
  return useQuery({
    queryKey: [...ALARMS_KEY, 'recent'],
    queryFn: ({ signal }) => fetchRecentAlarms(signal),
    staleTime: 0,
  })
}

/** The same, once. */
export function fetchRecentAlarms(signal?: AbortSignal): Promise<Alarms> {
  return fetchJson<Alarms>('/api/alarms?limit=50', signal)
}

/** GET /api/alarms/pulse, again and again while the page is in sight: `isQuick` where people work with alarms. */
export function useAlarmPulse({ isQuick = false }: { isQuick?: boolean } = {}) {
  return useQuery({
    queryKey: PULSE_KEY,
    queryFn: ({ signal }) => fetchJson<AlarmPulse>('/api/alarms/pulse', signal),
    refetchInterval: isQuick ? QUICK_PULSE_MS : PULSE_MS,
    refetchOnWindowFocus: 'always',
    staleTime: 1_000,
  })
}

/** GET /api/alarms/inbox, a page after the other. */
export function useInbox(filter: AlarmFilterQuery, isEnabled: boolean) {
  return useInfiniteQuery({
    queryKey: [...INBOX_KEY, 'list', filter],
    queryFn: ({ pageParam, signal }) => {
      const query = alarmQuery({ ...filter, ...(pageParam === '' ? {} : { cursor: pageParam }) })
      return fetchJson<InboxPage>(`/api/alarms/inbox?${query}`, signal)
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    enabled: isEnabled,
    staleTime: 10_000,
  })
}

/** GET /api/alarms/counts. */
export function useBoxCounts(filter: AlarmFilterQuery) {
  return useQuery({
    queryKey: [...INBOX_KEY, 'counts', filter],
    queryFn: ({ signal }) => fetchJson<BoxCounts>(`/api/alarms/counts?${alarmQuery(filter)}`, signal),
    placeholderData: keepPreviousData,
    refetchInterval: 20_000,
  })
}

/** GET /api/alarms/groups; nothing is asked without a grouping. */
export function useAlarmGroups(filter: AlarmFilterQuery, by: AlarmGrouping | null) {
  return useQuery({
    queryKey: [...INBOX_KEY, 'groups', by, filter],
    queryFn: ({ signal }) =>
      fetchJson<AlarmGroups>(`/api/alarms/groups?${alarmQuery({ ...filter, by: by ?? 'kind' })}`, signal),
    placeholderData: keepPreviousData,
    enabled: by !== null,
  })
}

/** GET /api/alarms/{id}. */
export function useAlarmDetail(id: string | null) {
  return useQuery({
    queryKey: [...INBOX_KEY, 'one', id],
    queryFn: ({ signal }) => fetchJson<AlarmDetail>(`/api/alarms/${encodeURIComponent(id ?? '')}`, signal),
    enabled: id !== null,
    staleTime: 5_000,
  })
}

/** GET /api/alarms/{id}/media: it costs a call to the vendor, so only where there may be some. */
export function useAlarmMedia(id: string, isAsked: boolean) {
  return useQuery({
    queryKey: [...ALARMS_KEY, 'media', id],
    queryFn: ({ signal }) => fetchJson<AlarmMedia>(`/api/alarms/${encodeURIComponent(id)}/media`, signal),
    enabled: isAsked,
    retry: false,
    staleTime: 60_000,
    refetchOnWindowFocus: false,
    // Files come after their alarm.
    refetchInterval: ({ state }) => ((state.data?.awaited.length ?? 0) > 0 ? 15_000 : false),
  })
}

/** GET /api/alarms/start. */
export function useAlarmStart() {
  return useQuery({
    queryKey: [...ALARMS_KEY, 'start'],
    queryFn: ({ signal }) => fetchJson<AlarmStart>('/api/alarms/start', signal),
    staleTime: 5 * 60_000,
  })
}

/** Asks anew for what a step changes. */
export function refreshInbox(queries: QueryClient): Promise<unknown> {
  return Promise.all([
    queries.invalidateQueries({ queryKey: INBOX_KEY }),
    queries.invalidateQueries({ queryKey: PULSE_KEY }),
  ])
}

/** Asks anew how much is unread. */
export function refreshPulse(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ queryKey: PULSE_KEY })
}

/** POST /api/alarms/read: marks alarms, or all, as read, here at once and then in other tabs. What fails stays unread. */
export function useReadAlarms(): (ids: readonly string[] | 'all') => Promise<void> {
  const queries = useQueryClient()
  return useCallback(
    async (ids) => {
      if (ids === 'all')
        queries.setQueryData<AlarmPulse>(PULSE_KEY, (pulse) => pulse && { ...pulse, unread: 0 })
      const response = await fetch('/api/alarms/read', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(ids === 'all' ? { all: true } : { ids }),
      }).catch(() => null)
      if (response?.ok) tellOtherTabs()
      await refreshInbox(queries)
    },
    [queries],
  )
}

/** Calls `listener` when another tab of this browser has read alarms. Answers how to end that. */
export function onReadElsewhere(listener: () => void): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => undefined
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = listener
  return () => channel.close()
}

/** A query string of what is set. */
export function alarmQuery(members: Record<string, string | undefined>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(members)) if (value) query.set(name, value)
  return query.toString()
}

function tellOtherTabs(): void {
  if (typeof BroadcastChannel === 'undefined') return
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage('read')
  channel.close()
}

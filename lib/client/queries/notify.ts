// What the pages of alarm rules and notifications ask the server.

import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import type { RuleDraft } from '@/lib/domain/alarm-rules'
import type { NotifySettings, RuleChoices, RulePreview, Rules } from '@/lib/domain/api/notify'
import type { DeliveriesPage, DeliveriesQuery, DeliveryDetail } from '@/lib/domain/api/notify-log'
import { fetchJson, RequestFailedError } from './fetch-json'

/** Keys of everything below, for who has changed something. */
export const NOTIFY_QUERY_KEY = ['notify'] as const

const REFRESH_MS = 20_000
const SOON_MS = 3_000

/** GET /api/notify/rules. */
export function useRules() {
  return useQuery({
    queryKey: [...NOTIFY_QUERY_KEY, 'rules'],
    queryFn: ({ signal }) => fetchJson<Rules>('/api/notify/rules', signal),
    staleTime: 0,
  })
}

/** GET /api/notify/choices, once a form is open. */
export function useRuleChoices() {
  return useQuery({
    queryKey: [...NOTIFY_QUERY_KEY, 'choices'],
    queryFn: ({ signal }) => fetchJson<RuleChoices>('/api/notify/choices', signal),
    staleTime: 60_000,
  })
}

/** GET /api/notify/settings, asked again now and then, as notifications come. */
export function useNotifySettings() {
  return useQuery({
    queryKey: [...NOTIFY_QUERY_KEY, 'settings'],
    queryFn: ({ signal }) => fetchJson<NotifySettings>('/api/notify/settings', signal),
    refetchInterval: REFRESH_MS,
    staleTime: 0,
  })
}

/** What the log is narrowed to. */
export type DeliveryFilter = Omit<DeliveriesQuery, 'cursor'>

/** GET /api/notify/deliveries, a page after the other; asked again soon while something is about to be sent. */
export function useDeliveries(filter: DeliveryFilter) {
  return useInfiniteQuery({
    queryKey: [...NOTIFY_QUERY_KEY, 'deliveries', filter],
    queryFn: ({ pageParam, signal }) => {
      const given = Object.entries({ ...filter, cursor: pageParam })
      const query = new URLSearchParams(given.flatMap(([name, value]) => (value ? [[name, value]] : [])))
      return fetchJson<DeliveriesPage>(`/api/notify/deliveries?${query}`, signal)
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => intervalOf(data?.pages ?? []),
    staleTime: 0,
  })
}

/** Who has turned many pages is left in peace: all of them would be asked. */
function intervalOf(pages: readonly DeliveriesPage[]): number | false {
  if (pages.length > 3) return false
  const isSoon = pages.some(({ deliveries }) => deliveries.some(({ state }) => state === 'waiting'))
  return isSoon ? SOON_MS : REFRESH_MS
}

/** GET /api/notify/deliveries/ID, once it is looked at; `version` is what changes when it is tried. */
export function useDelivery(id: string, version: string, isOpen: boolean) {
  return useQuery({
    queryKey: [...NOTIFY_QUERY_KEY, 'delivery', id, version],
    queryFn: ({ signal }) => fetchJson<DeliveryDetail>(`/api/notify/deliveries/${id}`, signal),
    enabled: isOpen,
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
}

/** POST /api/notify/preview, when somebody asks. */
export function useRulePreview() {
  return useMutation({ mutationFn: postPreview, retry: false })
}

async function postPreview(draft: RuleDraft): Promise<RulePreview> {
  const response = await fetch('/api/notify/preview', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ draft }),
  })
  if (!response.ok) throw new RequestFailedError(response.status, 'unknown')
  return await response.json()
}

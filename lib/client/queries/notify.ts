// What the pages of alarm rules and notifications ask the server.

import { useMutation, useQuery } from '@tanstack/react-query'
import type { RuleDraft } from '@/lib/domain/alarm-rules'
import type { NotifySettings, RuleChoices, RulePreview, Rules } from '@/lib/domain/api/notify'
import { fetchJson, RequestFailedError } from './fetch-json'

/** Keys of everything below, for who has changed something. */
export const NOTIFY_QUERY_KEY = ['notify'] as const

const REFRESH_MS = 20_000

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

// Reads of people and rights: what the signed-in person may do, and the people they manage. Changing is the settings' business.

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type {
  GroupChoices,
  InvitationPage,
  LeftBehind,
  MyRights,
  PeoplePage,
  ScopeChoices,
} from '@/lib/domain/api/people'
import type { Right } from '@/lib/domain/rights'
import { fetchJson } from './fetch-json'

const RIGHTS_FRESH_MS = 30_000

/** Keys of everything below, for who has changed something. */
export const PEOPLE_QUERY_KEY = ['people'] as const

/**
 * Whether the signed-in person has a right, by GET /api/people/rights, asked again when the page comes back to the front. False
 * until it is known. It decides what is shown; the server decides what is done.
 */
export function useMay(right: Right): boolean {
  const { data } = useQuery({
    queryKey: [...PEOPLE_QUERY_KEY, 'rights'],
    queryFn: ({ signal }) => fetchJson<MyRights>('/api/people/rights', signal),
    staleTime: RIGHTS_FRESH_MS,
    refetchInterval: RIGHTS_FRESH_MS,
    refetchOnWindowFocus: true,
  })
  return data?.rights.includes(right) ?? false
}

/**
 * GET /api/people, a page at a time, of those whose name or address holds a text; what was shown stays until the next answer.
 * For who manages people; anybody else gets a 403.
 */
export function usePeople(text: string) {
  return usePages<PeoplePage>('/api/people', text)
}

/** GET /api/people/invitations, as `usePeople`. */
export function useInvitations(text: string) {
  return usePages<InvitationPage>('/api/people/invitations', text)
}

/** Accounts a scope can be chosen from, by a text in their name or login; what was shown stays until the next answer. */
export function useScopeAccounts(text: string) {
  return useQuery({
    queryKey: [...PEOPLE_QUERY_KEY, 'accounts', text],
    queryFn: ({ signal }) =>
      fetchJson<ScopeChoices>(`/api/people/scopes?${new URLSearchParams({ q: text })}`, signal),
    placeholderData: keepPreviousData,
  })
}

/** The vehicle groups of an account; asked for once one is chosen. */
export function useScopeGroups(accountId: string | null) {
  return useQuery({
    queryKey: [...PEOPLE_QUERY_KEY, 'groups', accountId],
    queryFn: ({ signal }) =>
      fetchJson<GroupChoices>(
        `/api/people/scopes?${new URLSearchParams({ account: accountId ?? '' })}`,
        signal,
      ),
    enabled: accountId !== null,
  })
}

/** What goes with somebody who is deleted. */
export function useLeftBehind(personId: string) {
  return useQuery({
    queryKey: [...PEOPLE_QUERY_KEY, 'left', personId],
    queryFn: ({ signal }) =>
      fetchJson<LeftBehind>(`/api/people/${encodeURIComponent(personId)}/left`, signal),
    staleTime: 0,
  })
}

function usePages<Page extends { next: string | null }>(address: string, text: string) {
  return useInfiniteQuery({
    queryKey: [...PEOPLE_QUERY_KEY, 'list', address, text],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({
        ...(text === '' ? {} : { q: text }),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      })
      return fetchJson<Page>(`${address}?${query}`, signal)
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })
}

// What the accounts page asks the server: pages of the tree, hits of a search, one account with what is known of it.

import { keepPreviousData, type QueryClient, useQueries, useQuery } from '@tanstack/react-query'
import type {
  AccountDetail,
  AccountNode,
  AccountPage,
  AccountProfile,
  AccountSearch,
  AccountStakes,
  AccountsNow,
} from '@/lib/domain/api/accounts'
import { detailWithNow, hitsWithNow, isOtherTree, withNow } from '../accounts-now'
import { fetchJson } from './fetch-json'

/** Counts change as vehicles come and go; the tree itself seldom. */
export const ACCOUNTS_REFRESH_MS = 60_000
const EMPTY_REFRESH_MS = 3_000

/** Key of everything below, for who has changed something. */
export const ACCOUNTS_QUERY_KEY = ['accounts'] as const

/** A page of children; `parent` null for the tops of what the person sees, `cursor` null for the first. */
export type AccountPageKey = { parent: string | null; cursor: string | null }

const PAGES_KEY = [...ACCOUNTS_QUERY_KEY, 'page'] as const
const ONE_KEY = [...ACCOUNTS_QUERY_KEY, 'one'] as const
const SEARCH_KEY = [...ACCOUNTS_QUERY_KEY, 'search'] as const
/** What is asked anew of accounts on screen, see use-accounts-on-screen.ts. */
export const ACCOUNTS_NOW_KEY = [...ACCOUNTS_QUERY_KEY, 'now'] as const

type Asking = { client: QueryClient; signal: AbortSignal }

/** GET /api/accounts, once for each page that is wanted. What its accounts hold later is `refreshAccounts`. */
export function useAccountPages(wanted: readonly AccountPageKey[]) {
  return useQueries({
    queries: wanted.map((key) => ({
      ...accountPageQuery(key),
      staleTime: ACCOUNTS_REFRESH_MS / 2,
      refetchOnWindowFocus: false,
      // Right after the first connection the accounts are still being read.
      refetchInterval: ({ state }: { state: { data: AccountPage | undefined } }) =>
        key.parent === null && state.data?.accounts.length === 0 ? EMPTY_REFRESH_MS : (false as const),
    })),
  })
}

/** The question for a page of children; its accounts are told to whatever else shows them. */
export function accountPageQuery({ parent, cursor }: AccountPageKey) {
  return {
    queryKey: [...PAGES_KEY, parent, cursor],
    queryFn: async ({ client, signal }: Asking) => {
      const query = new URLSearchParams()
      if (parent !== null) query.set('parent', parent)
      if (cursor !== null) query.set('cursor', cursor)
      const page = await fetchJson<AccountPage>(`/api/accounts?${query}`, signal)
      tellAll(client, page.accounts)
      return page
    },
  }
}

/**
 * GET /api/accounts/counts: brings what these accounts hold now into all that shows them, with one request. Pages are asked for
 * again only where the tree itself is another. @throws as `fetchJson`
 */
export async function refreshAccounts(
  queries: QueryClient,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  if (ids.length === 0) return
  const { accounts } = await fetchJson<AccountsNow>(`/api/accounts/counts?ids=${ids.join()}`, signal)
  if (tellAll(queries, accounts, ids)) await queries.invalidateQueries({ queryKey: PAGES_KEY })
}

/**
 * Brings accounts as they were just read into every page, panel and list of hits that shows them, whichever of these was asked:
 * side by side they never show two readings of one account. True when the tree of what was asked is another than that of a page.
 */
function tellAll(
  queries: QueryClient,
  accounts: readonly AccountNode[],
  asked: readonly string[] = accounts.map(({ id }) => id),
): boolean {
  const now = new Map(accounts.map((account) => [account.id, account]))
  const ids = new Set(asked)
  const isOther = queries
    .getQueriesData<AccountPage>({ queryKey: PAGES_KEY })
    .some(([, page]) => page !== undefined && isOtherTree(page, now, ids))
  put<AccountPage>(queries, PAGES_KEY, (page) => withNow(page, now))
  put<AccountDetail>(queries, ONE_KEY, (detail) => detailWithNow(detail, now))
  put<AccountSearch>(queries, SEARCH_KEY, (found) => hitsWithNow(found, now))
  return isOther
}

/**
 * Changes answers that are there already, those that `change` does not give back as they are. They stay as old as they are, and
 * to be read anew where they are: what else they hold is asked for when it was to be.
 */
function put<Answer>(queries: QueryClient, queryKey: readonly string[], change: (before: Answer) => Answer) {
  for (const query of queries.getQueryCache().findAll({ queryKey })) {
    const before = query.state.data as Answer | undefined
    if (before === undefined) continue
    const after = change(before)
    if (after === before) continue
    const { dataUpdatedAt: updatedAt, isInvalidated } = query.state
    queries.setQueryData(query.queryKey, after, { updatedAt })
    // An answer that is set counts as one just read.
    if (isInvalidated) query.invalidate()
  }
}

/** When the page on which an account stands was loaded; 0 for accounts on none. */
export function pageLoadedAtMs(queries: QueryClient, id: string): number {
  return queries
    .getQueriesData<AccountPage>({ queryKey: PAGES_KEY })
    .filter(([, page]) => page?.accounts.some((account) => account.id === id))
    .reduce((ms, [key]) => Math.max(ms, queries.getQueryState(key)?.dataUpdatedAt ?? 0), 0)
}

/**
 * GET /api/accounts/search, of all or of those where an account can be moved to, which need no text; what was found before stays
 * until the answer is there.
 */
export function useAccountSearch(text: string, moving: string | null = null) {
  return useQuery({
    queryKey: [...SEARCH_KEY, text, moving],
    queryFn: async ({ client, signal }) => {
      const query = new URLSearchParams({ q: text })
      if (moving !== null) query.set('moving', moving)
      const found = await fetchJson<AccountSearch>(`/api/accounts/search?${query}`, signal)
      tellAll(
        client,
        found.hits.map(({ account }) => account),
      )
      return found
    },
    enabled: text !== '' || moving !== null,
    placeholderData: keepPreviousData,
    staleTime: ACCOUNTS_REFRESH_MS / 2,
  })
}

/** GET /api/accounts/{id}. */
export function useAccount(id: string | null) {
  return useQuery({
    ...accountQuery(id),
    enabled: id !== null,
    staleTime: 0,
    refetchInterval: ACCOUNTS_REFRESH_MS,
  })
}

/** The question for one account; it and those above it are told to whatever else shows them. */
export function accountQuery(id: string | null) {
  return {
    queryKey: [...ONE_KEY, id],
    queryFn: async ({ client, signal }: Asking) => {
      const detail = await fetchJson<AccountDetail>(pathOf(id, ''), signal)
      if (tellAll(client, [...detail.way, detail.account]))
        void client.invalidateQueries({ queryKey: PAGES_KEY })
      return detail
    },
  }
}

/** GET /api/accounts/{id}/profile, which costs a call to the vendor; `isFresh` asks again whatever is known. */
export function useAccountProfile(id: string, { isFresh = false } = {}) {
  return useQuery({
    queryKey: [...ACCOUNTS_QUERY_KEY, 'profile', id],
    queryFn: ({ signal }) => fetchJson<AccountProfile>(pathOf(id, '/profile'), signal),
    retry: false,
    staleTime: isFresh ? 0 : ACCOUNTS_REFRESH_MS,
  })
}

/** GET /api/accounts/{id}/stakes, always anew: something is about to be done. */
export function useAccountStakes(id: string) {
  return useQuery({
    queryKey: [...ACCOUNTS_QUERY_KEY, 'stakes', id],
    queryFn: ({ signal }) => fetchJson<AccountStakes>(pathOf(id, '/stakes'), signal),
    staleTime: 0,
  })
}

function pathOf(id: string | null, rest: string): string {
  return `/api/accounts/${encodeURIComponent(id ?? '')}${rest}`
}

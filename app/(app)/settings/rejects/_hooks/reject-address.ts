import type { Route } from 'next'
import { rejectQuery } from '@/lib/client/queries/push'
import type { RejectFilter } from '@/lib/domain/api/push'

/** What the page shows; all of it stands in the address, so that a link shows the same. */
export type RejectAddress = { filter: RejectFilter; page: number }

const MAX_PAGE = 99_999

/** Reads an address. Without a word on it, the items that wait are meant; what cannot be right is left out. */
export function parseRejectAddress(params: Pick<URLSearchParams, 'get'>): RejectAddress {
  const page = Number(params.get('page') ?? '1')
  const state = params.get('state')
  return {
    filter: {
      reason: params.get('reason')?.slice(0, 60) || undefined,
      topic: params.get('topic')?.slice(0, 100) || undefined,
      state: state === 'all' ? undefined : state === 'replayed' ? 'replayed' : 'waiting',
    },
    page: Number.isInteger(page) && page >= 1 && page <= MAX_PAGE ? page : 1,
  }
}

/** The address that shows this filter and page. */
export function rejectAddress(filter: RejectFilter, page = 1): Route {
  const query = new URLSearchParams(rejectQuery({ ...filter, state: undefined }, page))
  // Waiting is what one comes for, so it needs no word.
  if (filter.state !== 'waiting') query.set('state', filter.state ?? 'all')
  return query.size === 0 ? '/settings/rejects' : `/settings/rejects?${query}`
}

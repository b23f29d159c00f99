import { MAX_SHARES_LISTED, SHARE_STANDINGS, type ShareFilter } from '@/lib/domain/api/share'

/** Which links an address shows; what cannot be right is left out, and a page begins where pages begin. */
export function parseLinkFilter(params: Pick<URLSearchParams, 'get'>): ShareFilter {
  const q = params.get('q')?.slice(0, 100) || undefined
  const standing = SHARE_STANDINGS.find((each) => each === params.get('standing'))
  const own = params.get('own') === '1' ? '1' : undefined
  const asked = /^\d{1,6}$/.test(params.get('skip') ?? '') ? Number(params.get('skip')) : 0
  const skip = Math.floor(asked / MAX_SHARES_LISTED) * MAX_SHARES_LISTED || undefined
  return { q, standing, own, skip }
}

/** The query of an address that shows these. */
export function linkQuery(filter: ShareFilter): string {
  const query = new URLSearchParams()
  for (const name of ['q', 'standing', 'own', 'skip'] as const)
    if (filter[name]) query.set(name, String(filter[name]))
  return query.size === 0 ? '' : `?${query}`
}

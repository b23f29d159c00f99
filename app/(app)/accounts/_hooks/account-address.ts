/** What the page shows; all of it stands in the address, so that a link shows the same. */
export type AccountAddress = {
  accountId: string | null
  /** What is being done with the account: a new one below it is filled in, or it is edited. */
  work: AccountWork | null
  q: string
}

const WORKS = ['create', 'edit'] as const
export type AccountWork = (typeof WORKS)[number]

/** Reads an address; what cannot be right is left out. */
export function parseAccountAddress(params: Pick<URLSearchParams, 'get'>): AccountAddress {
  const accountId = params.get('account')?.slice(0, 60) || null
  const work = accountId === null ? null : (WORKS.find((each) => each === params.get('do')) ?? null)
  return { accountId, work, q: params.get('q')?.slice(0, 60) ?? '' }
}

/** The query of an address that shows this. */
export function accountQuery({ accountId, work, q }: AccountAddress): string {
  const query = new URLSearchParams()
  if (accountId !== null) query.set('account', accountId)
  if (accountId !== null && work !== null) query.set('do', work)
  if (q !== '') query.set('q', q)
  return query.size === 0 ? '' : `?${query}`
}

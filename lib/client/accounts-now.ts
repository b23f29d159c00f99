// Newer counts within answers about accounts that are loaded already. It asks nobody: see queries/accounts.ts.

import type { AccountDetail, AccountNode, AccountPage, AccountSearch } from '@/lib/domain/api/accounts'

/** The page with what is known anew of its accounts; itself where that is nothing. */
export function withNow(page: AccountPage, now: ReadonlyMap<string, AccountNode>): AccountPage {
  if (!page.accounts.some(({ id }) => now.has(id))) return page
  return { ...page, accounts: page.accounts.map((account) => now.get(account.id) ?? account) }
}

/** As `withNow` of one account and those above it; what may be done with it stays. */
export function detailWithNow(detail: AccountDetail, now: ReadonlyMap<string, AccountNode>): AccountDetail {
  const { account, way } = detail
  if (![...way, account].some(({ id }) => now.has(id))) return detail
  return {
    ...detail,
    account: now.get(account.id) ?? account,
    way: way.map((above) => now.get(above.id) ?? above),
  }
}

/** As `withNow` of what was found. */
export function hitsWithNow(found: AccountSearch, now: ReadonlyMap<string, AccountNode>): AccountSearch {
  if (!found.hits.some(({ account }) => now.has(account.id))) return found
  return {
    ...found,
    hits: found.hits.map((hit) => ({ ...hit, account: now.get(hit.account.id) ?? hit.account })),
  }
}

/** Whether an account of the page that was asked for is gone, called otherwise, elsewhere, or has others below it. */
export function isOtherTree(
  page: AccountPage,
  now: ReadonlyMap<string, AccountNode>,
  asked: ReadonlySet<string>,
): boolean {
  return page.accounts.some((before) => {
    if (!asked.has(before.id)) return false
    const after = now.get(before.id)
    if (after === undefined) return true
    return (
      after.name !== before.name ||
      after.parentId !== before.parentId ||
      after.childCount !== before.childCount
    )
  })
}

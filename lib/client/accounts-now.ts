// Newer counts within pages of the account tree that are loaded already. It asks nobody: see queries/accounts.ts.

import type { AccountNode, AccountPage } from '@/lib/domain/api/accounts'

/** The page with what is known anew of its accounts; itself where that is nothing. */
export function withNow(page: AccountPage, now: ReadonlyMap<string, AccountNode>): AccountPage {
  if (!page.accounts.some(({ id }) => now.has(id))) return page
  return { ...page, accounts: page.accounts.map((account) => now.get(account.id) ?? account) }
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

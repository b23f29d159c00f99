// From the vendor's accounts, each naming its parent by login, to rows that know their parent's id and their own path.

import { randomUUID } from 'node:crypto'
import { accountPath } from '../account-path'

/** An account as the vendor lists it; `parentLogin` is null for the root of the connection. */
export type RosterAccount = { login: string; name: string; type: number | null; parentLogin: string | null }

/** An account as stored. */
export type AccountNode = {
  id: string
  login: string
  name: string
  type: number | null
  parentId: string | null
  path: string
}

/**
 * The rows of an account tree. Known accounts keep their id (`knownIds`, by login), the others get one. A login that
 * comes twice counts once; an account whose parent is missing, or is its own descendant, becomes a root.
 */
export function buildAccountTree(
  accounts: readonly RosterAccount[],
  knownIds: ReadonlyMap<string, string>,
): AccountNode[] {
  const byLogin = new Map<string, RosterAccount>()
  for (const account of accounts) if (!byLogin.has(account.login)) byLogin.set(account.login, account)
  const ids = new Map([...byLogin.keys()].map((login) => [login, knownIds.get(login) ?? randomUUID()]))
  return [...byLogin.values()].map((account) => {
    const chain = chainOf(account, byLogin)
    const parent = chain.at(-2)
    return {
      id: ids.get(account.login) ?? randomUUID(),
      login: account.login,
      name: account.name,
      type: account.type,
      parentId: parent === undefined ? null : (ids.get(parent) ?? null),
      path: accountPath(chain),
    }
  })
}

/** Logins from the root down to the account itself. */
function chainOf(account: RosterAccount, byLogin: ReadonlyMap<string, RosterAccount>): string[] {
  const chain = [account.login]
  let parent = account.parentLogin === null ? undefined : byLogin.get(account.parentLogin)
  while (parent && !chain.includes(parent.login)) {
    chain.unshift(parent.login)
    parent = parent.parentLogin === null ? undefined : byLogin.get(parent.parentLogin)
  }
  return parent ? [account.login] : chain
}

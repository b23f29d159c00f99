// What of a roster that was read must not be stored, because it was changed here meanwhile. Pure rules, no queries: whoever
// stores the roster (roster-sync.ts) holds the lock under which what is known here stands still.

import type { RosterAccount } from './account-tree'

/** Revisions of the roster (roster-changes.ts): when reading began, and up to which what had been changed was read again. */
export type ReadAt = { began: number; caughtUp: number }

/** An account as it is stored. */
export type KnownAccount = RosterAccount & {
  id: string
  path: string
  removedAt: Date | null
  changedRevision: number
}

/** What may be stored of accounts, and the ids of those that stay as they are with their devices. */
export type KeptAccounts = { accounts: RosterAccount[]; keptIds: ReadonlySet<string> }

/**
 * The accounts of a reading with what was changed here meanwhile. After it caught up, ours counts: where an account hangs, its
 * name, and that it is gone. One that was changed since reading began and was not found may have been missed on its way from one
 * place to another: it stays where it is, with all below it that was not found elsewhere, until the next reading.
 */
export function keepChangedAccounts(
  read: readonly RosterAccount[],
  known: readonly KnownAccount[],
  { began, caughtUp }: ReadAt,
): KeptAccounts {
  const found = new Set(read.map(({ login }) => login))
  const accounts = new Map(read.toReversed().map((account) => [account.login, account]))
  const keptIds = new Set<string>()
  for (const account of known.filter(({ changedRevision }) => changedRevision > began)) {
    const isNewer = account.changedRevision > caughtUp
    if (account.removedAt !== null) {
      if (isNewer) accounts.delete(account.login)
    } else if (found.has(account.login)) {
      if (isNewer) accounts.set(account.login, asRead(account))
    } else {
      for (const below of known) {
        if (below.removedAt !== null || !below.path.startsWith(account.path) || found.has(below.login))
          continue
        accounts.set(below.login, asRead(below))
        keptIds.add(below.id)
      }
    }
  }
  return { accounts: [...accounts.values()], keptIds }
}

function asRead({ login, name, type, parentLogin }: KnownAccount): RosterAccount {
  return { login, name, type, parentLogin }
}

// How an account's place in the tree is written: "/company/branch/". Scopes of users are prefixes of such paths.

import { storableText } from '../sql'

/** The path of the account at the end of a chain of logins, root first: each percent-encoded, always ending in "/". */
export function accountPath(logins: readonly string[]): string {
  return `/${logins.map((login) => `${encodeURIComponent(storableText(login))}/`).join('')}`
}

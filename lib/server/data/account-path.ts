// How an account's place in the tree is written: "/root/child/". Scopes of users are prefixes of such paths.

/** The path of the account at the end of a chain of logins, root first: each percent-encoded, always ending in "/". */
export function accountPath(logins: readonly string[]): string {
  return `/${logins.map((login) => `${encodeURIComponent(wellFormed(login))}/`).join('')}`
}

/** encodeURIComponent throws on half a surrogate pair; a round trip through UTF-8 replaces it. */
function wellFormed(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8')
}

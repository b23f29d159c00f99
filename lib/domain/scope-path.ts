// How scopes are written: a prefix of paths. An account's path is "/company/branch/"; a vehicle group in it adds one segment
// that begins with ":", which no account path holds, as logins are percent-encoded there. The database writes a device's own.

/** A scope as its parts: the account path it lies in, and the segment of a vehicle group, null for the whole account. */
export type ScopeParts = { accountPath: string; groupSegment: string | null }

const GROUP = /^(\/(?:.*\/)?)(:[0-9a-f]{32}\/)$/s

/** The parts of a scope path. */
export function partsOfScope(scopePath: string): ScopeParts {
  const [, accountPath, groupSegment] = GROUP.exec(scopePath) ?? []
  return accountPath === undefined || groupSegment === undefined
    ? { accountPath: scopePath, groupSegment: null }
    : { accountPath, groupSegment }
}

/** Whether a scope lies within another, or is the same. */
export function isWithinScope(inner: string, outer: string): boolean {
  return inner.startsWith(outer)
}

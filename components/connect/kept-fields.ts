// Fields that outlive a reload of their page, in this tab only. What is secret is never among them.

type Kept<Name extends string> = Partial<Record<Name, string>>

/** Keeps the named fields, where the browser lets us. */
export function keepFields<Name extends string>(
  key: string,
  names: readonly Name[],
  fields: Record<Name, string>,
): void {
  try {
    const kept = Object.fromEntries(names.map((name) => [name, fields[name]]))
    window.sessionStorage.setItem(key, JSON.stringify(kept))
  } catch {
    // What cannot be kept stands in the form all the same.
  }
}

/** The named fields as they were kept. */
export function recallFields<Name extends string>(key: string, names: readonly Name[]): Kept<Name> {
  const found: Kept<Name> = {}
  try {
    const kept: unknown = JSON.parse(window.sessionStorage.getItem(key) ?? '{}')
    if (typeof kept !== 'object' || kept === null) return {}
    for (const name of names) {
      const value: unknown = Reflect.get(kept, name)
      if (typeof value === 'string') found[name] = value
    }
  } catch {
    return {}
  }
  return found
}

/** Forgets what was kept. */
export function forgetKept(key: string): void {
  try {
    window.sessionStorage.removeItem(key)
  } catch {
    // Then nothing was kept either.
  }
}

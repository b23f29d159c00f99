// The one home of things that must exist once per process. It knows nothing of what it keeps.

/**
 * The one `name` of this process, made by `factory` at the first call.
 * Next loads this module several times (instrumentation, routes and pages each have their own module graph), so a
 * module-level constant exists several times too; only `globalThis` is shared. The key is `Symbol.for('milepost.<name>')`.
 * A factory that throws leaves nothing behind, so the next call tries again.
 */
export function singleton<T>(name: string, factory: () => T): T {
  const key = keyOf(name)
  const existing: { value: T } | undefined = Reflect.get(globalThis, key)
  if (existing) return existing.value
  const value = factory()
  Reflect.set(globalThis, key, { value })
  return value
}

/** The `name` of this process if it was made already, else null. Never makes one. */
export function findSingleton<T>(name: string): T | null {
  const existing: { value: T } | undefined = Reflect.get(globalThis, keyOf(name))
  return existing ? existing.value : null
}

/** Forgets the `name` of this process, so that the next `singleton` call makes a new one. Closing it is the caller's business. */
export function forgetSingleton(name: string): void {
  Reflect.deleteProperty(globalThis, keyOf(name))
}

function keyOf(name: string): symbol {
  return Symbol.for(`milepost.${name}`)
}

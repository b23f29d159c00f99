// Filters as the list hands them over: one byte a slot, 1 shown and 0 hidden.

/** The list makes its mask anew every second, mostly with the same content. */
export function isSameMask(a: Uint8Array | null, b: Uint8Array | null): boolean {
  if (a === b) return true
  if (a === null || b === null || a.length !== b.length) return false
  for (let slot = 0; slot < a.length; slot++) if (a[slot] !== b[slot]) return false
  return true
}

/** Where a key moves the cursor of a chart: to the next value that is one, by ten with the page keys; null for other keys. */
export function nextPoint(
  values: readonly (number | null)[],
  from: number | null,
  key: string,
): number | null {
  const told = values.flatMap((value, index) => (value === null ? [] : [index]))
  const last = told.length - 1
  if (last < 0) return null
  // Between two values, the cursor counts as on the one before.
  const place = from === null ? null : told.findLastIndex((index) => index <= from)
  const step = STEPS[key]
  if (key === 'Home') return told[0] ?? null
  if (key === 'End') return told[last] ?? null
  if (step === undefined) return null
  // The first key begins with the newest value, which is what people mostly want to know.
  if (place === null) return told[last] ?? null
  return told[Math.min(last, Math.max(0, place + step))] ?? null
}

// Time runs to the right in every language: the canvas is not mirrored.
const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 }

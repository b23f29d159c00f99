// Small choices this browser remembers from visit to visit. Storage is closed in some private windows; a choice then lasts
// as long as the page.

/** Remembers `value` under `key`, where the browser lets us. */
export function keep(key: string, value: string): void {
  try {
    window.localStorage.setItem(key, value)
  } catch {
    // What cannot be kept was still chosen for this page.
  }
}

/** What was kept under `key`, or null. */
export function recall(key: string): string | null {
  try {
    return window.localStorage.getItem(key)
  } catch {
    return null
  }
}

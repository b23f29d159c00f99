'use client'
// Whether the page is laid out for a phone, for what styles alone cannot do.

import { useSyncExternalStore } from 'react'

/** Below the width from which on list and map stand side by side, Tailwind's `md`. */
const PHONE = '(width < 48rem)'

/** Whether the screen is a phone's. Only for what renders in the browser alone. */
export function useIsPhone(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(PHONE).matches,
    () => false,
  )
}

function subscribe(onChange: () => void): () => void {
  const query = window.matchMedia(PHONE)
  query.addEventListener('change', onChange)
  return () => query.removeEventListener('change', onChange)
}

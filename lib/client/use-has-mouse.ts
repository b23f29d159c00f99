'use client'
// Whether there is a pointer to drag with, for what styles alone cannot do.

import { useSyncExternalStore } from 'react'

/** A mouse, a pen or a trackpad, be there a touch screen besides or not. */
const MOUSE = '(any-pointer: fine)'

/** Whether something finer than a finger points here. Only for what renders in the browser alone. */
export function useHasMouse(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(MOUSE).matches,
    () => false,
  )
}

function subscribe(onChange: () => void): () => void {
  const query = window.matchMedia(MOUSE)
  query.addEventListener('change', onChange)
  return () => query.removeEventListener('change', onChange)
}

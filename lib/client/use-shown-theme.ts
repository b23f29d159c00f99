'use client'
// Whether the page is light or dark right now, for what is painted without CSS.

import { useSyncExternalStore } from 'react'
import { readTheme } from './theme'

/** Follows the reader's choice and the system. "light" on the server. */
export function useShownTheme(): 'light' | 'dark' {
  return useSyncExternalStore(subscribe, read, readServer)
}

const DARK_QUERY = '(prefers-color-scheme: dark)'

function subscribe(listener: () => void): () => void {
  const system = window.matchMedia(DARK_QUERY)
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  system.addEventListener('change', listener)
  return () => {
    observer.disconnect()
    system.removeEventListener('change', listener)
  }
}

function read(): 'light' | 'dark' {
  const theme = readTheme()
  if (theme !== 'system') return theme
  return window.matchMedia(DARK_QUERY).matches ? 'dark' : 'light'
}

function readServer(): 'light' | 'dark' {
  return 'light'
}

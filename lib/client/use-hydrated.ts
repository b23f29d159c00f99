'use client'
// Whether this part of the page has been taken over by the browser.

import { useSyncExternalStore } from 'react'

/**
 * False on the server and while React matches its HTML, true from then on. What depends on live data renders only after:
 * the stream may be open before a late part of the page is taken over.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(subscribeNever, isBrowser, isServer)
}

const leave = () => undefined
const subscribeNever = () => leave
const isBrowser = () => true
const isServer = () => false

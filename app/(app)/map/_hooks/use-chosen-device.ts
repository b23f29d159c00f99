'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useRef } from 'react'
import { withDevice } from './map-address'

/**
 * The vehicle named in the address. Opening the first one adds a step of history, so the back button closes it;
 * going from one to the next replaces that step.
 */
export function useChosenDevice() {
  const chosenId = useSearchParams().get('device')
  const pushed = useRef(false)

  const choose = useCallback((deviceId: string | null) => {
    const { pathname, search } = window.location
    const open = new URLSearchParams(search).has('device')
    if (!open) pushed.current = false
    if (deviceId === null && !open) return
    if (deviceId === null && pushed.current) {
      pushed.current = false
      return window.history.back()
    }
    const address = pathname + withDevice(search, deviceId)
    if (open) return window.history.replaceState(null, '', address)
    pushed.current = true
    window.history.pushState(null, '', address)
  }, [])

  return { chosenId, choose }
}

'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { type FenceAddress, fenceQuery, parseFenceAddress } from './fence-address'

/** The address of the page, and how to change a part of it. Choosing a fence is a step back can undo; filtering is none. */
export function useFenceAddress() {
  const params = useSearchParams()
  const address = useMemo(() => parseFenceAddress(params), [params])
  const change = useCallback((part: Partial<FenceAddress>) => {
    const before = parseFenceAddress(new URLSearchParams(window.location.search))
    const next = { ...before, ...part }
    const isStep = next.fenceId !== before.fenceId || next.isEditing !== before.isEditing
    const url = window.location.pathname + fenceQuery(next)
    if (isStep) window.history.pushState(null, '', url)
    else window.history.replaceState(null, '', url)
  }, [])
  return { address, change }
}

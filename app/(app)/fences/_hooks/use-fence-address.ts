'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { useHeldPlace } from '@/lib/client/use-held-place'
import { type FenceAddress, fenceQuery, isElsewhere, parseFenceAddress } from './fence-address'

/**
 * The address of the page, and how to change a part of it. Choosing a fence is a step back can undo; filtering is none. A form with
 * something unsaved stays, wherever the address goes, until somebody says what is to become of it.
 */
export function useFenceAddress() {
  const params = useSearchParams()
  const wished = useMemo(() => parseFenceAddress(params), [params])
  const { place: address, isLeaving, setDirty, stay, leave } = useHeldPlace(wished, isElsewhere)
  const change = useCallback((part: Partial<FenceAddress>) => {
    const before = parseFenceAddress(new URLSearchParams(window.location.search))
    const next = { ...before, ...part }
    const isStep = next.fenceId !== before.fenceId || next.isEditing !== before.isEditing
    const url = window.location.pathname + fenceQuery(next)
    if (isStep) window.history.pushState(null, '', url)
    else window.history.replaceState(null, '', url)
  }, [])
  return {
    address,
    change,
    /** What is typed is about to be dropped: `stay` keeps it, `leave` goes on. */
    isLeaving,
    setDirty,
    stay: () => {
      stay()
      change(address)
    },
    leave,
  }
}

'use client'
// Whether a page has what it was opened for, so that what nobody waits for may begin.

import { useEffect, useState } from 'react'
import { useLiveStore } from './use-live'

/** True once the stream has brought vehicles, and `patienceMs` after the page is taken over at the latest: it may be down. */
export function useHasVehicles(patienceMs: number): boolean {
  const store = useLiveStore()
  const [hasThem, setHasThem] = useState(false)
  useEffect(() => {
    if (store.epoch > 0) return setHasThem(true)
    const timer = setTimeout(() => setHasThem(true), patienceMs)
    const leave = store.subscribe((change) => {
      if (change.kind === 'snapshot') setHasThem(true)
    })
    return () => {
      clearTimeout(timer)
      leave()
    }
  }, [store, patienceMs])
  return hasThem
}

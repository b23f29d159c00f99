'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useState } from 'react'
import { type MapFilter, NO_FILTER, parseMapFilter, withMapFilter } from './map-address'

/** Browsers allow about one change of address in 300 ms; typing is faster. */
const ADDRESS_DELAY_MS = 350

/** The filter of the list. It answers at once; the address follows when the typing rests. */
export function useMapFilter() {
  const params = useSearchParams()
  const [filter, setFilter] = useState(() => parseMapFilter(params))

  useEffect(() => {
    const timer = setTimeout(() => {
      const search = withMapFilter(window.location.search, filter)
      if (search === window.location.search) return
      window.history.replaceState(null, '', window.location.pathname + search)
    }, ADDRESS_DELAY_MS)
    return () => clearTimeout(timer)
  }, [filter])

  const change = useCallback(
    (part: Partial<MapFilter>) => setFilter((before) => ({ ...before, ...part })),
    [],
  )
  const clear = useCallback(() => setFilter((before) => ({ ...NO_FILTER, sort: before.sort })), [])
  return { filter, change, clear }
}

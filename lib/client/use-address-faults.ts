'use client'
// What of an address could not be read: said when the page is opened, and kept though the address is written anew.

import { useCallback, useEffect, useState } from 'react'

/**
 * The faults of the address the page was opened at, until they are hidden or another address has some. They come a moment
 * after the page, so that a screen reader, which hears what changes, hears them.
 */
export function useAddressFaults<Fault>(faults: readonly Fault[]): {
  faults: readonly Fault[]
  hide: () => void
} {
  const [kept, setKept] = useState<readonly Fault[]>([])
  const found = JSON.stringify(faults)
  useEffect(() => {
    if (found !== '[]') setKept(JSON.parse(found))
  }, [found])
  const hide = useCallback(() => setKept([]), [])
  return { faults: kept, hide }
}

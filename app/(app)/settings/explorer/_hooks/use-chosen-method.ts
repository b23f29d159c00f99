import { useSearchParams } from 'next/navigation'
import { useCallback } from 'react'

const PARAMETER = 'method'

/** The method the address names, and a way to name another: a step in the browser's history, without asking the server. */
export function useChosenMethod(): [string | null, (name: string | null) => void] {
  const chosen = useSearchParams().get(PARAMETER)
  const choose = useCallback((name: string | null) => {
    const address = new URL(window.location.href)
    if (name === null) address.searchParams.delete(PARAMETER)
    else address.searchParams.set(PARAMETER, name)
    window.history.pushState(null, '', address)
  }, [])
  return [chosen, choose]
}

'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { type AccountAddress, accountQuery, parseAccountAddress } from './account-address'

/** The address of the page, and how to change a part of it. Choosing an account is a step back can undo; searching is none. */
export function useAccountAddress() {
  const params = useSearchParams()
  const address = useMemo(() => parseAccountAddress(params), [params])
  const change = useCallback((part: Partial<AccountAddress>) => {
    const before = parseAccountAddress(new URLSearchParams(window.location.search))
    const next = { ...before, ...part }
    const isStep = next.accountId !== before.accountId || next.work !== before.work
    const url = window.location.pathname + accountQuery(next)
    if (isStep) window.history.pushState(null, '', url)
    else window.history.replaceState(null, '', url)
  }, [])
  return { address, change }
}

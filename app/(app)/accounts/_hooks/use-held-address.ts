'use client'

import { createContext, useContext, useEffect } from 'react'
import { useHeldPlace } from '@/lib/client/use-held-place'
import type { AccountAddress } from './account-address'

/** Where forms say that something was typed that is not saved. */
export const DirtyContext = createContext<(isDirty: boolean) => void>(() => undefined)

/** Says so for a form; one that is gone has nothing unsaved. */
export function useDirty(): () => void {
  const tell = useContext(DirtyContext)
  useEffect(() => () => tell(false), [tell])
  return () => tell(true)
}

/** The address that is shown: the one wished, unless that would drop what was typed. The search goes on beside it. */
export function useHeldAddress(wished: AccountAddress) {
  const { place, isHeld, ...rest } = useHeldPlace(wished, isElsewhere)
  return { ...rest, address: isHeld ? { ...place, q: wished.q } : place }
}

/** Whether a form that is open at one address is gone at another. */
export function isElsewhere(a: AccountAddress, b: AccountAddress): boolean {
  return a.accountId !== b.accountId || a.work !== b.work
}

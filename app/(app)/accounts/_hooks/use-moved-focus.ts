'use client'

import { useEffect, useRef } from 'react'
import { useIsPhone } from '@/lib/client/use-is-phone'

/** On a phone account and tree hide each other: the focus goes along, to the account, and back to its row. */
export function useMovedFocus(accountId: string | null) {
  const isPhone = useIsPhone()
  const paneRef = useRef<HTMLElement>(null)
  const treeRef = useRef<HTMLElement>(null)
  const before = useRef(accountId)
  useEffect(() => {
    const last = before.current
    before.current = accountId
    if (!isPhone || last === accountId) return
    if (accountId !== null) return paneRef.current?.focus()
    const row = treeRef.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(last ?? '')}"]`)
    const goal = row ?? treeRef.current?.querySelector<HTMLElement>('[role="treegrid"], input')
    goal?.focus()
  }, [accountId, isPhone])
  return { paneRef, treeRef }
}

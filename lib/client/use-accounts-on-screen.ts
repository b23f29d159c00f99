'use client'
// Which accounts are on screen, and what they hold now: one request a minute for those alone, however many branches are open.

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useCallback, useContext, useEffect, useRef } from 'react'
import { MAX_ACCOUNTS_ASKED } from '@/lib/domain/account'
import { ACCOUNTS_NOW_KEY, ACCOUNTS_REFRESH_MS, pageLoadedAtMs, refreshAccounts } from './queries/accounts'

/** Told of an account whose row came into sight; what it returns is called when the row leaves. */
export type SeeAccount = (id: string) => () => void

/** Where rows say that they are in sight. */
export const SeeAccountContext = createContext<SeeAccount>(() => () => undefined)

/** Says so for a row. Rows out of sight are not rendered. */
export function useSeen(id: string): void {
  const see = useContext(SeeAccountContext)
  useEffect(() => see(id), [see, id])
}

/** Rows in sight are asked for each minute, and once scrolling rests when what is known of one is older. */
export function useAccountsOnScreen(): SeeAccount {
  const queries = useQueryClient()
  const rows = useRef(new Map<string, number>())
  const askedAtMs = useRef(new Map<string, number>())
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const { refetch } = useQuery({
    queryKey: ACCOUNTS_NOW_KEY,
    queryFn: async ({ signal }) => {
      const ids = [...rows.current.keys()].slice(0, MAX_ACCOUNTS_ASKED)
      await refreshAccounts(queries, ids, signal)
      for (const id of ids) askedAtMs.current.set(id, Date.now())
      return null
    },
    staleTime: ACCOUNTS_REFRESH_MS,
    refetchInterval: ACCOUNTS_REFRESH_MS,
  })
  return useCallback(
    (id) => {
      const isOld = (each: string) =>
        Date.now() - Math.max(askedAtMs.current.get(each) ?? 0, pageLoadedAtMs(queries, each)) >
        ACCOUNTS_REFRESH_MS
      rows.current.set(id, (rows.current.get(id) ?? 0) + 1)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => {
        if ([...rows.current.keys()].some(isOld)) void refetch()
      }, SCROLL_REST_MS)
      return () => {
        const left = (rows.current.get(id) ?? 1) - 1
        if (left > 0) rows.current.set(id, left)
        else rows.current.delete(id)
      }
    },
    [queries, refetch],
  )
}

const SCROLL_REST_MS = 1_000

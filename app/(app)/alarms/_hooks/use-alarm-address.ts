'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { type AlarmAddress, alarmSearch, parseAlarmAddress } from './alarm-address'

export type ChangeAddress = (part: Partial<AlarmAddress>, options?: { isStep?: boolean }) => void

/** The address of the page, and how to change a part of it. `isStep`: going back undoes it. */
export function useAlarmAddress(): { address: AlarmAddress; change: ChangeAddress } {
  const params = useSearchParams()
  const address = useMemo(() => parseAlarmAddress(params), [params])
  const change = useCallback<ChangeAddress>((part, { isStep = false } = {}) => {
    const next = { ...parseAlarmAddress(new URLSearchParams(window.location.search)), ...part }
    const url = window.location.pathname + alarmSearch(next)
    if (isStep) window.history.pushState(null, '', url)
    else window.history.replaceState(null, '', url)
  }, [])
  return { address, change }
}

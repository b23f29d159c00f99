'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { useAddressFaults } from '@/lib/client/use-address-faults'
import { type AlarmAddress, alarmSearch, parseAlarmAddress } from './alarm-address'
import { type AlarmAddressFault, alarmAddressFaults } from './alarm-address-faults'

export type ChangeAddress = (part: Partial<AlarmAddress>, options?: { isStep?: boolean }) => void

/**
 * The address of the page, and how to change a part of it. `isStep`: going back undoes it. What could not be read of it is
 * told until it is hidden or the list is narrowed otherwise.
 */
export function useAlarmAddress(): {
  address: AlarmAddress
  change: ChangeAddress
  faults: readonly AlarmAddressFault[]
  hideFaults: () => void
} {
  const params = useSearchParams()
  const address = useMemo(() => parseAlarmAddress(params), [params])
  const { faults, hide } = useAddressFaults(alarmAddressFaults(params))
  const change = useCallback<ChangeAddress>(
    (part, { isStep = false } = {}) => {
      if (Object.keys(part).some((name) => name !== 'alarmId')) hide()
      const next = { ...parseAlarmAddress(new URLSearchParams(window.location.search)), ...part }
      const url = window.location.pathname + alarmSearch(next)
      if (isStep) window.history.pushState(null, '', url)
      else window.history.replaceState(null, '', url)
    },
    [hide],
  )
  return { address, change, faults, hideFaults: hide }
}

'use client'

import { useTranslations } from 'next-intl'
import { AddressNotice } from '@/components/domain/address-notice'
import { MOST_LISTED } from '../_hooks/alarm-address'
import type { AlarmAddressFault } from '../_hooks/alarm-address-faults'

export type AddressFaultsProps = { faults: readonly AlarmAddressFault[]; onHide: () => void }

/** What of the address the list does not show, in words. */
export function AddressFaults({ faults, onHide }: AddressFaultsProps) {
  const t = useTranslations('alarmInbox.address')
  const lines = faults.map((fault) =>
    'part' in fault ? t(fault.kind, { part: fault.part }) : t(fault.kind, { most: MOST_LISTED }),
  )
  return <AddressNotice lines={lines} onHide={onHide} />
}

'use client'

import { useTranslations } from 'next-intl'
import { AddressNotice } from '@/components/domain/address-notice'
import { MAX_TRACK_VEHICLES } from '@/lib/domain/track/limits'
import type { ReplayAddressFault } from '../_hooks/replay-address-faults'

export type AddressFaultsProps = { faults: readonly ReplayAddressFault[]; onHide: () => void }

/** What of the address the replay does not show, in words. */
export function AddressFaults({ faults, onHide }: AddressFaultsProps) {
  const t = useTranslations('replay.address')
  const lineOf = (fault: ReplayAddressFault) => {
    if ('part' in fault) return t(fault.kind, { part: fault.part })
    return 'count' in fault ? t(fault.kind, { count: fault.count, most: MAX_TRACK_VEHICLES }) : t(fault.kind)
  }
  return <AddressNotice lines={faults.map(lineOf)} onHide={onHide} />
}

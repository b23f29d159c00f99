'use client'

import { useTranslations } from 'next-intl'
import { AddressNotice } from '@/components/domain/address-notice'
import type { VideoAddressFault } from '../_hooks/video-address-faults'

export type AddressFaultsProps = { faults: readonly VideoAddressFault[]; onHide: () => void }

/** What of the address the page does not show, in words. */
export function AddressFaults({ faults, onHide }: AddressFaultsProps) {
  const t = useTranslations('video.address')
  const lines = faults.map(({ kind, part }) => t(kind, { part }))
  return <AddressNotice lines={lines} onHide={onHide} className="px-4! md:px-6!" />
}

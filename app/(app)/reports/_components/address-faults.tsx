'use client'

import { useTranslations } from 'next-intl'
import { AddressNotice } from '@/components/domain/address-notice'
import type { ReportAddressFault } from '@/lib/client/reports/report-address-faults'

export type AddressFaultsProps = { faults: readonly ReportAddressFault[]; onHide: () => void }

/** What of the address the report does not tell of, in words. */
export function AddressFaults({ faults, onHide }: AddressFaultsProps) {
  const t = useTranslations('reports.address')
  const tSpans = useTranslations('reports.range.spans')
  const lineOf = (fault: ReportAddressFault) => {
    const values = {
      part: 'part' in fault ? fault.part : '',
      span: 'span' in fault ? tSpans(fault.span) : '',
    }
    return t(fault.kind, values)
  }
  return <AddressNotice lines={faults.map(lineOf)} onHide={onHide} className="mb-4 border-t px-4! md:px-6!" />
}

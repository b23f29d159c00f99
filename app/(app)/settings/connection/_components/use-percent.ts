'use client'

import { useTranslations } from 'next-intl'
import { useFormats } from '@/lib/client/format/use-formats'

/** Says a share of 0 to 1 in percent with one decimal, and a small one that is not nothing as such. */
export function usePercent(): (share: number) => string {
  const tUnits = useTranslations('units')
  const formats = useFormats()
  return (share) => {
    const percent = share * 100
    if (percent > 0 && percent < SMALLEST)
      return `< ${tUnits('percent', { value: formats.decimal(SMALLEST) })}`
    return tUnits('percent', { value: formats.decimal(percent) })
  }
}

const SMALLEST = 0.1

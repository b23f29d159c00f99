'use client'

import { useTranslations } from 'next-intl'
import { lengthLimits } from '@/lib/client/fences/shape-texts'
import type { UnitSystem } from '@/lib/domain/units'

/** What words about lengths are filled with: the unit by its sign, and the limits of a problem in it. */
export function useLengthWords(units: UnitSystem) {
  const t = useTranslations('fences.lengthUnits')
  const unit = t(units)
  return {
    unit,
    /** Of `radius` and `width`; what has nothing to do with either has no use for them. */
    limitsOf: (problem: string) => ({
      unit,
      ...lengthLimits(problem === 'width' ? 'widthM' : 'radiusM', units),
    }),
  }
}

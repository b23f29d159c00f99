'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { useFormatPreferences } from '@/lib/client/format/preferences'
import { useFormats } from '@/lib/client/format/use-formats'
import { fromKm } from '@/lib/domain/units'

/** Durations and distances as a replay says them: finer than lists of vehicles need. */
export function useReplayWords() {
  const t = useTranslations('replay')
  const tUnits = useTranslations('units')
  const formats = useFormats()
  const { units } = useFormatPreferences()
  return useMemo(
    () => ({
      ...formats,
      /** "2 d 3 h", "1 h 24 min", "4 min", "35 s" */
      span: (ms: number) => {
        const minutes = Math.round(ms / 60_000)
        if (ms < 60_000) return t('spans.seconds', { seconds: Math.round(ms / 1000) })
        if (minutes < 60) return t('spans.minutes', { minutes })
        const hours = Math.floor(minutes / 60)
        if (hours < 48) return t('spans.hours', { hours, minutes: minutes % 60 })
        return t('spans.days', { days: Math.floor(hours / 24), hours: hours % 24 })
      },
      /** "12.3 km" */
      way: (metres: number) =>
        tUnits(units === 'metric' ? 'km' : 'miles', {
          value: formats.decimal(fromKm(metres / 1000, units)),
        }),
    }),
    [t, tUnits, formats, units],
  )
}

export type ReplayWords = ReturnType<typeof useReplayWords>

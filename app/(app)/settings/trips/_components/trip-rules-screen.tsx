'use client'

import { useTranslations } from 'next-intl'
import { useFormats } from '@/lib/client/format/use-formats'
import { useHydrated } from '@/lib/client/use-hydrated'
import type { TripSettings } from '@/lib/domain/track/settings'
import { TripRulesForm } from './trip-rules-form'

export type TripRulesScreenProps = { settings: TripSettings; changedAtMs: number | null }

/** By what rules trips, stops and gaps are told, and what that means. */
export function TripRulesScreen({ settings, changedAtMs }: TripRulesScreenProps) {
  const t = useTranslations('tripRules')
  const formats = useFormats()
  const isHydrated = useHydrated()
  return (
    <div className="scrollbar-quiet h-full overflow-y-auto bg-canvas">
      <div className="mx-auto flex max-w-4xl flex-col gap-4 px-4 pb-8 md:px-6">
        <header className="pt-4 md:pt-5">
          <h1 className="text-xl font-semibold tracking-tight max-md:text-lg">{t('title')}</h1>
          <p className="mt-1 max-w-2xl text-sm text-muted">{t('about')}</p>
          <p className="mt-1 max-w-2xl text-sm text-muted">
            {changedAtMs === null
              ? t('areDefaults')
              : t('areOwn', { at: isHydrated ? formats.dateTime(changedAtMs) : '…' })}
          </p>
        </header>
        <TripRulesForm settings={settings} />
      </div>
    </div>
  )
}

'use client'

import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import type { Preferences } from '@/lib/domain/preferences'
import { LanguageChoice } from './language-choice'
import { PreferencesForm } from './preferences-form'
import { ThemeChoice } from './theme-choice'

/** How the reader sees quantities and times everywhere, and the colours in this browser. */
export function PreferencesScreen({ preferences }: { preferences: Preferences }) {
  const t = useTranslations('preferences')
  return (
    <div className="scrollbar-quiet h-full overflow-y-auto bg-canvas">
      <div className="mx-auto flex max-w-3xl flex-col gap-4 px-4 pb-8 md:px-6">
        <header className="pt-4 md:pt-5">
          <h1 className="text-xl font-semibold tracking-tight max-md:text-lg">{t('title')}</h1>
          <p className="mt-1 text-sm text-muted">{t('about')}</p>
        </header>
        <PreferencesForm preferences={preferences} />
        <Card title={t('appearance')}>
          <div className="flex flex-col gap-5 border-t border-line px-4 py-4">
            <LanguageChoice />
            <ThemeChoice />
          </div>
        </Card>
      </div>
    </div>
  )
}

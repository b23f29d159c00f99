'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ChoiceGroup } from '@/components/ui/choice-group'
import { readTheme, THEMES, type Theme, writeTheme } from '@/lib/client/theme'
import { useHydrated } from '@/lib/client/use-hydrated'

/** Light or dark, at once and for this browser. */
export function ThemeChoice() {
  const t = useTranslations('shell')
  const tPreferences = useTranslations('preferences')
  const isHydrated = useHydrated()
  const [chosen, setChosen] = useState<Theme | null>(null)
  const words = { system: t('themeSystem'), light: t('themeLight'), dark: t('themeDark') }
  return (
    <div className="flex flex-col gap-1.5">
      <ChoiceGroup
        label={t('theme')}
        value={chosen ?? (isHydrated ? readTheme() : 'system')}
        options={THEMES.map((value) => ({ value, label: words[value] }))}
        onChange={(theme) => {
          writeTheme(theme)
          setChosen(theme)
        }}
      />
      <p className="text-sm text-muted">{tPreferences('themeHint')}</p>
    </div>
  )
}

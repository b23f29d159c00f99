'use client'

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useId, useState, useTransition } from 'react'
import { knownLocale, LOCALE_NAMES, LOCALES, type Locale } from '@/lib/domain/locales'
import { saveLanguageAction } from '../actions'

/** The reader's language, each by its own name. It holds at once, on every device, and in mails. */
export function LanguageChoice() {
  const t = useTranslations('preferences')
  const router = useRouter()
  const id = useId()
  const shown = knownLocale(useLocale())
  const [wanted, setWanted] = useState<Locale | null>(null)
  const [hasFailed, setHasFailed] = useState(false)
  const [isBusy, startTransition] = useTransition()

  function choose(locale: Locale) {
    setWanted(locale)
    setHasFailed(false)
    startTransition(async () => {
      const isStored = await saveLanguageAction(locale).catch(() => false)
      if (isStored) {
        router.refresh()
        // The page for when Milepost cannot be reached is kept in the language it was fetched in.
        navigator.serviceWorker?.controller?.postMessage('keep-offline-page')
      } else setWanted(null)
      setHasFailed(!isStored)
    })
  }

  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {t('language')}
      </label>
      <select
        id={id}
        value={wanted ?? shown}
        disabled={isBusy}
        onChange={(event) => choose(knownLocale(event.target.value))}
        className="h-9 w-60 max-w-full rounded border border-line-strong bg-panel px-2 text-sm text-ink pointer-coarse:h-touch pointer-coarse:text-lg"
      >
        {LOCALES.map((locale) => (
          <option key={locale} value={locale} lang={locale}>
            {LOCALE_NAMES[locale]}
          </option>
        ))}
      </select>
      <p className="text-sm text-muted">{t('languageHint')}</p>
      <p role="status" className="text-sm text-danger empty:hidden">
        {hasFailed ? t('problems.failed') : null}
      </p>
    </div>
  )
}

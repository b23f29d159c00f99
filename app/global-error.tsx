'use client'

import './globals.css'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { directionOf } from '@/lib/domain/bidi'
import { knownLocale } from '@/lib/domain/locales'
import { CRASH_WORDS } from './global-error-words'

/** Replaces everything when the root layout itself fails, so there is no provider to translate with. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  // The language of the page that failed, as far as there was one.
  const [locale] = useState(() =>
    typeof document === 'undefined' ? 'en' : knownLocale(document.documentElement.lang || navigator.language),
  )
  const words = CRASH_WORDS[locale]
  return (
    <html lang={locale} dir={directionOf(locale)}>
      <body className="font-sans">
        <main
          role="alert"
          className="flex min-h-dvh flex-col items-center justify-center gap-3 p-6 text-center"
        >
          <h1 className="text-xl font-semibold">{words.crashTitle}</h1>
          <p className="max-w-sm text-muted">{words.crashBody}</p>
          <Button variant="primary" onClick={reset}>
            {words.crashAction}
          </Button>
        </main>
      </body>
    </html>
  )
}

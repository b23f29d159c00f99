'use client'

import type { ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components'

/** Tells the parts of the kit the page's language, so that arrow keys, calendars and their own words follow it. */
export function ReadingDirection({ locale, children }: { locale: string; children: ReactNode }) {
  return <I18nProvider locale={locale}>{children}</I18nProvider>
}

'use client'

import { useLocale } from 'next-intl'
import type { ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'

/**
 * Tells a part of the kit the page's language, so that arrow keys and its own words follow it. It stands in each part and not
 * around the page, so that a page without such parts brings none of the kit.
 */
export function ReadingDirection({ children }: { children: ReactNode }) {
  return <I18nProvider locale={useLocale()}>{children}</I18nProvider>
}

// A part of a page as its reader gets it, from answers of the server that are at hand already.

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { NextIntlClientProvider } from 'next-intl'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { DEFAULT_PREFERENCES, type Preferences } from '@/lib/domain/preferences'
import messages from '@/messages/en.json'
import { FormatPreferencesProvider } from './preferences'

/** The part with its answers, by their query keys, for somebody with these preferences. */
export function renderedFor(
  preferences: Partial<Preferences>,
  part: ReactNode,
  answers: readonly (readonly [readonly unknown[], unknown])[] = [],
): string {
  const client = new QueryClient()
  for (const [key, data] of answers) client.setQueryData(key, data)
  return renderToStaticMarkup(
    <NextIntlClientProvider locale="en-GB" messages={messages} timeZone="UTC">
      <QueryClientProvider client={client}>
        <FormatPreferencesProvider value={{ ...DEFAULT_PREFERENCES, ...preferences }}>
          {part}
        </FormatPreferencesProvider>
      </QueryClientProvider>
    </NextIntlClientProvider>,
  )
}

/** What stands in a page, one text after another, without the words of attributes. Narrow blanks of Intl are plain ones. */
export function textsOf(html: string): string[] {
  return html
    .replace(/<[^>]*>/g, '\n')
    .replace(/[\u2009\u202f]/g, ' ')
    .split('\n')
    .filter((text) => text.trim() !== '')
}

/** What is shown on hovering, one after another. */
export function titlesOf(html: string): string[] {
  return [...html.matchAll(/ title="([^"]*)"/g)].map(([, title]) => title ?? '')
}

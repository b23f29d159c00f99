// Which language a request speaks, where its words come from, and the words of failures.

import { headers } from 'next/headers'
import { getRequestConfig, getTranslations } from 'next-intl/server'
import { formattingTag, knownLocale, type Locale, localeWished } from '@/lib/domain/locales'
import type { AppError } from './errors'
import { MESSAGE_FORMATS, messagesOf } from './messages'
import { findSession } from './session'

export default getRequestConfig(async () => {
  const locale = await requestLocale()
  return {
    locale: formattingTag(locale),
    messages: messagesOf(locale),
    timeZone: 'UTC',
    formats: MESSAGE_FORMATS,
  }
})

/** The language of this request: what the person chose, else what the browser wishes. */
export async function requestLocale(): Promise<Locale> {
  // With the database away nobody is known, and the page that says so has words all the same.
  const session = await findSession().catch(() => null)
  if (session) return knownLocale(session.person.locale)
  return localeWished((await headers()).get('accept-language'))
}

/** What to tell the person: `errors.<code>` in their language, or the error's own English sentence. */
export async function errorWords(error: AppError): Promise<string> {
  try {
    const t = await getTranslations('errors')
    const code = error.code
    return t.has(code) ? t(code, { ...error.values, seconds: error.retryAfterS ?? 0 }) : error.userMessage
  } catch {
    // Outside a request (jobs, tests) there is no language.
    return error.userMessage
  }
}

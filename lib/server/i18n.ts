// Which language a request speaks, where its words come from, and the words of failures.

import { getRequestConfig, getTranslations } from 'next-intl/server'
import type { AppError } from './errors'

/** Languages there are messages for; the first is the source and the fallback. */
export const LOCALES = ['en'] as const
export type Locale = (typeof LOCALES)[number]

const RIGHT_TO_LEFT = ['ar', 'fa', 'he', 'ur']

export default getRequestConfig(async () => {
  const messages = (await import('../../messages/en.json')).default
  return { locale: LOCALES[0], messages, timeZone: 'UTC' }
})

/** Writing direction for `<html dir>`. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.includes(locale.split('-')[0] ?? '') ? 'rtl' : 'ltr'
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

// The words of the share page in the language of the phone.

import { directionOf } from '@/lib/domain/bidi'
import { formattingTag, localeWished } from '@/lib/domain/locales'
import { textsAt } from '@/lib/domain/words'
import { messagesOf } from '../messages'

export type PageWords = {
  /** What numbers and ages are written in. */
  locale: string
  direction: 'ltr' | 'rtl'
  words: Readonly<Record<string, string>>
}

/** The best of our languages for an `Accept-Language` header. */
export function pageWords(acceptLanguage: string | null): PageWords {
  const locale = localeWished(acceptLanguage)
  return {
    locale: formattingTag(locale),
    direction: directionOf(locale),
    words: textsAt(messagesOf(locale), 'sharePage'),
  }
}

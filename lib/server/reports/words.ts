// The words of files and mails, outside of any request.

import { type AbstractIntlMessages, createTranslator } from 'use-intl/core'
import { formattingTag, knownLocale } from '@/lib/domain/locales'
import { messagesOf } from '../messages'

/** Words by their place below `reportFiles`. A word there is none of is told as it stands. */
export type Words = (key: string, values?: Record<string, string | number | Date>) => string

/** Words in a language, or in the source language where there are none. */
export function reportWords(locale: string): Words {
  // Keys are made of columns and codes, which no type can follow.
  const all: AbstractIntlMessages = messagesOf(locale)
  const t = createTranslator({
    locale: formattingTag(knownLocale(locale)),
    messages: all,
    namespace: 'reportFiles',
  })
  // What values a message takes is known by its text alone.
  return (key, values = {}) =>
    t.has(key) ? Reflect.apply(t, undefined, [key, values]) : (key.split('.').at(-1) ?? key)
}

// The words of files and mails, outside of any request.

import { type AbstractIntlMessages, createTranslator } from 'use-intl/core'
import messages from '@/messages/en.json'
import { LOCALES, type Locale } from '../i18n'

/** Words by their place below `reportFiles`. A word there is none of is told as it stands. */
export type Words = (key: string, values?: Record<string, string | number | Date>) => string

/** Words in a language, or in the source language where there are none. */
export function reportWords(locale: string): Words {
  // Keys are made of columns and codes, which no type can follow.
  const all: AbstractIntlMessages = messages
  const t = createTranslator({ locale: knownLocale(locale), messages: all, namespace: 'reportFiles' })
  // What values a message takes is known by its text alone.
  return (key, values = {}) =>
    t.has(key) ? Reflect.apply(t, undefined, [key, values]) : (key.split('.').at(-1) ?? key)
}

/** The language of ours that is meant by a language tag. */
export function knownLocale(locale: string): Locale {
  return LOCALES.find((each) => each === locale.split('-')[0]) ?? LOCALES[0]
}
